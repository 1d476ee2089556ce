// Expected waits and durations in words. A wait is a range, never a promise to the minute.

import { t } from "./i18n.js";

/** @typedef {{low_s: number, likely_s: number, high_s: number}} ExpectedWait */
/** @typedef {{id: string, args: Record<string, number>}} Words */

/** Below this a wait is no wait: a manager is free. */
const AT_ONCE_S = 60;
/** Above this people think in hours. */
const HOURS_FROM_MIN = 120;

/**
 * The range as the id and arguments of a text: outer bounds rounded outwards to a step that people use (5, 10, 60 minutes), so that
 * the words never promise more than the estimate did.
 * @param {ExpectedWait | null | undefined} wait
 * @returns {Words}
 */
export function waitWords(wait) {
  if (!wait) return { id: "wait-unknown", args: {} };
  if (wait.high_s <= AT_ONCE_S) return { id: "wait-at-once", args: {} };
  const highMin = wait.high_s / 60;
  const step = highMin <= 45 ? 5 : highMin <= HOURS_FROM_MIN ? 10 : 60;
  const high = Math.ceil(highMin / step) * step;
  const low = Math.min(Math.floor(wait.low_s / 60 / step) * step, high - step);
  if (step === 60) {
    return low < 60
      ? { id: "wait-up-to-hours", args: { high: high / 60 } }
      : { id: "wait-range-hours", args: { low: low / 60, high: high / 60 } };
  }
  return low <= 0 ? { id: "wait-up-to", args: { high } } : { id: "wait-range", args: { low, high } };
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

