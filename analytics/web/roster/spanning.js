// Shifts as spans of a day, and how many desks they keep open against how many are needed. Knows no page.

/** @typedef {{manager: string, desk: string | null, begins: string, ends: string, breaks: string[]}} Shift */
/** @typedef {{from: string, need?: number}} HalfHour */
/** @typedef {{opens: number, closes: number}} Opening in minutes after midnight */

/** The rows of the coverage. */
export const STEP = 30;
/** What a drag or an arrow key moves by. */
export const GRAIN = 15;
/** A break as the plan gives it. */
export const REST = 45;
const NEW_SHIFT = 8 * 60;
const MIDNIGHT = 24 * 60;

/** @param {string} clock `HH:MM` @returns {number} minutes after midnight */
export function minutesOf(clock) {
  const [hours, minutes] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** @param {number} minutes */
export function clockOf(minutes) {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** @param {string} span `HH:MM-HH:MM` @returns {[number, number]} */
export function spanOf(span) {
  const [from, to] = span.split("-").map(minutesOf);
  return [from, to];
}

/** @param {number} from @param {number} to */
function told(from, to) {
  return `${clockOf(from)}-${clockOf(to)}`;
}

/** Opening hours in minutes, up to midnight. @param {string} hours @returns {Opening} */
export function openingOf(hours) {
  const [opens, closes] = spanOf(hours);
  return { opens, closes: closes > opens ? closes : MIDNIGHT };
}

/** The half-hours of a day whose need is not known. @param {Opening} opening @returns {HalfHour[]} */
export function halfHoursOf({ opens, closes }) {
  const first = Math.floor(opens / STEP) * STEP;
  return Array.from({ length: Math.ceil((closes - first) / STEP) }, (_, place) => ({ from: clockOf(Math.max(opens, first + place * STEP)) }));
}

/**
 * How many desks are open in each half-hour, breaks left out.
 * @param {Shift[]} shifts
 * @param {HalfHour[]} halfHours
 */
export function coverage(shifts, halfHours) {
  return halfHours.map(({ from }) => {
    const begin = minutesOf(from);
    return shifts.reduce((sum, shift) => sum + present(shift, begin, begin + STEP) / STEP, 0);
  });
}

/** @param {Shift} shift @param {number} begin @param {number} end */
function present(shift, begin, end) {
  const overlap = (/** @type {number} */ from, /** @type {number} */ to) => Math.max(0, Math.min(end, to) - Math.max(begin, from));
  const rest = shift.breaks.map(spanOf).reduce((sum, [from, to]) => sum + overlap(from, to), 0);
  return Math.max(0, overlap(minutesOf(shift.begins), minutesOf(shift.ends)) - rest);
}

/**
 * Half-hours in which at least one desk is missing.
 * @param {number[]} covered
 * @param {HalfHour[]} halfHours
 */
export function missing(covered, halfHours) {
  return halfHours.filter(({ need = 0 }, index) => need - covered[index] >= 0.75).map(({ from }) => from);
}

/**
 * Half-hours as stretches: `08:00–10:30`.
 * @param {string[]} times in order
 */
export function stretches(times) {
  /** @type {[number, number][]} */
  const found = [];
  for (const at of times.map(minutesOf)) {
    const last = found.at(-1);
    if (last && last[1] === at) last[1] = at + STEP;
    else found.push([at, at + STEP]);
  }
  return found.map(([from, to]) => `${clockOf(from)}–${clockOf(to)}`);
}

/**
 * The shift with one end moved, within the day, in steps, never shorter than one; breaks outside it are gone.
 * @param {Shift} shift
 * @param {"begins" | "ends"} end
 * @param {number} minutes
 * @param {Opening} day
 * @returns {Shift}
 */
export function moved(shift, end, minutes, day) {
  const low = end === "begins" ? day.opens : minutesOf(shift.begins) + STEP;
  const high = end === "begins" ? minutesOf(shift.ends) - STEP : day.closes;
  const next = { ...shift, [end]: clockOf(within(stepped(minutes), low, high)) };
  const [begins, ends] = [minutesOf(next.begins), minutesOf(next.ends)];
  return { ...next, breaks: shift.breaks.filter((span) => spanOf(span)[0] >= begins && spanOf(span)[1] <= ends) };
}

/**
 * The whole shift with its breaks begins at `minutes`, as far as the day goes.
 * @param {Shift} shift
 * @param {number} minutes
 * @param {Opening} day
 * @returns {Shift}
 */
export function shiftedTo(shift, minutes, day) {
  const [begins, ends] = [minutesOf(shift.begins), minutesOf(shift.ends)];
  const by = within(stepped(minutes), day.opens, day.closes - (ends - begins)) - begins;
  const breaks = shift.breaks.map((span) => told(spanOf(span)[0] + by, spanOf(span)[1] + by));
  return { ...shift, begins: clockOf(begins + by), ends: clockOf(ends + by), breaks };
}

/**
 * A break begins at `minutes`, within its shift and between its neighbours.
 * @param {Shift} shift
 * @param {number} place
 * @param {number} minutes
 * @returns {Shift}
 */
export function restMoved(shift, place, minutes) {
  const spans = shift.breaks.map(spanOf);
  const [from, to] = spans[place];
  const low = spans[place - 1]?.[1] ?? minutesOf(shift.begins);
  const high = (spans[place + 1]?.[0] ?? minutesOf(shift.ends)) - (to - from);
  const at = within(stepped(minutes), low, high);
  return { ...shift, breaks: shift.breaks.map((span, index) => (index === place ? told(at, at + to - from) : span)) };
}

/** The shift with a break in its middle. @param {Shift} shift @returns {Shift} */
export function rested(shift) {
  const [begins, ends] = [minutesOf(shift.begins), minutesOf(shift.ends)];
  const length = Math.min(REST, ends - begins);
  const at = within(stepped((begins + ends - length) / 2), begins, ends - length);
  return { ...shift, breaks: [told(at, at + length)] };
}

/**
 * One more shift: of somebody who has none, from opening on.
 * @param {Shift[]} shifts
 * @param {string[]} managers
 * @param {Opening} day
 * @returns {Shift}
 */
export function another(shifts, managers, day) {
  const manager = managers.find((one) => !shifts.some((shift) => shift.manager === one)) ?? managers[0];
  const ends = Math.min(day.closes, day.opens + NEW_SHIFT);
  const plain = { manager, desk: null, begins: clockOf(day.opens), ends: clockOf(ends), breaks: [] };
  return ends - day.opens >= 6 * 60 ? rested(plain) : plain;
}

/** Person-hours, breaks left out. @param {Shift[]} shifts */
export function hoursOf(shifts) {
  return shifts.reduce((sum, shift) => sum + present(shift, minutesOf(shift.begins), minutesOf(shift.ends)) / 60, 0);
}

/** @param {number} minutes */
function stepped(minutes) {
  return Math.round(minutes / GRAIN) * GRAIN;
}

/** @param {number} value @param {number} low @param {number} high */
function within(value, low, high) {
  return Math.min(high, Math.max(low, value));
}
