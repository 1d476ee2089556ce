// Forecast: how many will come, by day, half-hour and topic, with how sure that is; today's rest by what has come of it.

import { Icon } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { dateInWords, named, number, t } from "/assets/web/i18n.js";
import { serverNow } from "/assets/web/clock.js";
import { Failed, Loading } from "/assets/web/states.js";
import { startPage } from "/assets/web/staff/staff.js";
import uPlot from "/assets/web/vendor/uplot.js";
import { axis, bandLegend, Chart, counts, fromZero } from "../chart.js";
import { dateOf, OfficeDays } from "../office_days.js";
import { KnownDays } from "./calendar.js";
import { bandData, rangeOfDay, rangeOfHalfHour, surplus, todayData } from "./forecast_data.js";

/** @typedef {import("./forecast_data.js").Day} Day */
/** @typedef {import("../chart.js").Colours} Colours */

const SPANS = [1, 7, 14, 28];
const USUAL_SPAN = 7;
const PATIENCE_MS = 90_000;
const WORTH_SAYING = 0.005;

function ForecastPage() {
  return html`<${OfficeDays} here="/forecast" name="forecast" day=${t("forecast-first")} date=${dateOf(new Date(serverNow()))}>
    ${(/** @type {import("../office_days.js").Chosen} */ { office, date, onUnsaved }) => html`<${Days} office=${office} first=${date} onUnsaved=${onUnsaved} />`}
  <//>`;
}

/** @param {{office: string, first: string, onUnsaved: (unsaved: boolean) => void}} props */
function Days({ office, first, onUnsaved }) {
  const [span, setSpan] = useState(USUAL_SPAN);
  const [topic, setTopic] = useState("");
  const [chosen, setChosen] = useState("");
  const [found, setFound] = useState(/** @type {{topics: any[], days: Day[]} | null} */ (null));
  const [failed, setFailed] = useState(/** @type {unknown} */ (null));
  const load = () => {
    let current = true;
    setFailed(null);
    get(`/api/v1/offices/${encodeURIComponent(office)}/staffing/forecast?from=${first}&days=${span}`, { timeoutMs: PATIENCE_MS }).then(
      (answer) => current && setFound(answer),
      (problem) => current && setFailed(problem),
    );
    return () => {
      current = false;
    };
  };
  useEffect(load, [span]);
  const shown = failed === null ? found : null;
  const open = (shown?.days ?? []).filter((day) => day.half_hours.length > 0);
  const topics = (shown?.topics ?? []).filter((one) => open.some((other) => other.topics[one.id]));
  // Whatever becomes of the forecast, how far it looks can be chosen, and what is being entered of days to come stays.
  return html`<div class="office-days__where">
      <label class="field"><span class="field__label">${t("forecast-days")}</span>
        <select class="input forecast__span" value=${span} onChange=${(/** @type {any} */ event) => setSpan(Number(event.target.value))}>
          ${SPANS.map((one) => html`<option key=${one} value=${one} selected=${one === span}>${t("forecast-span", { count: one })}</option>`)}</select></label>
      ${topics.length > 0 && html`<label class="field"><span class="field__label">${t("forecast-topic")}</span>
        <select class="input forecast__topic" value=${topic} onChange=${(/** @type {any} */ event) => setTopic(event.target.value)}>
          <option value="" selected=${topic === ""}>${t("forecast-all-topics")}</option>
          ${topics.map((one) => html`<option key=${one.id} value=${one.id} selected=${one.id === topic}>${named(one.name)}</option>`)}</select></label>`}
    </div>
    ${failed !== null
      ? html`<${Failed} error=${failed} onRetry=${load} />`
      : !found
        ? html`<${Loading} />`
        : open.length === 0
          ? html`<p class="forecast__note"><${Icon} name="info" />${t(found.days.length === 0 ? "forecast-unknown" : "forecast-closed")}</p>`
          : html`<${Open} open=${open} topic=${topic} topics=${topics} chosen=${chosen} onChoose=${setChosen} />`}
    <${KnownDays} office=${office} first=${first} span=${span} onUnsaved=${onUnsaved} onKept=${load} />`;
}

/** The days that are open, and one of them. @param {{open: Day[], topic: string, topics: any[], chosen: string, onChoose: (day: string) => void}} props */
function Open({ open, topic, topics, chosen, onChoose }) {
  const day = /** @type {Day} */ (open.find((one) => one.day === chosen) ?? open[0]);
  return html`${open.length > 1 && html`<section class="forecast__panel" aria-labelledby="forecast-days-title"><h2 id="forecast-days-title">${t("forecast-by-day")}</h2>
      <${Band} label=${t("forecast-by-day")} names=${open.map((one) => dayWords(one.day))} data=${bandData(open.map((one) => rangeOfDay(one, topic)))} />
      <div class="forecast__choice" role="group" aria-label=${t("forecast-day")}>${open.map((one) => html`<button key=${one.day} type="button" class="languages__one" aria-pressed=${one === day ? "true" : "false"} onClick=${() => onChoose(one.day)}>
        ${dayWords(one.day)}<span class="forecast__count">${number(rangeOfDay(one, topic).expected, WHOLE)}</span></button>`)}</div></section>`}
    <${OneDay} day=${day} topic=${topic} topics=${topics} />`;
}

/** @param {{day: Day, topic: string, topics: any[]}} props */
function OneDay({ day, topic, topics }) {
  const whole = rangeOfDay(day, topic);
  const rows = day.half_hours;
  const shown = topic === "" ? topics : topics.filter((one) => one.id === topic);
  const data = topic === "" ? todayData(day) : bandData(rows.map((row) => rangeOfHalfHour(row, topic)));
  return html`<section class="forecast__panel" aria-labelledby="forecast-day-title">
      <h2 id="forecast-day-title">${dateInWords(`${day.day}T12:00:00`, undefined, { weekday: "long", day: "numeric", month: "long" })}</h2>
      <p class="forecast__total">${t("forecast-total", { count: Math.round(whole.expected), low: whole.low, high: whole.high })}</p>
      ${day.so_far && html`<${SoFar} soFar=${day.so_far} />`}
      <${Band} label=${t("forecast-by-half-hour")} names=${rows.map((row) => row.from)} data=${data} />
    </section>
    <details class="forecast__table"><summary>${t("forecast-table")}</summary>
      <div class="scroll" tabindex="0" role="group" aria-label=${t("forecast-table")}><table class="table">
        <thead><tr><th scope="col">${t("forecast-half-hour")}</th>${topic === "" && html`<th scope="col" class="num">${t("forecast-all-topics")}</th>`}${shown.map((one) => html`<th scope="col" class="num" key=${one.id}>${named(one.name)}</th>`)}</tr></thead>
        <tbody>${rows.map((row) => html`<tr key=${row.from}><th scope="row">${row.from}</th>${topic === "" && html`<td class="num">${inWords(row)}</td>`}${shown.map((one) => html`<td class="num" key=${one.id}>${inWords(rangeOfHalfHour(row, one.id))}</td>`)}</tr>`)}</tbody>
      </table></div></details>`;
}

/** What has come today beside what had been expected until now. @param {{soFar: import("./forecast_data.js").SoFar}} props */
function SoFar({ soFar }) {
  if (soFar.expected <= 0) return null;
  const share = surplus(soFar);
  const text = Math.abs(share) < WORTH_SAYING ? "forecast-so-far-same" : share > 0 ? "forecast-so-far-more" : "forecast-so-far-fewer";
  const rest = t("forecast-rest", { factor: number(soFar.factor - 1, { style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" }).replace("-", "−") });
  return html`<p class="forecast__so-far"><${Icon} name="info" /><span>${t(text, { until: soFar.until, seen: soFar.seen, share: number(Math.abs(share), { style: "percent", maximumFractionDigits: 0 }), rest })}</span></p>`;
}

/**
 * Expected counts within their band; with more columns, those of the evening before, and what has come.
 * @param {{label: string, names: string[], data: (number | null)[][]}} props
 */
function Band({ label, names, data }) {
  const stepped = uPlot.paths.bars?.({ size: [0.5, 40] });
  const place = (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map((at) => names[at] ?? "");
  const most = data[3].reduce((/** @type {number} */ sum, value) => sum + (value ?? 0), 0);
  const goesOn = data.length > 4;
  return html`<${Chart} key=${`${names.length} ${names[0]} ${goesOn}`} data=${data} label=${label} summary=${t("forecast-sum", { count: Math.round(most) })}
    make=${(/** @type {Colours} */ colours) => ({
      scales: { x: { time: false, range: (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) => [low - 0.5, high + 0.5] }, y: { range: fromZero } },
      axes: [axis(colours, { values: place, incrs: [1, 2, 4, 7, 8, 14], space: 64 }), counts(colours, 44)],
      bands: [{ series: [2, 1], fill: colours.tint }],
      legend: bandLegend(2, colours),
      series: [
        { label: t("forecast-when") },
        { label: "", class: "chart__unnamed", stroke: colours.line, width: 1, points: { show: false } },
        { label: t("forecast-band"), stroke: colours.line, width: 1, points: { show: false } },
        { label: t("forecast-expected"), stroke: colours.brand, width: 2, points: { show: names.length < 3 } },
        ...(goesOn ? [{ label: t("forecast-before"), stroke: colours.faint, width: 2, dash: [6, 4], points: { show: false } }, { label: t("forecast-came"), stroke: colours.ink, fill: colours.faint, width: 0, paths: stepped, points: { show: false } }] : []),
      ],
    })} />`;
}

/** @type {Intl.NumberFormatOptions} */
const WHOLE = { maximumFractionDigits: 0 };

/** @param {import("./forecast_data.js").Range} range */
function inWords(range) {
  return t("forecast-range", { expected: number(range.expected, { maximumFractionDigits: 1 }), low: range.low, high: range.high });
}

/** @param {string} day */
function dayWords(day) {
  return dateInWords(`${day}T12:00:00`, undefined, { weekday: "short", day: "numeric", month: "short" });
}

startPage(ForecastPage, "analytics");
