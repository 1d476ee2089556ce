import assert from "node:assert/strict";
import test from "node:test";

import { changesOf, formOf, pastMidnight, scenarioOf, withHours } from "/assets/analytics/what_if/changing.js";
import { wrongsOf } from "/assets/analytics/what_if/fitting.js";

/** @param {string | null} hours @param {any[]} shift */
const day = (hours, shift = [{ manager: "ann" }, { manager: "bob", begins: "22:00", ends: "24:00", breaks: ["23:00-24:00"] }]) => ({
  day: "2026-03-02", hours, from_history: true, goal: 0.95, policy: "fifo", desks: ["1", "2"],
  topics: [{ id: "meters", name: { en: "Meters" } }],
  managers: ["ann", "bob"].map((id) => ({ id, name: id, topics: { meters: "primary" } })),
  scenario: { demand: { visits: 60, topics: {} }, service: {}, shift },
});

test("an office that is open round the clock is tried from midnight to midnight", () => {
  for (const hours of ["00:00-00:00", "00:00-24:00"]) {
    const always = day(hours);
    const form = formOf(always);
    assert.deepEqual([form.opens, form.closes, form.people.ann.to, form.people.bob.to], ["00:00", "00:00", "00:00", "00:00"]);
    assert.deepEqual(form.people.bob.breaks, ["23:00-00:00"]);
    assert.deepEqual(wrongsOf(always, form), []);
    const scenario = scenarioOf(always, form);
    assert.equal(scenario.hours, "00:00-00:00");
    assert.deepEqual(scenario.shift, [{ manager: "ann" }, { manager: "bob", begins: "22:00", breaks: ["23:00-00:00"] }]);
    assert.deepEqual(changesOf(always, form), []);
    assert.equal(pastMidnight(hours), false);
  }
});

test("a day that ends at midnight is a change in words, and a shift may end with it", () => {
  const usual = day("09:00-18:00", [{ manager: "ann" }]);
  const form = withHours(formOf(usual), "09:00", "00:00");
  assert.equal(form.people.ann.to, "00:00");
  assert.deepEqual(changesOf(usual, form), [{ text: "what-if-changed-hours", args: { opens: "09:00", closes: "24:00" } }]);
  assert.deepEqual(wrongsOf(usual, form), []);
  form.people.bob = { ...form.people.ann, works: true, desk: "1", from: "20:00" };
  form.people.ann = { ...form.people.ann, desk: "1" };
  assert.deepEqual(wrongsOf(usual, form), [{ text: "what-if-wrong-desk", args: { desk: "1", name: "ann", another: "bob" } }]);
});

test("hours that run past midnight are tried until midnight", () => {
  const night = day("20:00-04:00", [{ manager: "ann" }]);
  const form = formOf(night);
  assert.deepEqual([form.opens, form.closes, pastMidnight(night.hours)], ["20:00", "00:00", true]);
  assert.deepEqual(wrongsOf(night, form), []);
  assert.equal(scenarioOf(night, form).hours, "20:00-00:00");
  assert.equal(pastMidnight(null), false);
});
