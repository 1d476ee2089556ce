// An entry of the audit in words: who, what, and what became of what.

import { t } from "/assets/web/i18n.js";

/** @typedef {{seq: number, at: string, actor: string, action: string, subject: string, address: string, before: string | null, after: string | null}} Entry */

/** What is known to be done; another action is shown by its own name. */
const ACTIONS = new Set([
  "sign_in", "sign_out", "sign_in_refused", "denied", "person_created", "person_changed", "person_disabled", "person_enabled", "person_removed", "password_set", "audit_shortened",
  "second_factor_set", "second_factor_removed", "second_factor_reset", "second_factor_refused", "recovery_codes_made", "recovery_code_used",
  "code_created", "device_enrolled", "token_created", "token_revoked", "organisation_applied", "channel_tried", "ranking_entered",
  "alert_acknowledged", "alert_owned", "alert_released",
]); // prettier-ignore
const ROLES = new Set(["kiosk", "display", "manager", "supervisor", "admin", "integration"]);
const LONGEST_VALUE = 60;

/** @param {string} action */
export function doneText(action) {
  return ACTIONS.has(action) ? t(`audit-${action.replaceAll("_", "-")}`) : action.replaceAll("_", " ");
}

/** `person:ivanova` is ivanova, `kiosk:3f2a` a device or program by its role; an empty subject is nobody in particular. @param {string} subject */
export function whoText(subject) {
  const [kind, name] = subject.includes(":") ? /** @type {[string, string]} */ (subject.split(/:(.*)/s, 2)) : ["", subject];
  if (kind === "person") return name === "unknown" ? t("audit-login-unknown") : name;
  if (kind === "code" && ROLES.has(name)) return t("audit-code", { role: t(`role-${name}`) });
  if (ROLES.has(kind)) return `${t(`role-${kind}`)} ${name}`;
  if (subject === "terminal" || subject === "start") return t("audit-terminal");
  return subject === "nobody" || subject === "visitor" ? t("audit-nobody") : subject;
}

/** What an entry changed, a text for each member but instants: `role: manager → supervisor`. @param {Pick<Entry, "before" | "after">} entry */
export function changes({ before, after }) {
  const was = members(before);
  const is = members(after);
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => !name.endsWith("_at") && shown(was[name]) !== shown(is[name]))
    .map((name) => (name in was ? `${name}: ${shown(was[name])} → ${shown(is[name])}` : `${name}: ${shown(is[name])}`));
}

/** @param {string | null} text @returns {Record<string, unknown>} */
function members(text) {
  try {
    const value = JSON.parse(text ?? "{}");
    return value && typeof value === "object" ? value : {};
  } catch {
    return {};
  }
}

/** @param {unknown} value */
function shown(value) {
  if (value === null || value === undefined) return "—";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
