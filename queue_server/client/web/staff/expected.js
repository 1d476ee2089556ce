// The published schedule of today as pages count with it: who should be where, since when, and when the next break is.
// Pure: who is there and what time it is, the page says.

/** @typedef {{manager: string, desk: string | null, begins: string, ends: string, breaks: string[], begins_at: string, ends_at: string}} ScheduledShift */
/** @typedef {{from: number, to: number}} Rest */
/** @typedef {{shift: ScheduledShift, state: "before" | "there" | "break" | "over", beginsAt: number, endsAt: number, rest: Rest | null, next: Rest | null}} Expected `rest`: the break that is on */

/** Somebody who is not there so long after a shift began is late: a coat is hung up by then. */
export const LATE_AFTER_MS = 5 * 60_000;

/**
 * What is expected of a shift at a moment.
 * @param {ScheduledShift} shift
 * @param {number} now
 * @returns {Expected}
 */
export function expectedOf(shift, now) {
  const beginsAt = Date.parse(shift.begins_at);
  const endsAt = Date.parse(shift.ends_at);
  const at = (/** @type {string} */ clock) => beginsAt + (minutesOf(clock) - minutesOf(shift.begins)) * 60_000;
  const rests = shift.breaks.map((span) => span.split("-").map(at)).map(([from, to]) => ({ from, to }));
  const rest = rests.find(({ from, to }) => from <= now && now < to) ?? null;
  const next = rests.find(({ from }) => from > now) ?? null;
  const state = now < beginsAt ? "before" : now >= endsAt ? "over" : rest ? "break" : "there";
  return { shift, state, beginsAt, endsAt, rest, next };
}

/**
 * Shifts whose manager should be at a desk for some minutes already and is at none.
 * @param {ScheduledShift[]} shifts
 * @param {ReadonlySet<string>} there managers at desks
 * @param {number} now
 */
export function lateShifts(shifts, there, now) {
  return shifts.map((shift) => expectedOf(shift, now)).filter((one) => one.state === "there" && now >= one.beginsAt + LATE_AFTER_MS && !there.has(one.shift.manager));
}

/**
 * How many desks should be open, by the row that the overview carries; somebody who is only just due is not missed yet.
 * @param {{expected: {from_at: string, desks: number}[]} | undefined} row
 * @param {number} now
 * @returns {number | null} null where nothing is published
 */
export function expectedDesks(row, now) {
  if (!row) return null;
  const count = (/** @type {number} */ at) => row.expected.reduce((found, step) => (Date.parse(step.from_at) <= at ? step.desks : found), 0);
  return Math.min(count(now), count(now - LATE_AFTER_MS));
}

/** @param {string} clock `HH:MM` */
function minutesOf(clock) {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}
