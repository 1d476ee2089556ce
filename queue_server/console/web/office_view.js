// The queue's live view of one office for reception and administration: started with the page, renewed after signing in again.

import { LiveView } from "/assets/web/live_view.js";
import { useEffect, useMemo } from "/assets/web/html.js";
import { byNumber } from "./desk/rows.js";
import { expired, signIns } from "/assets/web/staff/session.js";

/**
 * @param {string} office
 * @returns {{live: LiveView, fresh: boolean, ready: boolean, office: any, topics: Map<string, any>, desks: any[], tickets: any[]}}
 */
export function useOfficeView(office) {
  const live = useMemo(() => new LiveView({ office, view: "queue" }), [office, signIns.value]);
  useEffect(() => {
    live.start();
    return () => live.stop();
  }, [live]);
  const standing = live.standing.value;
  useEffect(() => {
    if (standing === "refused" && live.refusal.value === 4401) expired.value = true;
  }, [standing]);
  const rows = [...live.all.value.values()];
  const of = (/** @type {string} */ kind) => /** @type {any[]} */ (rows.filter((row) => row.kind === kind));
  return {
    live,
    fresh: standing === "live" && !expired.value,
    ready: live.ready.value,
    office: of("office")[0] ?? null,
    topics: new Map(of("topic").map((row) => [row.id, row])),
    desks: of("desk").sort((one, other) => byNumber(one.number, other.number)),
    tickets: of("ticket"),
  };
}
