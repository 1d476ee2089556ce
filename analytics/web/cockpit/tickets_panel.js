// Every open ticket of an office or of one of its topics: who passes the standard next comes first; each leads to its story.

import { everySecond, serverNow, stopwatch } from "/assets/web/clock.js";
import { Chip, Icon, Plate } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { named, number, t } from "/assets/web/i18n.js";
import { nearness } from "/assets/web/waiting.js";
import { PastTicket } from "./past_ticket.js";

/** A page of tickets: more than this nobody reads; the worst are among them. */
const SHOWN = 40;

/** @param {{hall: import("./office_screen.js").Hall, topic: string | null}} props */
export function TicketsPanel({ hall, topic }) {
  const [all, setAll] = useState(false);
  const tickets = hall.tickets.filter((row) => row.number !== null && (topic === null || row.topic === topic));
  tickets.sort((one, other) => when(one) - when(other) || one.number.localeCompare(other.number));
  const shown = all ? tickets : tickets.slice(0, SHOWN);
  return html`<section class="panel" aria-labelledby="tickets-title">
    <h2 id="tickets-title">${topic === null ? t("cockpit-tickets") : t("cockpit-tickets-of", { topic: named(hall.topics.get(topic)?.name) })} <span class="count">${number(tickets.length)}</span></h2>
    <p class="quiet">${t(tickets.length === 0 ? "cockpit-no-tickets" : "cockpit-tickets-wait")}</p>
    <ul class="tickets">${shown.map((row) => html`<li key=${row.id}><${Ticket} hall=${hall} row=${row} /></li>`)}</ul>
    ${shown.length < tickets.length && html`<button type="button" class="link" onClick=${() => setAll(true)}>${t("cockpit-more-tickets", { count: tickets.length - shown.length })}</button>`}
    <${PastTicket} office=${hall.id} today=${hall.office.day} />
  </section>`;
}

/** When the ticket breaches; whoever's clock stands still comes after all whose clock runs. @param {any} row */
function when(row) {
  return row.breach_at === null ? Infinity : Date.parse(row.breach_at);
}

/** @param {{hall: import("./office_screen.js").Hall, row: any}} props */
function Ticket({ hall, row }) {
  return html`<a class="ticket-line" href=${`#office/${encodeURIComponent(hall.id)}/ticket/${encodeURIComponent(row.id)}`}>
    <${Chip} number=${row.number} size="s" />
    <span class="ticket-line__words"><b>${named(hall.topics.get(row.topic)?.name)}</b><small class="quiet">${t(`cockpit-state-${row.state}`)}${row.postponed_by ? ` · ${t(`cockpit-by-${row.postponed_by}`)}` : ""}</small></span>
    ${row.desk && html`<${Plate} desk=${row.desk} size="s" />`}
    <${Wait} row=${row} />
  </a>`;
}

/** The wait that the standard is judged on, as it runs. @param {{row: any}} props */
function Wait({ row }) {
  everySecond.value; // drawn anew each second, by the time that it then is
  const runs = row.breach_at !== null;
  const seconds = runs ? Math.max(0, row.target_s - (Date.parse(row.breach_at) - serverNow()) / 1000) : row.accountable_wait_s;
  const near = nearness(seconds, row.target_s);
  return html`<span class=${`ticket-line__wait numbers ${near === "calm" ? "" : `wait ${near}`}`}>${near !== "calm" && html`<${Icon} name=${near === "breach" ? "clock-alert" : "clock"} label=${t(`cockpit-tone-${near}`)} />`}${stopwatch(seconds)}</span>`;
}
