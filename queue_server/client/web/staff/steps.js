// What was agreed on for a time at an office, for pages that see no stream over all offices.

import { useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { signIns } from "./session.js";

/** @typedef {{id: number, move: {kind: string, desk?: string, manager?: string}, due_at: string}} Step */

const ASK_EVERY_MS = 60_000;
/** A step is noted a moment after its command is done. */
const ASK_AGAIN_MS = 3_000;

/**
 * Asked for now and then, and when `pulse` changes: a step begins and ends with what happens at a desk.
 * @param {string} office
 * @param {unknown} pulse
 * @returns {Step[]}
 */
export function useSteps(office, pulse) {
  const [steps, setSteps] = useState(/** @type {Step[]} */ ([]));
  useEffect(() => {
    let gone = false;
    const ask = () => {
      if (document.hidden) return;
      get(`/api/v1/offices/${encodeURIComponent(office)}/staffing/steps`).then(
        (found) => gone || setSteps(found.steps),
        () => {}, // what was read last holds until the next time
      );
    };
    ask();
    const soon = setTimeout(ask, ASK_AGAIN_MS);
    const timer = setInterval(ask, ASK_EVERY_MS);
    document.addEventListener("visibilitychange", ask);
    return () => {
      gone = true;
      clearTimeout(soon);
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [office, pulse, signIns.value]);
  return steps;
}
