// Who should be where by the published schedule, as pages count it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { expectedDesks, expectedOf, lateShifts } from "/assets/web/staff/expected.js";

const at = (clock) => Date.parse(`2026-03-02T${clock}:00.000Z`);
const SHIFT = {
  manager: "ivanova", desk: "5", begins: "09:00", ends: "18:00", breaks: ["12:00-12:45", "15:00-15:15"],
  begins_at: "2026-03-02T06:00:00.000Z", ends_at: "2026-03-02T15:00:00.000Z",
};

test("a shift comes, is on, rests, and is over; the break that is next is the next one to begin", () => {
  const state = (clock) => expectedOf(SHIFT, at(clock)).state;
  assert.deepEqual(["05:59", "06:00", "08:59", "09:00", "09:45", "15:00"].map(state), ["before", "there", "there", "break", "there", "over"]);
  assert.equal(expectedOf(SHIFT, at("08:00")).next?.from, at("09:00"));
  assert.equal(expectedOf(SHIFT, at("09:10")).rest?.to, at("09:45"));
  assert.equal(expectedOf(SHIFT, at("09:10")).next?.from, at("12:00"));
  assert.equal(expectedOf(SHIFT, at("13:00")).next, null);
});

test("somebody is late five minutes after the beginning, not in a break and not at a desk", () => {
  const late = (clock, ...there) => lateShifts([SHIFT], new Set(there), at(clock)).length;
  assert.deepEqual([late("06:04"), late("06:05"), late("06:05", "ivanova"), late("09:10"), late("15:00")], [0, 1, 0, 0, 0]);
});

test("desks are expected once whoever opens them has had five minutes, and no longer than they are due", () => {
  const row = { expected: [{ from_at: "2026-03-02T06:00:00.000Z", desks: 1 }, { from_at: "2026-03-02T15:00:00.000Z", desks: 0 }] };
  assert.deepEqual(["05:00", "06:04", "06:05", "14:59", "15:00"].map((clock) => expectedDesks(row, at(clock))), [0, 0, 1, 1, 0]);
  assert.equal(expectedDesks(undefined, at("07:00")), null);
});
