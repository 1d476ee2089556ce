// How long a row of the queue has waited, as far as it counts, at a moment. Pure.

/** @typedef {{state: string, since_at: string, breach_at: string | null, accountable_wait_s: number, target_s: number | null}} Waiting */

/**
 * Where `breach_at` is given the clock runs and will reach the target then; else it stands at what was counted.
 * @param {Waiting} row
 * @param {number} now
 */
export function countedWait_s(row, now) {
  if (row.breach_at === null || row.target_s === null) return row.accountable_wait_s;
  return Math.max(0, row.target_s - (Date.parse(row.breach_at) - now) / 1000);
}
