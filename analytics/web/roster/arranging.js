// Which row a shift stands in, by people or by desks, and what becomes of it when it is dropped on another. Knows no page.

import { minutesOf } from "./spanning.js";

/** @typedef {import("./spanning.js").Shift} Shift */
/** @typedef {"people" | "desks"} Order */
/** @typedef {{key: string, place: number | null}} Row `key` is a manager or a desk ("" for any); `place` is the shift's, none where nobody is */

/** What a row stands for. @type {Record<Order, "manager" | "desk">} */
const FIELD = { people: "manager", desks: "desk" };

/**
 * Shifts in the order of the office's people or desks, those without a shift last.
 * @param {Shift[]} shifts
 * @param {Order} order
 * @param {{managers: {id: string}[], desks: string[]}} about
 * @returns {Row[]}
 */
export function rowsOf(shifts, order, about) {
  const keys = order === "people" ? about.managers.map((one) => one.id) : [...about.desks, ""];
  const rank = (/** @type {string} */ key) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  const taken = shifts.map((shift, place) => ({ key: shift[FIELD[order]] ?? "", place }));
  taken.sort((one, other) => rank(one.key) - rank(other.key) || shifts[one.place].begins.localeCompare(shifts[other.place].begins));
  const free = keys.filter((key) => !taken.some((row) => row.key === key)).map((key) => ({ key, place: null }));
  return [...taken, ...free];
}

/**
 * The shift at `place` given to somebody else, or to another desk. Whoever has a shift there at the same time takes what it had before.
 * @param {Shift[]} shifts
 * @param {number} place
 * @param {Order} order
 * @param {string} key
 * @returns {Shift[]}
 */
export function handed(shifts, place, order, key) {
  const field = FIELD[order];
  const [to, before] = [key || null, shifts[place][field]];
  if (to === before) return shifts;
  const given = /** @type {Shift} */ ({ ...shifts[place], [field]: to });
  return shifts.map((shift, at) => {
    if (at === place) return given;
    return to !== null && shift[field] === to && overlap(shift, given) ? /** @type {Shift} */ ({ ...shift, [field]: before }) : shift;
  });
}

/** @param {Shift} one @param {Shift} other */
function overlap(one, other) {
  return minutesOf(one.begins) < minutesOf(other.ends) && minutesOf(other.begins) < minutesOf(one.ends);
}
