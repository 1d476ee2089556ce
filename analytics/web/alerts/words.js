// An alert in words: the sentences that letters say too, with durations and shares as people read them.

import { named, number, t, timeOfDay } from "/assets/web/i18n.js";

/** @typedef {import("./alert_rows.js").Alert} Alert */

/** What the rules saw at their last look, in a sentence. @param {Alert} alert */
export function said({ cause, facts }) {
  if (Object.keys(facts).length === 0) return t("alert-said-nothing");
  switch (cause) {
    case "error_budget":
      return `${t("alert-said-error_budget", { window: lasting(facts.window_s), breached: facts.breached, judged: facts.judged, burn: times(facts.burn), number: shown(facts.burn), goal: share(facts.goal) })} ${spent(facts.spent_share)}`;
    case "longest_wait":
      return t("alert-said-longest_wait", { number: facts.number ?? "–", wait: lasting(facts.wait_s), target: lasting(facts.target_s), over: facts.over });
    case "missing_desks":
      return t("alert-said-missing_desks", { count: facts.desk_count, managers: facts.managers, missing: lasting(facts.missing_s), waiting: facts.waiting });
    default:
      return t("alert-said-idle_desks", { count: facts.desk_count, desks: facts.desks, idle: lasting(facts.idle_s), waiting: facts.waiting });
  }
}

/** How bad it was at its worst moment, whose tickets are the alert's. @param {Alert} alert */
export function worst({ cause, peak, peak_at: at, timezone }) {
  return t(`alert-worst-${cause}`, { at: timeOfDay(at, timezone), peak: cause === "error_budget" ? times(peak) : lasting(peak), number: shown(peak) });
}

/** Whether the last look is the worst moment: all that the alert holds is of one look then. @param {Alert} alert */
export function atItsWorst({ open, value, peak }) {
  return open && value === peak;
}

/** What it is. @param {Alert} alert */
export function titled(alert) {
  return t(`alert-cause-${alert.cause}`);
}

/** Whose it is and when it began. @param {Alert} alert */
export function where(alert) {
  return `${named(alert.office_name) || alert.office}, ${timeOfDay(alert.opened_at, alert.timezone)}`;
}

/** How much of the day's budget is gone; above all of it, how many times over. @param {number} value */
function spent(value) {
  return value > 1 ? t("alert-said-overspent", { times: times(value), number: shown(value) }) : t("alert-said-spent", { spent: share(value) });
}

/** A duration: 18 min 4 s, 2 h. @param {number} seconds */
export function lasting(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const parts = [h && unit(h, "hour"), m && unit(m, "minute"), !h && (s || !m) && unit(s, "second")];
  return parts.filter(Boolean).join(" ");
}

/** @param {number} value @param {string} name */
function unit(value, name) {
  return number(value, { style: "unit", unit: name, unitDisplay: "short" }).replace(" ", "\u00a0");
}

/** @param {number} value */
function times(value) {
  return number(value, { maximumFractionDigits: 1 });
}

/** The number as it is written: words beside it follow that. @param {number} value */
function shown(value) {
  return Math.round(value * 10) / 10;
}

/** @param {number} value */
function share(value) {
  return number(value, { style: "percent", maximumFractionDigits: 0 });
}
