// Asking the server again when the office changes, at a pace, while the page is seen.

import { effect, useEffect } from "/assets/web/html.js";
import { Pace } from "./pace.js";

/**
 * Asks at once, then whenever `pulse` changes, at the given pace, while the page is seen.
 * @param {{readonly value: unknown}} pulse a signal that changes when the office does
 * @param {() => void} ask
 * @param {{soonMs: number, lateMs: number}} pace
 * @param {readonly unknown[]} keys asked at once when one of them changes
 */
export function useStirred(pulse, ask, { soonMs, lateMs }, keys) {
  useEffect(() => {
    const pace = new Pace(soonMs, lateMs);
    let timer = 0;
    const plan = () => {
      clearTimeout(timer);
      timer = setTimeout(run, pace.wait(performance.now()));
    };
    const run = () => {
      if (document.hidden) return;
      pace.asked(performance.now());
      ask();
      plan();
    };
    const stop = effect(() => {
      pulse.value;
      pace.stir();
      plan();
    });
    document.addEventListener("visibilitychange", plan);
    return () => {
      stop();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", plan);
    };
  }, keys);
}
