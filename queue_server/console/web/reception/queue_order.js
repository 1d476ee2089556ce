// The queue as reception looks at it: who is called on top, then the line in the order of the promise. Pure.

/**
 * @typedef {object} QueueRow
 * @property {"ticket"} kind
 * @property {string} id
 * @property {string | null} number
 * @property {string | null} topic
 * @property {string | null} category
 * @property {"booked" | "waiting" | "called" | "serving" | "postponed"} state
 * @property {string} since_at
 * @property {string | null} issued_at
 * @property {string | null} promise_at
 * @property {string | null} breach_at
 * @property {number} accountable_wait_s
 * @property {number | null} target_s
 * @property {string | null} desk
 * @property {number} calls
 * @property {"visitor" | "office" | null} postponed_by
 * @property {string | null} due_at
 * @property {boolean} appointment
 * @property {string | null} slot_at
 * @property {string | null} check_in_code
 */
/** @typedef {"all" | "waiting" | "at_desk" | "postponed" | "booked"} Filter */

/** @type {Record<Filter, string[] | null>} */
const STATES_OF = { all: null, waiting: ["waiting"], at_desk: ["called", "serving"], postponed: ["postponed"], booked: ["booked"] };
const RANK = ["called", "waiting", "postponed", "serving", "booked"];

/**
 * @param {QueueRow} row
 * @param {Filter} filter
 */
export function shownBy(row, filter) {
  return STATES_OF[filter]?.includes(row.state) ?? true;
}

/**
 * @param {QueueRow} one
 * @param {QueueRow} other
 */
export function inOrder(one, other) {
  const rank = RANK.indexOf(one.state) - RANK.indexOf(other.state);
  return rank || keyOf(one) - keyOf(other) || (one.number ?? "").localeCompare(other.number ?? "");
}

/** @param {QueueRow} row */
function keyOf(row) {
  const at = row.state === "booked" ? row.slot_at : row.state === "waiting" ? row.promise_at : row.since_at;
  return at ? Date.parse(at) : 0;
}
