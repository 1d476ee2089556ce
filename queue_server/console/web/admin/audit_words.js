// An entry of the audit in words: who, what, and what became of what.

import { dateInWords, inLine, number, t } from "/assets/web/i18n.js";

/** @typedef {{seq: number, at: string, actor: string, action: string, subject: string, address: string, before: string | null, after: string | null}} Entry */

/** What is known to be done; another action is shown by its own name. */
const ACTIONS = new Set([
  "sign_in", "sign_out", "sign_in_refused", "denied", "person_created", "person_changed", "person_disabled", "person_enabled", "person_removed", "password_set", "audit_shortened",
  "second_factor_set", "second_factor_removed", "second_factor_reset", "second_factor_refused", "recovery_codes_made", "recovery_code_used",
  "code_created", "device_enrolled", "token_created", "token_revoked", "organisation_applied", "channel_tried", "ranking_entered",
  "alert_acknowledged", "alert_owned", "alert_released",
  "people_kept", "calendar_kept", "schedule_published",
]); // prettier-ignore
const ROLES = new Set(["kiosk", "display", "manager", "supervisor", "admin", "integration"]);
/** Members of an entry that have a word; another is shown by its own name. */
const MEMBERS = new Set([
  "role", "office", "territory", "manager", "desk", "name", "means", "changes", "owner", "cause", "issuer", "why",
  "cells", "taken_out", "columns", "days", "versions", "taken", "quarters",
  "break_minutes", "hours_week", "days_week", "lengths_h", "off", "not_before", "not_after", "wishes", "cost",
]); // prettier-ignore
/** 2 March 2026 is the first of them. */
const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MEANS = new Set(["password", "code", "provider", "terminal"]);
const CAUSES = new Set(["error_budget", "longest_wait", "idle_desks", "missing_desks"]);
const LONGEST_VALUE = 60;
const DAY = /^\d{4}-\d\d-\d\d$/;
/** An amount of rain is not rounded. */
const EXACT = { maximumFractionDigits: 10 };

/** @typedef {(member: string, id: string) => string | undefined} Places an office or a territory by its name, where it is known */

/** @param {string} action */
export function doneText(action) {
  return ACTIONS.has(action) ? t(`audit-${action.replaceAll("_", "-")}`) : action.replaceAll("_", " ");
}

/**
 * `person:ivanova` is ivanova, `kiosk:3f2a` a device or program by its role, `office:klin` the place by its name; an empty subject is nobody in particular.
 * @param {string} subject
 * @param {Places} [places]
 */
export function whoText(subject, places = () => undefined) {
  const [kind, name] = subject.includes(":") ? /** @type {[string, string]} */ (subject.split(/:(.*)/s, 2)) : ["", subject];
  if (kind === "person") return name === "unknown" ? t("audit-login-unknown") : name;
  if (kind === "code" && ROLES.has(name)) return t("audit-code", { role: t(`role-${name}`) });
  if (ROLES.has(kind)) return `${t(`role-${kind}`)} ${name}`;
  if (kind === "office" || kind === "territory") return places(kind, name) ?? name;
  if (subject === "calendar") return t("audit-all-offices");
  if (subject === "terminal" || subject === "start") return t("audit-terminal");
  return subject === "nobody" || subject === "visitor" ? t("audit-nobody") : subject;
}

/**
 * What an entry changed, a text for each member but instants and what stayed empty: `role: manager → supervisor`.
 * @param {Pick<Entry, "before" | "after">} entry
 * @param {Places} [places]
 */
export function changes({ before, after }, places = () => undefined) {
  return changesOf(members(before), members(after), places);
}

/**
 * @param {Record<string, unknown>} was
 * @param {Record<string, unknown>} is
 * @param {Places} places
 * @returns {string[]}
 */
function changesOf(was, is, places) {
  const said = (/** @type {string} */ name, /** @type {unknown} */ value) => worded(name, value, places) ?? shown(value);
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => !name.endsWith("_at") && shown(was[name]) !== shown(is[name]))
    .map((name) => {
      if (isRecord(is[name]) && (isRecord(was[name]) || !(name in was))) return `${memberText(name)}: ${changesOf(/** @type {any} */ (was[name] ?? {}), /** @type {any} */ (is[name]), places).join("; ")}`;
      const word = memberText(name);
      return name in was ? `${word}: ${said(name, was[name])} → ${said(name, is[name])}` : `${word}: ${said(name, is[name])}`;
    });
}

/** @param {string} name */
function memberText(name) {
  return MEMBERS.has(name) ? t(`audit-member-${name.replaceAll("_", "-")}`) : ofDay(name);
}

/** @param {string} member @param {unknown[]} values */
function listed(member, values) {
  if (member === "changes" || !MEMBERS.has(member)) return undefined; // sentences
  if (values.length === 0) return "—";
  const texts = values.map((value) => (typeof value === "number" ? number(value, EXACT) : dayOrWord(String(value))));
  return shown(member === "days" ? texts.join(" – ") : inLine(texts));
}

/** @param {string} word */
function dayOrWord(word) {
  if (DAY.test(word)) return dayText(word);
  const weekday = WEEKDAYS.indexOf(word);
  return weekday < 0 ? word : dateInWords(Date.UTC(2026, 2, 2 + weekday), "UTC", { weekday: "short" });
}

/** @param {unknown} value */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A day, or a cell of a calendar, `2026-03-02 rain_mm`, by its date in words. @param {string} name */
function ofDay(name) {
  const [day, column] = /** @type {[string, string]} */ (name.split(/ (.*)/s, 2));
  return DAY.test(day) ? inLine(column ? [dayText(day), column] : [dayText(day)]) : name;
}

/** @param {string} day */
function dayText(day) {
  return dateInWords(`${day}T00:00:00Z`, "UTC", { day: "numeric", month: "short", year: "numeric" });
}

/** A value that has a word of its own. @param {string} member @param {unknown} value @param {Places} places */
function worded(member, value, places) {
  if (typeof value === "number") return number(value, EXACT);
  if (Array.isArray(value)) return listed(member, value);
  if (typeof value !== "string") return undefined;
  if (member === "role" && ROLES.has(value)) return t(`role-${value}`);
  if (member === "means" && MEANS.has(value)) return t(`audit-means-${value}`);
  if (member === "cause" && CAUSES.has(value)) return t(`audit-cause-${value.replaceAll("_", "-")}`);
  return places(member, value);
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
  const text = typeof value === "string" ? value : Array.isArray(value) && value.every((one) => typeof one === "string") ? value.join("; ") : JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}
