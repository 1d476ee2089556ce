// Whether this kiosk can give out tickets just now, and if not, why. Pure.

/** @typedef {{name: import("/assets/web/i18n.js").Names, timezone: string, open: boolean, issuing: boolean, full: boolean, phone_join?: boolean, slot_minutes?: number | null, opens_at: string | null, closes_at: string | null,
 *   waiting: number, categories: {id: string, name: import("/assets/web/i18n.js").Names}[], message: import("/assets/web/i18n.js").Names, standard_s: number}} OfficeRow */
/**
 *   not_enrolled  the server does not know this device
 *   unknown       there is no such office
 *   connecting    nothing heard yet
 *   offline       cut off, and nothing known by which tickets could be given out
 *   cut           cut off, but the office was open when last heard of: tickets are given out with a code
 *   closed        the day is not open
 *   stopped       open, but no more tickets today
 *   full          as many wait as the office takes
 *   nothing       open, but nobody here serves any topic
 *   ready
 * @typedef {"not_enrolled" | "unknown" | "connecting" | "offline" | "cut" | "closed" | "stopped" | "full" | "nothing" | "ready"} Situation
 */

/**
 * @param {{standing: import("/assets/web/live_view.js").Standing, refusal: number, office: OfficeRow | undefined, topics: number, keeps?: boolean, now?: number}} known
 *   `keeps`: whether tickets can be kept here until the link is back; `now`: ms
 * @returns {Situation}
 */
export function situation({ standing, refusal, office, topics, keeps = false, now = 0 }) {
  if (standing === "refused") return refusal === 4404 || refusal === 4410 ? "unknown" : "not_enrolled";
  if (standing === "stale") {
    const open = office !== undefined && office.open && office.issuing && (office.closes_at === null || now < Date.parse(office.closes_at));
    return keeps && open && topics > 0 ? "cut" : "offline";
  }
  if (office === undefined) return "connecting";
  if (!office.open) return "closed";
  if (!office.issuing) return "stopped";
  if (office.full) return "full";
  return topics === 0 ? "nothing" : "ready";
}
