// A day as charts, of an office, a territory or the company: today against the usual day, waiting and desks through the day, and the half-hours of the last days
// as a map. Knows what both addresses of a day answer and how uPlot is asked; every figure is the server's.

import { html, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { dateInWords, number, t, timeOfDay } from "/assets/web/i18n.js";
import { Failed, Loading } from "/assets/web/states.js";
import uPlot from "/assets/web/vendor/uplot.js";
import { axis, Chart, counts, fromZero } from "../chart.js";
import { arrivalsData, curveData, lateness, mapOf, offsetOf } from "./day_data.js";
import { share } from "./numbers.js";
import { useStirred } from "./stirring.js";

/** @typedef {import("../chart.js").Colours} Colours */

/** Charts follow what they show: soon after something happened, and once a minute, since the curve goes on by itself. */
const PACE = { soonMs: 10_000, lateMs: 60_000 };
/** Among many offices something always happens. */
const PACE_OF_MANY = { soonMs: 20_000, lateMs: 60_000 };

/** @param {{id: string, pulse: {readonly value: unknown}}} props `pulse` changes when the office does */
export function DayPanel({ id, pulse }) {
  return html`<${DayCharts} path=${`/api/v1/offices/${encodeURIComponent(id)}/day`} pulse=${pulse} pace=${PACE} />`;
}

/** The sums of a territory's offices, or of all. @param {{territory: string, name: string, pulse: {readonly value: unknown}}} props */
export function DayTogether({ territory, name, pulse }) {
  const path = territory ? `/api/v1/day?territory=${encodeURIComponent(territory)}` : "/api/v1/day";
  return html`<section class="together" aria-labelledby="together-title">
    <h2 id="together-title">${name}</h2>
    <p class="quiet">${t("cockpit-day-together-hint")}</p>
    <div class="panels"><${DayCharts} key=${path} path=${path} pulse=${pulse} pace=${PACE_OF_MANY} /></div>
  </section>`;
}

/** @param {{path: string, pulse: {readonly value: unknown}, pace: {soonMs: number, lateMs: number}}} props */
function DayCharts({ path, pulse, pace }) {
  const [day, setDay] = useState(/** @type {any} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const load = () => get(path).then((found) => (setDay(found), setError(null)), setError);
  useStirred(pulse, load, pace, [path, pulse]);
  if (error && !day) return html`<section class="panel panel--wide"><${Failed} error=${error} onRetry=${load} /></section>`;
  if (!day) return html`<section class="panel panel--wide"><${Loading} /></section>`;
  return html`<section class="panel" aria-labelledby="arrivals-title">
      <h2 id="arrivals-title">${t("cockpit-day-arrivals")}</h2>
      ${day.half_hours.length === 0 ? html`<p class="quiet">${t("cockpit-day-nobody")}</p>` : html`<${Arrivals} day=${day} />`}
      <p class="quiet">${day.usual_days > 0 ? t("cockpit-day-usual", { count: day.usual_days }) : t("cockpit-day-no-usual")}</p>
    </section>
    <section class="panel" aria-labelledby="curve-title">
      <h2 id="curve-title">${t("cockpit-day-curve")}</h2>
      ${day.curve.length < 2 ? html`<p class="quiet">${t("cockpit-day-no-curve")}</p>` : html`<${Curve} day=${day} />`}
      ${day.known_from ? html`<p class="quiet">${t("cockpit-day-known-since", { time: timeOfDay(Date.parse(day.known_from), day.timezone) })}</p>` : null}
      ${day.timezones > 1 ? html`<p class="quiet">${t("cockpit-day-zone", { zone: offsetOf(day.timezone, `${day.day}T12:00:00Z`) })}</p>` : null}
    </section>
    <${HalfHours} day=${day} />`;
}

/** @param {{day: any}} props */
function Arrivals({ day }) {
  const bars = uPlot.paths.bars?.({ size: [0.7, 60] });
  const labels = day.half_hours.map((/** @type {any} */ one) => one.begin);
  const [places, today, somewhere, usual] = arrivalsData(day);
  const arrivals = day.timezones > 1 ? [places, today, somewhere, usual] : [places, today, usual];
  return html`<${Chart} data=${arrivals} label=${t("cockpit-day-arrivals")} summary=${t("cockpit-day-arrivals-sum", { issued: day.half_hours.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.issued, 0) })}
    make=${(/** @type {Colours} */ colours) => ({
      scales: { x: { time: false, range: (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) => [low - 0.5, high + 0.5] }, y: { range: fromZero } },
      axes: [axis(colours, { values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map((place) => labels[place] ?? "") }), counts(colours)],
      series: [{ value: (/** @type {any} */ _, /** @type {number} */ place) => labels[place] ?? "—", label: t("cockpit-story-time") }, { label: t("cockpit-day-today"), fill: colours.brand, stroke: colours.brand, width: 0, paths: bars, points: { show: false } }, ...(day.timezones > 1 ? [{ label: t("cockpit-day-somewhere"), fill: colours.tint, stroke: colours.brand, width: 1, paths: bars, points: { show: false } }] : []), { label: t("cockpit-day-usual-line"), stroke: colours.ink, width: 2, dash: [6, 4], points: { show: false } }],
    })} />`;
}

/** @param {{day: any}} props */
function Curve({ day }) {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  const time = (/** @type {number} */ seconds) => timeOfDay(seconds * 1000, day.timezone);
  return html`<${Chart} data=${curveData(day)} label=${t("cockpit-day-curve")} summary=${t("cockpit-day-curve-now", { waiting: day.curve.at(-1).waiting, desks: day.curve.at(-1).desks_open })}
    make=${(/** @type {Colours} */ colours) => ({
      scales: { x: { time: true }, y: { range: fromZero } },
      axes: [axis(colours, { values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map(time), space: 70 }), counts(colours)],
      series: [{ value: (/** @type {any} */ _, /** @type {number | null} */ at) => (at === null ? "—" : time(at)), label: t("cockpit-story-time") }, { label: t("cockpit-serving"), stroke: colours.brand, fill: colours.tint, width: 1, dash: [2, 3], paths: stepped, points: { show: false } }, { label: t("cockpit-day-desks"), stroke: colours.brand, width: 2, paths: stepped, points: { show: false } }, { label: t("cockpit-waiting"), stroke: colours.ink, width: 2, points: { show: false } }],
    })} />`;
}

/** @param {{day: any}} props */
function HalfHours({ day }) {
  const { columns, rows } = mapOf(day.days);
  if (columns.length === 0) return null;
  return html`<section class="panel panel--wide" aria-labelledby="map-title">
    <h2 id="map-title">${t("cockpit-day-map")}</h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="map-title"><table class="half-hours">
      <thead><tr><th scope="col"><span class="only-read">${t("cockpit-day-date")}</span></th>${columns.map((begin) => html`<th scope="col" key=${begin}>${begin.endsWith("00") ? begin : html`<span class="only-read">${begin}</span>`}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr key=${row.day}><th scope="row">${dateInWords(`${row.day}T12:00:00Z`, "UTC", { weekday: "short", day: "numeric", month: "short" })}</th>
        ${row.cells.map((cell, place) => html`<td key=${columns[place]} data-late=${lateness(cell, day.goal)} title=${cell ? t("cockpit-day-cell", { level: share(cell.service_level), issued: cell.issued }) : ""}>${cell && cell.service_level !== null ? number(Math.floor(cell.service_level * 100)) : ""}</td>`)}</tr>`)}</tbody>
    </table></div>
    <p class="quiet">${t("cockpit-day-map-hint", { goal: share(day.goal) })}</p>
  </section>`;
}
