// Alerts as a screen thinks of them: which comes first, what has yet to be heard, what a sentence needs. Pure.

/**
 * @typedef {object} Person
 * @property {string} subject
 * @property {string} name
 */
/**
 * @typedef {object} Alert
 * @property {string} id
 * @property {string} office
 * @property {import("/assets/web/i18n.js").Names} office_name
 * @property {string} timezone
 * @property {"error_budget" | "longest_wait" | "idle_desks" | "missing_desks"} cause
 * @property {"warning" | "critical"} severity
 * @property {boolean} open
 * @property {string} opened_at
 * @property {Record<string, any>} facts
 * @property {{ticket: string, number: string, topic: string | null, wait_s: number}[]} evidence
 * @property {number} rings
 * @property {boolean} quiet
 * @property {number} reopened
 * @property {number} value
 * @property {number} peak
 * @property {string} peak_at
 * @property {string | null} acknowledged_at
 * @property {Person | null} acknowledged_by
 * @property {Person | null} owner
 * @property {string | null} closed_at
 * @property {"passed" | "day_closed" | null} closed_why
 */

/** Rings of each alert that were heard on this device. @typedef {Record<string, number>} Heard */

/**
 * The gravest first; what nobody has seen yet before what somebody has; then the newest.
 * @param {Iterable<Alert>} alerts
 */
export function ordered(alerts) {
  const place = (/** @type {Alert} */ alert) => (alert.severity === "critical" ? 0 : 2) + (alert.acknowledged_at ? 1 : 0);
  return [...alerts].sort((a, b) => place(a) - place(b) || b.opened_at.localeCompare(a.opened_at) || a.id.localeCompare(b.id));
}

/**
 * The alerts that have yet to be heard: nobody has acknowledged them, it is no quiet hour, and this ring is a new one.
 * @param {Iterable<Alert>} alerts
 * @param {Heard} heard
 */
export function unheard(alerts, heard) {
  return [...alerts].filter((alert) => !alert.quiet && !alert.acknowledged_at && alert.rings > (heard[alert.id] ?? 0));
}

/** Alerts whose rings are remembered: more than are ever open, so that none that is open is forgotten. */
export const REMEMBERED = 500;

/**
 * What was heard once these were; the oldest are forgotten.
 * @param {Heard} heard
 * @param {Iterable<Alert>} sounded
 * @returns {Heard}
 */
export function heardAfter(heard, sounded) {
  const now = new Map(Object.entries(heard));
  for (const alert of sounded) {
    now.delete(alert.id);
    now.set(alert.id, alert.rings);
  }
  return Object.fromEntries([...now].slice(-REMEMBERED));
}

/**
 * How many, and how many of them grave and unseen.
 * @param {Iterable<Alert>} alerts
 */
export function counted(alerts) {
  const all = [...alerts];
  return { all: all.length, critical: all.filter((one) => one.severity === "critical").length, unseen: all.filter((one) => !one.acknowledged_at).length };
}

/**
 * Minutes between two instants, never negative.
 * @param {string} from
 * @param {number} to ms
 */
export function minutesBetween(from, to) {
  return Math.max(0, Math.floor((to - Date.parse(from)) / 60_000));
}
