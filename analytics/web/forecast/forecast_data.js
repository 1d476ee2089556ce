// A forecast's answer as columns for charts. Pure: no page, no clock.

/** @typedef {{expected: number, low: number, high: number}} Range */
/** @typedef {{from: string, expected: number, low: number, high: number, topics: Record<string, number>, topic_intervals: Record<string, [number, number]>}} HalfHour */
/** @typedef {{until: string, seen: number, expected: number, factor: number, half_hours: Record<string, number>}} SoFar */
/** @typedef {Range & {day: string, topics: Record<string, Range>, half_hours: HalfHour[], so_far: SoFar | null}} Day */

const NOBODY = { expected: 0, low: 0, high: 0 };

/** What is expected of a day, all topics ("") or one. @param {Day} day @param {string} topic @returns {Range} */
export function rangeOfDay(day, topic) {
  return topic === "" ? day : (day.topics[topic] ?? NOBODY);
}

/** The same of a half-hour. @param {HalfHour} row @param {string} topic @returns {Range} */
export function rangeOfHalfHour(row, topic) {
  if (topic === "") return row;
  const [low, high] = row.topic_intervals[topic] ?? [0, 0];
  return { expected: row.topics[topic] ?? 0, low, high };
}

/** Places, low, high, expected. @param {Range[]} ranges @returns {[number[], number[], number[], number[]]} */
export function bandData(ranges) {
  return [ranges.map((_, place) => place), ranges.map((one) => one.low), ranges.map((one) => one.high), ranges.map((one) => one.expected)];
}

/**
 * The half-hours of a day that goes on: besides the band what has come of those that are over, and what had been expected
 * of the others on the evening before.
 * @param {Day} day
 * @returns {(number | null)[][]}
 */
export function todayData(day) {
  const { so_far } = day;
  const columns = bandData(day.half_hours);
  if (!so_far) return columns;
  const over = (/** @type {HalfHour} */ row) => row.from < so_far.until;
  return [
    ...columns,
    day.half_hours.map((row) => (over(row) ? null : row.expected / so_far.factor)),
    day.half_hours.map((row) => (over(row) ? (so_far.half_hours[row.from] ?? 0) : null)),
  ];
}

/** By how much more came than had been expected until now: 0.12 for 12 % above. @param {SoFar} soFar */
export function surplus(soFar) {
  return soFar.expected > 0 ? soFar.seen / soFar.expected - 1 : 0;
}
