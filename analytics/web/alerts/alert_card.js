// One alert: what, where, since when, which tickets are behind it, who has seen it, who takes it on.

import { everySecond } from "/assets/web/clock.js";
import { Button, Chip, Icon } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { newId, post } from "/assets/web/http.js";
import { errorText, named, t, timeOfDay } from "/assets/web/i18n.js";
import { minutesBetween } from "./alert_rows.js";
import { atItsWorst, lasting, said, titled, worst } from "./words.js";

/** @typedef {import("./alert_rows.js").Alert} Alert */
/** @typedef {import("/assets/web/staff/session.js").Session} Session */

const ICONS = { error_budget: "trending-down", longest_wait: "clock-alert", idle_desks: "user-x", missing_desks: "user-minus" };
/** Tickets that a card names; the rest are in the office's own screen. */
const SHOWN = 6;

/** @param {{alert: Alert, who: Session, chosen?: boolean, children?: any}} props */
export function AlertCard({ alert, who, chosen = false, children }) {
  const office = `/cockpit#office/${encodeURIComponent(alert.office)}`;
  const tone = alert.open ? (alert.severity === "critical" ? "breach" : alert.cause.endsWith("_desks") ? "calm" : "late") : "over";
  return html`<article class="alert" id=${alert.id} data-tone=${tone} data-seen=${alert.acknowledged_at ? "" : undefined} aria-current=${chosen ? "true" : undefined} aria-labelledby=${`title-${alert.id}`}>
    <${Icon} name=${ICONS[alert.cause]} class="alert__icon" />
    <div class="alert__words">
      <h3 id=${`title-${alert.id}`} class="alert__title"><a href=${office}>${named(alert.office_name) || alert.office}</a> <span>${titled(alert)}</span>
        ${alert.open && alert.severity === "critical" && html`<strong class="alert__grave">${t("alert-severity-critical")}</strong>`}</h3>
      ${alert.open && html`<p class="alert__said">${said(alert)}</p>`}
      ${!atItsWorst(alert) && html`<p class="alert__said">${worst(alert)}</p>`}
      ${alert.evidence.length > 0 && html`<ul class="alert__tickets" aria-label=${t("alert-tickets")}>
        ${alert.evidence.slice(0, SHOWN).map((one) => html`<li key=${one.ticket}><a href=${`${office}/ticket/${encodeURIComponent(one.ticket)}`}><${Chip} number=${one.number} size="s" /></a></li>`)}
        ${alert.evidence.length > SHOWN && html`<li class="alert__more">${t("alert-more-tickets", { count: alert.evidence.length - SHOWN })}</li>`}
      </ul>`}
      <p class="alert__meta"><${When} alert=${alert} /> <${Who} alert=${alert} /></p>
      ${children}
    </div>
    ${alert.open && html`<${Actions} alert=${alert} who=${who} />`}
  </article>`;
}

/** @param {{alert: Alert}} props */
function When({ alert }) {
  const at = timeOfDay(alert.opened_at, alert.timezone);
  const again = alert.reopened > 0 ? ` ${t("alert-again", { count: alert.reopened })}` : "";
  if (alert.closed_at) {
    const lasted = passed(alert.opened_at, Date.parse(alert.closed_at));
    return html`<span>${t(`alert-over-${alert.closed_why ?? "passed"}`, { at, lasted })}${again}</span>`;
  }
  return html`<span>${t("alert-since", { at, lasted: passed(alert.opened_at, everySecond.value) })}${again}</span>`;
}

/** How long, to the minute once it is one. @param {string} from @param {number} to ms */
function passed(from, to) {
  return lasting(60 * minutesBetween(from, to) || Math.max(0, (to - Date.parse(from)) / 1000));
}

/** @param {{alert: Alert}} props */
function Who({ alert }) {
  if (alert.owner) return html`<span class="alert__person"><${Icon} name="user-check" />${t("alert-owner", { name: alert.owner.name })}</span>`;
  if (alert.acknowledged_by) return html`<span class="alert__person"><${Icon} name="eye" />${t("alert-seen-by", { name: alert.acknowledged_by.name })}</span>`;
  return alert.open ? html`<span>${t("alert-nobody")}</span>` : null;
}

/** @param {{alert: Alert, who: Session}} props */
function Actions({ alert, who }) {
  const [busy, setBusy] = useState("");
  const [trouble, setTrouble] = useState("");
  const act = async (/** @type {string} */ command) => {
    setBusy(command);
    setTrouble("");
    try {
      await post(`/api/v1/alerts/${alert.id}/${command}`, {}, { key: newId() });
    } catch (error) {
      setTrouble(errorText(error));
    }
    setBusy("");
  };
  const mine = alert.owner?.subject === who.subject;
  return html`<div class="alert__actions">
    ${!alert.acknowledged_at && html`<${Button} kind="secondary" icon="eye" busy=${busy === "acknowledge"} onClick=${() => act("acknowledge")}>${t("alert-acknowledge")}<//>`}
    ${mine
      ? html`<${Button} kind="quiet" icon="undo-2" busy=${busy === "release"} onClick=${() => act("release")}>${t("alert-release")}<//>`
      : html`<${Button} kind=${alert.acknowledged_at && !alert.owner ? "secondary" : "quiet"} icon="hand" busy=${busy === "own"} onClick=${() => act("own")}>${t(alert.owner ? "alert-own-instead" : "alert-own")}<//>`}
    ${trouble && html`<p class="form-trouble" role="alert">${trouble}</p>`}
  </div>`;
}
