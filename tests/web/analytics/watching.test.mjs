import assert from "node:assert/strict";
import { test } from "node:test";

import { looksTheSame, minutes, officeStanding, ordered, percent, standingOf, together } from "/assets/analytics/cockpit/watching.js";

const NOON = Date.parse("2026-03-02T09:00:00.000Z");
const at = (seconds) => new Date(NOON + seconds * 1000).toISOString();
const desks = (more = {}) => ({ all: 4, open: 2, ready: 1, calling: 0, serving: 1, on_break: 0, back_office: 0, idle_waiting: 0, ...more });
const row = (more = {}) => ({
  id: "klin", name: { ru: "Клин" }, territory: "north", open: true, issuing: true, standard_s: 900, goal: 0.95, waiting: 0, longest_since_at: null,
  above_now: 0, above_earlier: 0, above_standard_at: [], met: 0, breached: 0, suspended: 0, desks: desks(), load_share: null, load_working_s: 0, ...more,
});
const office = (more) => officeStanding(row(more), NOON);

test("who still waits from an earlier date is above the standard now and in that date's service level", () => {
  const waits = row({ waiting: 2, met: 3, breached: 1, above_now: 2, above_earlier: 1, longest_since_at: at(-1900) });
  assert.deepEqual([standingOf(waits, NOON).above, standingOf(waits, NOON).level], [2, 3 / 5]);
});

test("who passes the standard by time alone is above it from the next moment on, and counts in the service level", () => {
  const waits = row({ waiting: 2, met: 3, above_now: 0, above_standard_at: [at(0), at(60)], longest_since_at: at(-900) });
  assert.deepEqual([standingOf(waits, NOON).above, standingOf(waits, NOON).level], [0, 1]);
  assert.deepEqual([standingOf(waits, NOON + 1).above, standingOf(waits, NOON + 1).level], [1, 3 / 4]);
  assert.deepEqual([standingOf(waits, NOON + 61_000).above, standingOf(waits, NOON + 61_000).level], [2, 3 / 5]);
});

test("nothing judged is no service level; a share is rounded down, so that 94.99 % does not look like the goal", () => {
  assert.equal(standingOf(row(), NOON).level, null);
  assert.equal(percent(null), null);
  assert.deepEqual([percent(0.9499), percent(0.95), percent(1), percent(0.2941)], [94.9, 95, 100, 29.4]);
});

test("the longest wait is calm, late from two thirds of the standard, breached above it", () => {
  const near = (seconds, above = 0) => standingOf(row({ longest_since_at: at(-seconds), above_now: above }), NOON).nearness;
  assert.deepEqual([near(599), near(600), near(900), near(901, 1)], ["calm", "late", "late", "breach"]);
});

test("offices together: shares come from sums, loads are weighed by desk time", () => {
  const all = together([
    office({ id: "a", met: 90, breached: 10, waiting: 3, longest_since_at: at(-100), load_share: 1, load_working_s: 100 }),
    office({ id: "b", met: 1, above_now: 1, waiting: 1, longest_since_at: at(-1000), load_share: 0.5, load_working_s: 300, desks: desks({ idle_waiting: 1 }) }),
    office({ id: "c" }),
  ]);
  assert.deepEqual([all.waiting, all.above, all.aboveIn, all.idle, all.idleIn, all.judged], [4, 1, 1, 1, 1, 102]);
  assert.equal(all.level, 91 / 102);
  assert.equal(all.load, 250 / 400);
  assert.equal(all.longest.id, "b");
  assert.equal(together([]).level, null);
});

test("the worst first: people above the standard, then how near the longest wait is, then idle desks", () => {
  const offices = [
    office({ id: "quiet" }),
    office({ id: "closed", open: false }),
    office({ id: "idle", desks: desks({ idle_waiting: 1 }), waiting: 1 }),
    office({ id: "near", longest_since_at: at(-700), waiting: 1 }),
    office({ id: "above", above_now: 1, longest_since_at: at(-901), waiting: 1 }),
  ];
  assert.deepEqual(ordered(offices, { by: "worst", reversed: false }, (one) => one.id), ["above", "near", "idle", "quiet", "closed"]);
});

test("a column sorts largest first, the service level by its worst; equal ones stand by name", () => {
  const offices = [office({ id: "b", met: 1 }), office({ id: "a", met: 1 }), office({ id: "c", met: 1, breached: 1 }), office({ id: "d" })];
  const by = (column, reversed = false) => ordered(offices, { by: column, reversed }, (one) => one.id).join("");
  assert.equal(by("level"), "cabd");
  assert.equal(by("level", true), "dabc");
  assert.equal(by("name"), "abcd");
  assert.equal(by("name", true), "dcba");
  assert.equal(by("waiting"), "abcd");
});

test("what looks the same is not drawn anew: seconds of a wait are no change, a minute is", () => {
  const waits = row({ waiting: 1, longest_since_at: at(-100) });
  const then = officeStanding(waits, NOON);
  assert.equal(looksTheSame(then, officeStanding(row({ waiting: 1, longest_since_at: at(-101) }), NOON)), true);
  assert.equal(looksTheSame(then, officeStanding(waits, NOON + 20_000)), false);
  assert.equal(looksTheSame(then, officeStanding(row({ waiting: 2, longest_since_at: at(-100) }), NOON)), false);
  assert.deepEqual([minutes(null), minutes(119)], [null, 1]);
});

test("desks that the schedule expects and that are not open are missing, as long as the office is open", () => {
  const schedule = { expected: [{ from_at: at(-600), desks: 3 }] };
  const standing = (more) => officeStanding(row(more), NOON, schedule);
  assert.deepEqual([standing().expected, standing().missing, standing({ open: false }).missing], [3, 1, 0]);
  assert.equal(officeStanding(row(), NOON).expected, null);
  assert.equal(together([standing(), standing({ id: "b", desks: desks({ open: 4 }) })]).missing, 1);
  assert.equal(looksTheSame(standing(), officeStanding(row(), NOON)), false);
});
