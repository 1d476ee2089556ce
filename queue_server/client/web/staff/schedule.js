// Today's published schedule of an office, for pages that show who should be where.

import { useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { signIns } from "./session.js";

/** @typedef {{shifts: import("./expected.js").ScheduledShift[], names: Map<string, string>}} Today */

const ASK_EVERY_MS = 5 * 60_000;
/** @type {Today} */
const NOTHING = { shifts: [], names: new Map() };

/**
 * Today's shifts and the managers' names; read again where `version` changes, and now and then, for the day turns.
 * @param {string} office
 * @param {unknown} [version]
 * @returns {Today}
 */
export function useToday(office, version) {
  const [today, setToday] = useState(NOTHING);
  useEffect(() => {
    let gone = false;
    const ask = () => {
      if (document.hidden) return;
      get(`/api/v1/offices/${encodeURIComponent(office)}/staffing/schedule?days=1`).then(
        (found) => gone || setToday({ shifts: found.days[0].shifts, names: new Map(found.managers.map((/** @type {any} */ one) => [one.id, one.name])) }),
        () => {}, // what was read last holds until the next time
      );
    };
    ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    document.addEventListener("visibilitychange", ask);
    return () => {
      gone = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [office, version, signIns.value]);
  return today;
}
