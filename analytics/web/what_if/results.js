// What the variants came to, side by side: the service level with its interval, what differs, and the day by half-hour.

import { Button } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { number, t } from "/assets/web/i18n.js";

/** @typedef {{value: number | null, low: number | null, high: number | null}} Interval */
/** @typedef {{name: string, said: string[], found: any}} Variant */

const BAR = 6;
const GAP = 2;
const HIGH = 48;
const CLEARLY = 0.05;

/** @param {{variants: Variant[], days: number, onRemove: (index: number) => void}} props */
export function Results({ variants, days, onRemove }) {
  return html`<section class="what-if__results" aria-live="polite">
    <ul class="what-if__cards">${variants.map((one, index) => html`<${Card} key=${one.name} one=${one} onRemove=${index > 0 ? () => onRemove(index) : null} />`)}</ul>
    <p class="quiet">${t("what-if-simulated", { days: number(days) })}</p>
    <details class="what-if__table"><summary>${t("what-if-by-half-hour")}</summary><${HalfHours} variants=${variants} /></details>
  </section>`;
}

/** @param {{one: Variant, onRemove: (() => void) | null}} props */
function Card({ one, onRemove }) {
  const { found } = one;
  const level = found.service_level;
  const half = ((level.high - level.low) / 2) * 100;
  return html`<li class="what-if__card" data-below=${level.value < level.goal ? "true" : undefined}>
    <h3>${one.name}${onRemove && html`<${Button} kind="quiet" icon="x" label=${t("what-if-remove", { name: one.name })} onClick=${onRemove} class="what-if__remove" />`}</h3>
    <p class="what-if__level"><b>${share(level.value)}</b> ${t("what-if-level")}</p>
    <p class="quiet">${t("what-if-interval", { half: number(half, { maximumFractionDigits: 1 }), goal: share(level.goal, 0) })}</p>
    <p class="what-if__difference">${difference(found.service_level_difference)}</p>
    <${Bars} found=${found} />
    <dl class="what-if__facts">
      <div><dt>${t("what-if-p90")}</dt><dd>${minutes(found.wait_p90_s.value)}</dd></div>
      <div><dt>${t("what-if-load")}</dt><dd>${share(found.load.value, 0)}</dd></div>
      <div><dt>${t("what-if-hours")}</dt><dd>${number(found.shift_hours, { maximumFractionDigits: 1 })}</dd></div>
      <div><dt>${t("what-if-goal-days")}</dt><dd>${share(level.days_at_goal_share, 0)}</dd></div>
    </dl>
    ${one.said.length > 0 && html`<ul class="what-if__said">${one.said.map((text) => html`<li key=${text}>${text}</li>`)}</ul>`}
  </li>`;
}

/** The service level by half-hour as bars, ink where it falls clearly short of the goal. @param {{found: any}} props */
function Bars({ found }) {
  const rows = found.by_half_hour.filter((/** @type {any} */ row) => row.service_level.value !== null);
  if (rows.length === 0) return null;
  const lowest = rows.reduce((/** @type {any} */ a, /** @type {any} */ b) => (b.service_level.value < a.service_level.value ? b : a));
  const words = t("what-if-bars", { first: rows[0].from, last: rows.at(-1).from, lowest: share(lowest.service_level.value, 0), at: lowest.from });
  const goal = HIGH * (1 - found.service_level.goal);
  const width = rows.length * (BAR + GAP);
  return html`<svg class="what-if__bars" viewBox=${`0 0 ${width} ${HIGH}`} preserveAspectRatio="none" role="img" aria-label=${words}>
    ${rows.map((/** @type {any} */ row, /** @type {number} */ index) => {
      const high = Math.max(1, HIGH * row.service_level.value);
      const below = row.service_level.value < found.service_level.goal - CLEARLY;
      return html`<rect key=${row.from} class=${below ? "below" : ""} x=${index * (BAR + GAP)} y=${HIGH - high} width=${BAR} height=${high}><title>${row.from}: ${share(row.service_level.value, 0)}</title></rect>`;
    })}
    <line x1="0" x2=${width} y1=${goal} y2=${goal} />
  </svg>`;
}

/** @param {{variants: Variant[]}} props */
function HalfHours({ variants }) {
  const times = [...new Set(variants.flatMap((one) => one.found.by_half_hour.map((/** @type {any} */ row) => row.from)))].sort();
  const rows = variants.map((one) => new Map(one.found.by_half_hour.map((/** @type {any} */ row) => [row.from, row])));
  return html`<div class="what-if__scroll" tabindex="0" role="group" aria-label=${t("what-if-by-half-hour")}><table class="table">
    <thead><tr><th scope="col">${t("what-if-half-hour")}</th>${variants.map((one) => html`<th key=${one.name} scope="col" class="table__number">${one.name}</th>`)}</tr></thead>
    <tbody>${times.map((at) => html`<tr key=${at}><th scope="row">${at}</th>
      ${rows.map((mine, index) => {
        const row = mine.get(at);
        return html`<td key=${index} class="table__number">${row ? html`${share(row.service_level.value, 0)}<small>${number(row.desks)} ${t("what-if-desks")}</small>` : "—"}</td>`;
      })}
    </tr>`)}</tbody>
  </table></div>`;
}

/** @param {Interval | null | undefined} found */
function difference(found) {
  if (!found || found.value === null || found.low === null || found.high === null) return "";
  if (found.low <= 0 && found.high >= 0) return t("what-if-same");
  return t("what-if-difference", { points: number(found.value * 100, { maximumFractionDigits: 1, signDisplay: "always" }) });
}

/** @param {number | null} value @param {number} [digits] */
function share(value, digits = 1) {
  return value === null ? "—" : number(value, { style: "percent", maximumFractionDigits: digits });
}

/** @param {number | null} seconds */
function minutes(seconds) {
  return seconds === null ? "—" : t("what-if-minutes", { minutes: number(seconds / 60, { maximumFractionDigits: 0 }) });
}
