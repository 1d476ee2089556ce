// Open alerts as sentences: what is being broken where, who has seen it, who takes it on.
// Knows the rows `alert:{id}` of the overview; when one opens and ends, the server's rules know.

import { everySecond, secondsSince, stopwatch } from "/assets/web/clock.js";
import { Button, Icon } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { named, number, t } from "/assets/web/i18n.js";
import { command } from "/assets/web/staff/commanding.js";
import { share } from "./numbers.js";

/** More than this many at once is a page to read, not a sentence to act on. */
const SHOWN = 4;

/** Graver first, then what nobody has seen, then the newest. @param {any} one @param {any} other */
function byNeed(one, other) {
  const rank = (/** @type {any} */ alert) => (alert.severity === "critical" ? 0 : 2) + (alert.acknowledged_at === null ? 0 : 1);
  return rank(one) - rank(other) || other.opened_at.localeCompare(one.opened_at);
}

/**
 * @param {{rows: ReadonlyMap<string, any>, office?: string, fresh: boolean, say: (text: string) => void, me: string}} props `office`: of this one only
 */
export function AlertsPanel({ rows, office, fresh, say, me }) {
  const [all, setAll] = useState(false);
  const alerts = [...rows.values()].filter((row) => row.kind === "alert" && (office === undefined || row.office === office)).sort(byNeed);
  if (alerts.length === 0) return null;
  const shown = all ? alerts : alerts.slice(0, SHOWN);
  return html`<section class="alerts" aria-labelledby="alerts-title">
    <h2 id="alerts-title" class="small-title"><${Icon} name="bell-ring" />${t("cockpit-alerts")} <span class="count">${number(alerts.length)}</span> <a class="alerts__page" href="/alerts">${t("cockpit-alerts-page")}</a></h2>
    <ul>${shown.map((alert) => html`<${AlertLine} key=${alert.id} alert=${alert} alone=${office !== undefined} fresh=${fresh} say=${say} me=${me} />`)}</ul>
    ${shown.length < alerts.length && html`<button type="button" class="link" onClick=${() => setAll(true)}>${t("cockpit-more-alerts", { count: alerts.length - shown.length })}</button>`}
  </section>`;
}

/** @param {{alert: any, alone: boolean, fresh: boolean, say: (text: string) => void, me: string}} props */
function AlertLine({ alert, alone, fresh, say, me }) {
  const step = async (/** @type {string} */ name) => {
    const { trouble } = await command(`alerts/${alert.id}/${name}`);
    if (trouble) say(trouble);
  };
  const tone = toneOf(alert);
  const place = `#office/${encodeURIComponent(alert.office)}`;
  return html`<li class="alert" data-tone=${tone} data-seen=${alert.acknowledged_at === null ? undefined : "true"}>
    <${Icon} name=${alert.cause === "idle_desks" ? "user-x" : alert.cause === "missing_desks" ? "user-minus" : tone === "breach" ? "clock-alert" : "clock"} />
    <p class="alert__words">${!alone && html`<a href=${place}>${named(alert.office_name)}</a> `}<b>${said(alert)}</b>
      <small class="quiet"><${Since} at=${alert.opened_at} />${alert.owner && html` · ${t("cockpit-alert-owner", { name: alert.owner.name })}`}${!alert.owner && alert.acknowledged_by && html` · ${t("cockpit-alert-seen-by", { name: alert.acknowledged_by.name })}`}</small></p>
    <span class="alert__steps">
      ${alert.acknowledged_at === null && html`<${Button} kind="quiet" icon="eye" disabled=${!fresh} label=${`${t("cockpit-alert-seen")}: ${named(alert.office_name)}`} onClick=${() => step("acknowledge")}>${t("cockpit-alert-seen")}<//>`}
      ${alert.owner?.subject === me
        ? html`<${Button} kind="quiet" icon="hand" disabled=${!fresh} label=${`${t("cockpit-alert-release")}: ${named(alert.office_name)}`} onClick=${() => step("release")}>${t("cockpit-alert-release")}<//>`
        : html`<${Button} kind="quiet" icon="hand" disabled=${!fresh} label=${`${t("cockpit-alert-own")}: ${named(alert.office_name)}`} onClick=${() => step("own")}>${t("cockpit-alert-own")}<//>`}
    </span>
  </li>`;
}

/** Red is above the standard: a wait that has come back below it, while the alert still lasts, is not. @param {any} alert */
function toneOf({ cause, severity, facts }) {
  if (cause.endsWith("_desks")) return "calm";
  if (cause === "longest_wait") return facts.wait_s > facts.target_s ? "breach" : "late";
  return severity === "critical" ? "breach" : "late";
}

/** What is seen of it now. @param {any} alert */
function said(alert) {
  const cause = `cockpit-alert-${alert.cause.replaceAll("_", "-")}`;
  return Object.keys(alert.facts).length > 0 ? t(cause, words(alert)) : t(`${cause}-eases`);
}

/** What a sentence names, from the alert's facts. @param {any} alert @returns {Record<string, string | number>} */
function words(alert) {
  const facts = alert.facts;
  switch (alert.cause) {
    case "longest_wait":
      return { number: facts.number ?? "", wait: stopwatch(facts.wait_s), target: stopwatch(facts.target_s) };
    case "idle_desks":
      return { desks: facts.desks, idle: stopwatch(facts.idle_s), waiting: facts.waiting };
    case "missing_desks":
      return { count: facts.desk_count, managers: facts.managers, missing: stopwatch(facts.missing_s), waiting: facts.waiting };
    default:
      return { breached: facts.breached, judged: facts.judged, minutes: Math.round(facts.window_s / 60), spent: share(facts.spent_share, 0) };
  }
}

/** @param {{at: string}} props */
function Since({ at }) {
  return html`${t("cockpit-alert-since", { time: stopwatch(secondsSince(at, everySecond.value)) })}`;
}
