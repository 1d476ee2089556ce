// Desks open by half-hour as bars, and the need as a line over them, where it is known.

import { html } from "/assets/web/html.js";
import { inLine, number, t } from "/assets/web/i18n.js";
import { clockOf, minutesOf, STEP, stretches } from "./spanning.js";

const HIGH = 56;
const WIDE = 10;

/** @param {{halfHours: import("./spanning.js").HalfHour[], covered: number[], short: string[], unknown: string}} props `unknown`: why there is no need to see */
export function Coverage({ halfHours, covered, short, unknown }) {
  const known = halfHours.some(({ need }) => need !== undefined);
  const most = Math.max(1, ...covered, ...halfHours.map(({ need = 0 }) => need));
  const high = (/** @type {number} */ desks) => (desks / most) * HIGH;
  const line = halfHours.map(({ need = 0 }, index) => `${index === 0 ? "M" : "L"}${index * WIDE} ${HIGH - high(need)}H${(index + 1) * WIDE}`).join("");
  const words = short.length > 0 ? t("roster-missing", { times: inLine(stretches(short)) }) : known ? t("roster-enough") : unknown;
  const title = t(known ? "roster-coverage" : "roster-coverage-alone");
  return html`<div class="roster__coverage">
    <svg viewBox=${`0 -2 ${halfHours.length * WIDE} ${HIGH + 2}`} preserveAspectRatio="none" role="img" aria-label=${`${title}: ${words}`}>
      ${halfHours.map(({ from, need }, index) => html`<rect key=${from} class=${short.includes(from) ? "short" : ""} x=${index * WIDE} y=${HIGH - high(covered[index])} width=${WIDE - 1} height=${high(covered[index])}><title>${from}: ${number(covered[index], { maximumFractionDigits: 1 })}${need === undefined ? "" : ` / ${need}`}</title></rect>`)}
      ${known && html`<path d=${line} />`}
    </svg>
    <p class="roster__scale"><span>${halfHours[0].from}</span><span>${title}</span><span>${clockOf(minutesOf(/** @type {any} */ (halfHours.at(-1)).from) + STEP)}</span></p>
  </div>`;
}
