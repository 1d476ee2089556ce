// Everybody in the office, found by typing: number, topic, state, the wait against its standard, and what can be done.

import { Button, Chip, Icon, Plate } from "/assets/web/components.js";
import { everySecond, stopwatch } from "/assets/web/clock.js";
import { html, useState } from "/assets/web/html.js";
import { dateInWords, named, t, timeOfDay } from "/assets/web/i18n.js";
import { Empty } from "/assets/web/states.js";
import { nearness } from "/assets/web/waiting.js";
import { found, ticketNumber } from "/assets/web/staff/finding.js";
import { countedWait_s } from "../waiting_now.js";
import { inOrder, shownBy } from "./queue_order.js";

/** @typedef {import("./queue_order.js").QueueRow} QueueRow */
/** @typedef {import("./queue_order.js").Filter} Filter */
/** @typedef {{label: string, icon: string, run: (row: QueueRow) => void}} RowAction */

const FILTERS = /** @type {const} */ (["all", "waiting", "at_desk", "postponed", "booked"]);

/** @param {{rows: QueueRow[], topics: Map<string, any>, office: any, actionsOf: (row: QueueRow) => RowAction[]}} props */
export function QueueTable({ rows, topics, office, actionsOf }) {
  const [text, setText] = useState("");
  const [filter, setFilter] = useState(/** @type {Filter} */ ("all"));
  const nameOf = (/** @type {string | null} */ topic) => named(topics.get(topic ?? "")?.name);
  const number = ticketNumber(text, [...topics.values()].map((topic) => topic.prefix ?? ""));
  const byNumber = number ? rows.filter((row) => row.number === number) : [];
  const words = (/** @type {QueueRow} */ row) => `${row.number ?? ""} ${row.check_in_code ?? ""} ${row.id.slice(-4)} ${nameOf(row.topic)} ${row.desk ? t("desk-number", { desk: row.desk }) : ""} ${row.slot_at ? timeOfDay(row.slot_at, office?.timezone) : ""}`;
  const ordered = rows.filter((row) => shownBy(row, filter)).sort(inOrder);
  const shown = byNumber.length > 0 ? byNumber : found(ordered, text, words);
  return html`<section class="queue" aria-labelledby="queue-title">
    <div class="queue__head">
      <h2 class="issue__title" id="queue-title">${t("reception-queue")}</h2>
      <div class="filters" role="group" aria-label=${t("reception-queue")}>
        ${FILTERS.map((one) => html`<button type="button" key=${one} class="filter" aria-pressed=${filter === one ? "true" : "false"} onClick=${() => setFilter(one)}>${t(`reception-filter-${one}`)} <span class="quiet">${rows.filter((row) => shownBy(row, one)).length}</span></button>`)}
      </div>
      <input class="input queue__find" type="search" aria-label=${t("reception-find")} placeholder=${t("reception-find")} value=${text} onInput=${(/** @type {any} */ event) => setText(event.target.value)} />
    </div>
    ${rows.length === 0
      ? html`<${Empty} title=${t("reception-empty")}>${t("reception-empty-text")}<//>`
      : shown.length === 0
        ? html`<${Empty} icon="search" title=${text ? t("reception-none-found", { text }) : t("reception-none-here")} />`
        : html`<div class="queue__scroll" tabindex="0" role="group" aria-labelledby="queue-title"><table class="table">
            <thead><tr>
              <th scope="col">${t("reception-number")}</th><th scope="col">${t("topic")}</th><th scope="col">${t("reception-state")}</th><th scope="col" class="table__number">${t("reception-wait-head")}</th><th scope="col"><span class="only-read">${t("reception-actions")}</span></th>
            </tr></thead>
            <tbody>${shown.map((row, i) => html`${heading(row, shown[i - 1], office?.timezone)}<${Row} key=${row.id} row=${row} topic=${nameOf(row.topic)} office=${office} actions=${actionsOf(row)} />`)}</tbody>
          </table></div>`}
  </section>`;
}

/**
 * Bookings stand under their day: without it a list of times says nothing.
 * @param {QueueRow} row @param {QueueRow | undefined} before @param {string | undefined} timezone
 */
function heading(row, before, timezone) {
  const day = dayOf(row, timezone);
  if (day === null || (before && dayOf(before, timezone) === day)) return null;
  return html`<tr key=${`day ${day}`} class="queue__day"><th colspan="5" scope="rowgroup"><${Icon} name="calendar-clock" />${day}</th></tr>`;
}

/** @param {QueueRow} row @param {string | undefined} timezone @returns {string | null} the booking's day in words; null for whoever is here */
function dayOf(row, timezone) {
  return row.state === "booked" && row.slot_at ? dateInWords(row.slot_at, timezone) : null;
}

/** @param {{row: QueueRow, topic: string, office: any, actions: RowAction[]}} props */
function Row({ row, topic, office, actions }) {
  const category = named(office?.categories?.find((/** @type {any} */ one) => one.id === row.category)?.name);
  const details = [category, row.appointment && row.slot_at && row.state !== "booked" ? t("visitor-appointment", { time: timeOfDay(row.slot_at, office?.timezone) }) : ""].filter(Boolean);
  return html`<tr data-state=${row.state}>
    <td>${row.number ? html`<${Chip} number=${row.number} size="s" muted=${row.state === "serving"} />` : html`<b class="queue__slot">${row.slot_at ? timeOfDay(row.slot_at, office?.timezone) : "—"}</b>${row.check_in_code && html`<small>${row.check_in_code}</small>`}`}</td>
    <td>${topic}${details.length > 0 && html`<small>${details.join(" · ")}</small>`}</td>
    <td><span class="queue__state">${t(`state-${row.state}`)}${(row.state === "called" || row.state === "serving") && row.desk && html`<${Icon} name="arrow-right" /><${Plate} desk=${row.desk} size="s" />`}</span>${row.due_at && row.state === "postponed" && html`<small>${t("postponed-due", { time: timeOfDay(row.due_at, office?.timezone) })}</small>`}</td>
    <td class="table__number">${row.state === "booked" ? "" : html`<${Wait} row=${row} />`}</td>
    <td class="table__actions">${actions.map((action) => html`<${Button} key=${action.icon} kind="quiet" icon=${action.icon} label=${`${action.label} ${row.number ?? ""}`.trim()} onClick=${() => action.run(row)}>${action.label}<//>`)}</td>
  </tr>`;
}

/** Only this redraws every second. @param {{row: QueueRow}} props */
function Wait({ row }) {
  const wait_s = countedWait_s(row, everySecond.value);
  const tone = row.target_s ? nearness(wait_s, row.target_s) : "calm";
  return html`<span class=${`queue__wait ${tone === "calm" ? "" : tone}`}>${tone !== "calm" && html`<${Icon} name=${tone === "breach" ? "clock-alert" : "clock"} label=${t(`tone-${tone}`)} />`}${stopwatch(wait_s)}</span>`;
}
