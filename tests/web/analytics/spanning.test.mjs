// Shifts moved by hand and the desks they keep open; what a form changes of a day.

import assert from "node:assert/strict";
import { test } from "node:test";

import { changesOf, formOf, nextDesk, scenarioOf, visitsFor, visitsIn, withDesks, withHours } from "/assets/analytics/what_if/changing.js";
import { wrongsOf } from "/assets/analytics/what_if/fitting.js";
import { changed, redone, same, undone, UNTOUCHED, unsavedDays } from "/assets/analytics/roster/drafting.js";
import { another, coverage, halfHoursOf, hoursOf, missing, moved, openingOf, rested, restMoved, shiftedTo, stretches } from "/assets/analytics/roster/spanning.js";

const DAY = { opens: 8 * 60, closes: 12 * 60 };
const SHIFT = { manager: "a", desk: "1", begins: "08:00", ends: "12:00", breaks: ["10:00-10:30"] };
const HALF_HOURS = ["08:00", "08:30", "09:00", "09:30", "10:00", "10:30", "11:00", "11:30"].map((from) => ({ from, need: 1 }));

test("a desk is open but for the break, and that is where one is missing", () => {
  assert.deepEqual(coverage([SHIFT], HALF_HOURS), [1, 1, 1, 1, 0, 1, 1, 1]);
  assert.deepEqual(missing(coverage([SHIFT], HALF_HOURS), HALF_HOURS), ["10:00"]);
  assert.equal(hoursOf([SHIFT]), 3.5);
});

test("an end moves in steps, within the day, and never past the other; a break left outside is gone", () => {
  assert.equal(moved(SHIFT, "begins", 8 * 60 + 50, DAY).begins, "08:45");
  assert.equal(moved(SHIFT, "begins", 0, DAY).begins, "08:00");
  assert.equal(moved(SHIFT, "begins", 20 * 60, DAY).begins, "11:30");
  assert.equal(moved(SHIFT, "ends", 30 * 60, DAY).ends, "12:00");
  assert.deepEqual(moved(SHIFT, "ends", 10 * 60, DAY).breaks, []);
  assert.deepEqual(moved(SHIFT, "ends", 11 * 60, DAY).breaks, ["10:00-10:30"]);
});

test("a whole shift moves with its breaks, as far as the day goes", () => {
  const short = moved(SHIFT, "ends", 11 * 60, DAY);
  assert.deepEqual(shiftedTo(short, 8 * 60 + 31, DAY), { ...short, begins: "08:30", ends: "11:30", breaks: ["10:30-11:00"] });
  assert.equal(shiftedTo(short, 20 * 60, DAY).ends, "12:00");
  assert.equal(shiftedTo(short, 0, DAY).begins, "08:00");
});

test("a break moves within its shift and between its neighbours", () => {
  const two = { ...SHIFT, breaks: ["09:00-09:15", "10:00-10:30"] };
  assert.deepEqual(restMoved(two, 1, 9 * 60).breaks, ["09:00-09:15", "09:15-09:45"]);
  assert.deepEqual(restMoved(two, 0, 20 * 60).breaks, ["09:45-10:00", "10:00-10:30"]);
  assert.deepEqual(restMoved(two, 1, 20 * 60).breaks, ["09:00-09:15", "11:30-12:00"]);
  assert.deepEqual(rested({ ...SHIFT, breaks: [] }).breaks, ["09:45-10:30"]);
  assert.equal(hoursOf([rested({ ...SHIFT, ends: "08:30", breaks: [] })]), 0);
});

test("one more shift is that of somebody who has none", () => {
  assert.deepEqual(another([SHIFT], ["a", "b"], DAY), { manager: "b", desk: null, begins: "08:00", ends: "12:00", breaks: [] });
  assert.equal(another([SHIFT], ["a"], DAY).manager, "a");
  assert.equal(another([], ["a"], { opens: 480, closes: 1200 }).breaks.length, 1);
});

test("hours of a day without a plan are its half-hours, up to midnight", () => {
  assert.deepEqual(openingOf("20:00-02:00"), { opens: 1200, closes: 1440 });
  assert.deepEqual(halfHoursOf({ opens: 495, closes: 570 }).map((row) => row.from), ["08:15", "08:30", "09:00"]);
  assert.deepEqual(missing([0], [{ from: "08:00" }]), []);
});

const PUBLISHED = [
  { day: "2031-03-03", version: 2, hours: "08:00-12:00", published_at: null, published_by: null, shifts: [SHIFT] },
  { day: "2031-03-04", version: 0, hours: "08:00-12:00", published_at: null, published_by: null, shifts: [] },
];

test("what differs from what is published is not saved, in whatever order it stands", () => {
  const other = { ...SHIFT, manager: "b" };
  assert.equal(same([SHIFT, other], [other, { ...SHIFT, begins_at: "…" }]), true);
  assert.deepEqual(unsavedDays(changed(UNTOUCHED, { "2031-03-03": [SHIFT] }), PUBLISHED), []);
  const draft = changed(UNTOUCHED, { "2031-03-03": [], "2031-03-04": [other] });
  assert.deepEqual(unsavedDays(draft, PUBLISHED).map((day) => day.day), ["2031-03-03", "2031-03-04"]);
});

test("a drag is one step back, however many moves it had", () => {
  const gesture = {};
  let draft = changed(UNTOUCHED, { d: [SHIFT] });
  for (const at of [500, 515, 530]) draft = changed(draft, { d: [moved(SHIFT, "begins", at, DAY)] }, gesture);
  assert.equal(draft.days.d[0].begins, "08:45");
  draft = undone(draft);
  assert.deepEqual(draft.days.d, [SHIFT]);
  assert.equal(redone(draft).days.d[0].begins, "08:45");
  draft = undone(draft);
  assert.deepEqual(draft.days, {});
  assert.equal(undone(draft), draft);
  assert.deepEqual(changed(draft, { d: [] }).future, []);
});

test("half-hours in a row are one stretch", () => {
  assert.deepEqual(stretches(["08:00", "08:30", "10:00"]), ["08:00–09:00", "10:00–10:30"]);
  assert.deepEqual(stretches([]), []);
});

const ABOUT = {
  day: "2026-03-02", hours: "09:00-18:00", from_history: true, goal: 0.95, policy: "fifo", desks: ["1", "2"], topics: [],
  managers: [{ id: "a", name: "Ann", topics: { meters: "primary" } }, { id: "b", name: "Bob", topics: {} }],
  scenario: { demand: { visits: 99.6, topics: { meters: 1 } }, service: { mean_s: {} }, shift: [{ manager: "a" }] },
};

test("a form that nobody touched changes nothing and is the day", () => {
  const form = formOf(ABOUT);
  assert.deepEqual(changesOf(ABOUT, form), []);
  assert.deepEqual(scenarioOf(ABOUT, form), {
    hours: "09:00-18:00", policy: "fifo", demand: { visits: 100, topics: { meters: 1 } }, service: { mean_s: {} }, shift: [{ manager: "a" }],
  });
});

test("a published shift is the day as it is, breaks included; two of one manager are one with a gap", () => {
  const shift = [
    { manager: "a", desk: "1", begins: "10:00", ends: "12:00", breaks: [] },
    { manager: "a", desk: "1", begins: "13:00", ends: "18:00", breaks: ["15:00-15:15"] },
  ];
  const about = { ...ABOUT, scenario: { ...ABOUT.scenario, shift } };
  const form = formOf(about);
  assert.deepEqual(changesOf(about, form), []);
  assert.deepEqual(scenarioOf(about, form).shift, [{ manager: "a", begins: "10:00", desk: "1", breaks: ["12:00-13:00", "15:00-15:15"] }]);
  form.people.a = { ...form.people.a, to: "15:00" };
  assert.deepEqual(scenarioOf(about, form).shift[0].breaks, ["12:00-13:00"]);
  assert.deepEqual(changesOf(about, form).map((one) => one.text), ["what-if-changed-shift"]);
});

test("what is touched is told and sent", () => {
  const form = withHours(formOf(ABOUT), "10:00", "18:00");
  form.people.b = { ...form.people.b, works: true, to: "14:00", topics: { meters: "secondary" } };
  assert.deepEqual(changesOf(ABOUT, form).map((one) => one.text), [
    "what-if-changed-hours", "what-if-changed-on", "what-if-changed-shift", "what-if-changed-skills",
  ]);
  const scenario = scenarioOf(ABOUT, form);
  assert.deepEqual(scenario.shift, [{ manager: "a" }, { manager: "b", ends: "14:00" }]);
  assert.deepEqual(scenario.skills, { b: { meters: "secondary" } });
});

test("nobody at work is no roster, not the usual one", () => {
  const form = formOf(ABOUT);
  form.people.a = { ...form.people.a, works: false };
  assert.deepEqual(scenarioOf(ABOUT, form).without, ["a"]);
});

const TWO_TOPICS = {
  ...ABOUT, topics: [{ id: "meters", name: { en: "Meters" } }, { id: "contract", name: { en: "Contracts" } }],
  managers: [{ id: "a", name: "Ann", topics: { meters: "primary", contract: "primary" } }, { id: "b", name: "Bob", topics: { meters: "primary" } }],
  scenario: { ...ABOUT.scenario, demand: { visits: 100, topics: { meters: 3, contract: 1 } }, shift: [{ manager: "a", desk: "1" }, { manager: "b", desk: "2" }] },
};

/** The form of the day with some people otherwise. */
function formWith(people = {}, more = {}) {
  const form = { ...formOf(TWO_TOPICS), ...more };
  return { ...form, people: Object.fromEntries(Object.entries(form.people).map(([id, one]) => [id, { ...one, ...people[id] }])) };
}

test("a topic has its share until it is set by hand, and the day as many more", () => {
  const form = formWith();
  assert.equal(visitsFor(TWO_TOPICS, form, "contract"), 25);
  const more = { ...form, visits: 200, topics: { contract: 80 } };
  assert.deepEqual([visitsFor(TWO_TOPICS, more, "meters"), visitsIn(TWO_TOPICS, more)], [150, 230]);
  assert.deepEqual(scenarioOf(TWO_TOPICS, more).demand.by_topic, { contract: 80 });
  assert.deepEqual(changesOf(TWO_TOPICS, more).map((one) => one.text), ["what-if-changed-visits", "what-if-changed-topic"]);
  assert.equal(scenarioOf(TWO_TOPICS, form).demand.by_topic, undefined);
});

test("whoever sat at a desk that is gone may sit anywhere, and a desk more has the next number", () => {
  const form = withDesks(formWith(), ["1"]);
  assert.equal(form.people.b.desk, "");
  assert.deepEqual(scenarioOf(TWO_TOPICS, form).desks, ["1"]);
  assert.deepEqual(changesOf(TWO_TOPICS, form).map((one) => one.text), ["what-if-changed-desks", "what-if-changed-any-desk"]);
  assert.equal(nextDesk(["1", "12", "А"]), "13");
});

test("breaks are moved, added and taken out", () => {
  const form = formWith({ a: { breaks: ["13:00-13:30", "10:00-10:15"] } });
  assert.deepEqual(scenarioOf(TWO_TOPICS, form).shift[0], { manager: "a", desk: "1", breaks: ["10:00-10:15", "13:00-13:30"] });
  assert.deepEqual(changesOf(TWO_TOPICS, form).map((one) => one.text), ["what-if-changed-breaks"]);
});

test("what cannot be simulated is said, the nearest thing first", () => {
  const said = (people, more) => wrongsOf(TWO_TOPICS, formWith(people, more)).map((one) => one.text.replace("what-if-wrong-", ""));
  assert.deepEqual(said(), []);
  assert.deepEqual(said({}, { opens: "18:00" }), ["hours"]);
  assert.deepEqual(said({ a: { works: false }, b: { works: false } }), ["nobody"]);
  assert.deepEqual(said({}, { desks: [] }), ["no-desk"]);
  assert.deepEqual(said({ a: { to: "08:00" } }), ["shift"]);
  assert.deepEqual(said({ a: { breaks: ["17:30-18:30"] } }), ["break"]);
  assert.deepEqual(said({ a: { breaks: ["12:00-12:30", "12:15-12:45"] } }), ["break"]);
  assert.deepEqual(said({ b: { desk: "1" } }), ["desk"]);
  assert.deepEqual(said({ b: { desk: "" } }, { desks: ["1"] }), ["desks"]);
  assert.deepEqual(said({ b: { from: "13:00", desk: "1" }, a: { to: "13:00" } }, { desks: ["1"] }), []);
  assert.deepEqual(said({ a: { works: false } }), ["topic"]);
  assert.deepEqual(said({ a: { works: false } }, { topics: { contract: 0 } }), []);
  assert.deepEqual(said({}, { topics: { contract: 0, meters: 0 } }), ["no-visits"]);
});
