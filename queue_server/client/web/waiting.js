// Expected waits and durations in words. A wait is a range, never a promise to the minute.

import { t } from "./i18n.js";

/** @typedef {{low_s: number, likely_s: number, upper_s: number, high_s: number}} ExpectedWait */
/** @typedef {{id: string, args: Record<string, number>}} Words */

/** Below this a wait is no wait: a manager is free. */
const AT_ONCE_S = 60;
/** Above this people think in hours. */
const HOURS_FROM_MIN = 120;

/**
 * The range as the id and arguments of a text: outer bounds rounded outwards to a step that people use (5, 10, 60 minutes), so that
 * the words never promise more than the estimate did. Where there is no low bound to name, "up to" names the upper value, which one
 * wait in five passes; the range ends where one in ten does.
 * @param {ExpectedWait | null | undefined} wait
 * @returns {Words}
 */
export function waitWords(wait) {
  if (!wait) return { id: "wait-unknown", args: {} };
  if (wait.high_s <= AT_ONCE_S) return { id: "wait-at-once", args: {} };
  const { step, high } = roundedUp(wait.high_s / 60);
  const low = Math.min(Math.floor(wait.low_s / 60 / step) * step, high - step);
  if (low >= step) {
    return step === 60 ? { id: "wait-range-hours", args: { low: low / 60, high: high / 60 } } : { id: "wait-range", args: { low, high } };
  }
  const upper = roundedUp(wait.upper_s / 60);
  return upper.step === 60 ? { id: "wait-up-to-hours", args: { high: upper.high / 60 } } : { id: "wait-up-to", args: { high: upper.high } };
}

/** @param {number} minutes */
function roundedUp(minutes) {
  const step = minutes <= 45 ? 5 : minutes <= HOURS_FROM_MIN ? 10 : 60;
  return { step, high: Math.max(1, Math.ceil(minutes / step)) * step };
}

/**
 * One range over several, as for a heading or an office: whoever comes waits somewhere within it.
 * @param {readonly (ExpectedWait | null)[]} waits
 * @returns {ExpectedWait | null} null where none of them is known
 */
export function overAll(waits) {
  const known = waits.filter((wait) => wait !== null);
  if (known.length === 0) return null;
  return {
    low_s: Math.min(...known.map((wait) => wait.low_s)),
    likely_s: Math.max(...known.map((wait) => wait.likely_s)),
    upper_s: Math.max(...known.map((wait) => wait.upper_s)),
    high_s: Math.max(...known.map((wait) => wait.high_s)),
  };
}

/** @param {ExpectedWait | null | undefined} wait @returns {string} "10–15 минут" */
export function waitText(wait) {
  const words = waitWords(wait);
  return t(words.id, words.args);
}

/**
 * A past duration, rounded as people say it: "40 секунд", "7 минут", "1 ч 5 мин".
 * @param {number} seconds
 */
export function durationText(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return t("duration-seconds", { seconds: whole });
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return t("duration-minutes", { minutes });
  return t("duration-hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/**
 * How near a wait is to its standard. Colour means time: "late" from two thirds on, "breach" above.
 * @param {number} seconds
 * @param {number} standardS
 * @returns {"calm" | "late" | "breach"}
 */
export function nearness(seconds, standardS) {
  if (seconds > standardS) return "breach";
  return seconds * 3 >= standardS * 2 ? "late" : "calm";
}

