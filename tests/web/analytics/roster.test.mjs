// Which row a shift stands in and what a drop makes of it; what a week gives each person; who knows which topic.

import assert from "node:assert/strict";
import { test } from "node:test";

import { handed, rowsOf } from "/assets/analytics/roster/arranging.js";
import { changed, levelOf, planned, undone, UNTOUCHED } from "/assets/analytics/roster/drafting.js";
import { onTop, rejoined } from "/assets/analytics/roster/meanwhile.js";
import { asWished, beyondWhatTheyMay, costOf, isOff, mayBe, merged, tallyOf, turned, unfit, USUAL, withPart } from "/assets/analytics/roster/people.js";

const ABOUT = { managers: [{ id: "a" }, { id: "b" }, { id: "c" }], desks: ["1", "2"] };
const EARLY = { manager: "b", desk: "1", begins: "08:00", ends: "14:00", breaks: ["11:00-12:00"] };
const LATE = { manager: "a", desk: "2", begins: "12:00", ends: "18:00", breaks: [] };
const ONE = { ...USUAL, manager: "b" };
const [MONDAY, TUESDAY] = ["2026-03-02", "2026-03-03"];

test("rows stand in the order of people or of desks, those without a shift last", () => {
  assert.deepEqual(rowsOf([EARLY, LATE], "people", ABOUT), [{ key: "a", place: 1 }, { key: "b", place: 0 }, { key: "c", place: null }]);
  assert.deepEqual(rowsOf([EARLY, { ...LATE, desk: null }], "desks", ABOUT), [{ key: "1", place: 0 }, { key: "", place: 1 }, { key: "2", place: null }]);
  assert.deepEqual(rowsOf([{ ...EARLY, manager: "gone" }], "people", ABOUT).map((row) => row.key), ["gone", "a", "b", "c"]);
});

test("whoever is free takes the shift, whoever is not takes the other's for it", () => {
  assert.deepEqual(handed([EARLY, LATE], 0, "people", "c").map((one) => one.manager), ["c", "a"]);
  assert.deepEqual(handed([EARLY, LATE], 0, "people", "a").map((one) => one.manager), ["a", "b"]);
  assert.deepEqual(handed([EARLY, { ...LATE, begins: "14:00" }], 0, "people", "a").map((one) => one.manager), ["a", "a"]);
  assert.equal(handed([EARLY, LATE], 0, "people", "b")[0], EARLY);
});

test("a desk is taken, swapped or left open; the hours stay", () => {
  assert.deepEqual(handed([EARLY, LATE], 0, "desks", "2").map((one) => one.desk), ["2", "1"]);
  assert.deepEqual(handed([EARLY, LATE], 1, "desks", ""), [EARLY, { ...LATE, desk: null }]);
  const any = { ...LATE, desk: null };
  assert.deepEqual(handed([EARLY, any], 0, "desks", "").map((one) => one.desk), [null, null]);
});

test("a level is of the shifts that were tried, and of no others that stand there since", () => {
  const day = { day: MONDAY, version: 1, hours: "08:00-18:00", published_at: null, published_by: null, shifts: [EARLY] };
  const tried = { [MONDAY]: { shifts: [EARLY], text: "0.9" } };
  assert.equal(levelOf({}, UNTOUCHED, day), "");
  assert.equal(levelOf(tried, UNTOUCHED, day), "0.9");
  const draft = changed(UNTOUCHED, { [MONDAY]: [LATE] });
  assert.equal(levelOf(tried, draft, day), "");
  assert.equal(levelOf(tried, undone(draft), day), "0.9");
});

test("hours, days, wishes and cost of a week are told by person", () => {
  const days = { [MONDAY]: [EARLY, LATE], [TUESDAY]: [{ ...EARLY, ends: "16:00" }] };
  const one = { ...ONE, wishes: "08:00-15:00", cost: 2, hours_week: 11.5, off: ["tue"] };
  const tally = tallyOf(one, days);
  assert.deepEqual([tally.hours, tally.days, tally.cost, tally.kept, tally.wished, tally.over], [12, 2, 24, 1, 2, true]);
  assert.deepEqual(tally.against, [TUESDAY]);
  assert.equal(tallyOf({ ...one, hours_week: 12 }, days).over, false);
  assert.equal(tallyOf({ ...one, hours_week: 12, days_week: 1 }, days).over, true);
  assert.deepEqual(beyondWhatTheyMay([one, { ...ONE, manager: "a" }], days), ["b"]); // on a day off, and too many hours
  assert.deepEqual(beyondWhatTheyMay([{ ...ONE, days_week: 1 }], days), ["b"]);
  assert.deepEqual(beyondWhatTheyMay([ONE], days), []);
  assert.equal(costOf([one, { ...ONE, manager: "a" }], days), 30);
  assert.equal(costOf([], days), 18); // of whom nothing is known, an hour costs one
});

test("days off are weekdays and dates, and times of day are kept to", () => {
  assert.ok(isOff({ ...ONE, off: ["mon"] }, MONDAY) && isOff({ ...ONE, off: [TUESDAY] }, TUESDAY));
  assert.ok(!isOff({ ...ONE, off: ["mon"] }, TUESDAY));
  assert.ok(mayBe({ ...ONE, not_before: "08:00", not_after: "14:00" }, MONDAY, EARLY));
  assert.ok(!mayBe({ ...ONE, not_before: "08:15" }, MONDAY, EARLY));
  assert.ok(!mayBe({ ...ONE, not_after: "13:45" }, MONDAY, EARLY));
  assert.ok(asWished(ONE, EARLY) && !asWished({ ...ONE, wishes: "09:00-18:00" }, EARLY));
});

test("of a day that somebody else has published meanwhile what was not changed here is taken over, and all of it is told", () => {
  const hers = { ...EARLY, ends: "15:00" };
  assert.deepEqual(onTop([EARLY, LATE], [EARLY, { ...LATE, begins: "13:00" }], [hers, LATE]), {
    shifts: [hers, { ...LATE, begins: "13:00" }], changes: [{ manager: "b", was: [EARLY], is: [hers], taken: true }],
  });
  const both = onTop([EARLY], [{ ...EARLY, desk: "2" }], [hers]);
  assert.deepEqual([both.shifts, both.changes[0].taken], [[{ ...EARLY, desk: "2" }], false]);
  assert.deepEqual(onTop([EARLY], [], []).changes, [{ manager: "b", was: [EARLY], is: [], taken: true }]);
  assert.deepEqual(onTop([], [EARLY], [LATE]).shifts, [EARLY, LATE]);
  assert.deepEqual(onTop([EARLY, LATE], [EARLY], [EARLY, LATE]), { shifts: [EARLY], changes: [] });
});

test("only changed days that are published in another version are joined anew", () => {
  const day = (/** @type {string} */ name, /** @type {number} */ version, /** @type {any[]} */ shifts) => ({ day: name, version, shifts, hours: null, published_at: null, published_by: null });
  const before = [day(MONDAY, 1, [EARLY]), day(TUESDAY, 1, [EARLY])];
  const now = [day(MONDAY, 2, [EARLY, LATE]), day(TUESDAY, 2, [])];
  const found = rejoined({ [MONDAY]: [] }, before, now);
  assert.deepEqual(found.days, { [MONDAY]: [LATE] });
  assert.deepEqual(found.meanwhile.map((one) => one.day.day), [MONDAY]);
  for (const [draft, was] of [[[], now], [[EARLY, LATE], before]]) assert.deepEqual(rejoined({ [MONDAY]: draft }, was, now), { days: {}, meanwhile: [] });
});

test("what somebody else has kept meanwhile stays beside what is entered here", () => {
  const base = { version: 1, break_minutes: 45, staff: [{ ...ONE, manager: "a" }, ONE] };
  const mine = { ...base, staff: withPart(base.staff, "a", { hours_week: 30 }) };
  const theirs = { version: 2, break_minutes: 30, staff: withPart(withPart(base.staff, "a", { cost: 3 }), "b", { off: ["fri"] }) };
  const both = merged(base, mine, theirs);
  assert.deepEqual([both.version, both.break_minutes], [2, 30]);
  assert.deepEqual(both.staff.map((one) => [one.hours_week, one.cost, one.off]), [[30, 3, []], [ONE.hours_week, ONE.cost, ["fri"]]]);
  assert.deepEqual(merged(base, base, theirs), theirs);
});

test("what nobody can work is found before it is sent", () => {
  const staff = [{ ...ONE, manager: "a" }, ONE];
  assert.equal(unfit(staff), null);
  assert.equal(unfit(withPart(staff, "b", { wishes: "14:00-09:00" })), "b");
  assert.equal(unfit(withPart(staff, "b", { not_before: "14:00", not_after: "09:00" })), "b");
  assert.equal(unfit(withPart(staff, "a", { hours_week: 0 })), "a");
  assert.deepEqual(turned(turned([], "mon"), "mon"), []);
});

test("a plan goes onto the days that are open when it has come, not on which it was asked for", () => {
  const day = (name, version) => ({ day: name, version, hours: "09:00-18:00", published_at: null, published_by: null, shifts: [] });
  const shift = (manager) => ({ manager, desk: null, begins: "09:00", ends: "18:00", breaks: [] });
  const plan = ["1", "2", "3", "4"].map((name) => ({ day: name, proposed: { shifts: [shift("planned")] } }));
  const draft = changed(changed(UNTOUCHED, { 1: [shift("by hand")] }), { 2: [] });
  const published = [day("1", 0), day("2", 0), day("3", 0), day("4", 5)];
  const now = planned(draft, plan, published);
  assert.deepEqual(now.days, { 1: [shift("by hand")], 2: [], 3: [shift("planned")] });
  assert.deepEqual(undone(now).days, draft.days, "one step back takes the plan away");
  assert.equal(planned(now, plan, published), now, "nothing open: no step");
});
