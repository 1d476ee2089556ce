// One day: shifts as bars, and under them the desks open against the desks needed; what is published, and what is not yet.

import { Button, Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { dateInWords, number, t } from "/assets/web/i18n.js";
import { Coverage } from "./coverage.js";
import { same } from "./drafting.js";
import { ShiftRow } from "./shift_row.js";
import { another, coverage, halfHoursOf, hoursOf, missing, openingOf, stretches } from "./spanning.js";

/** @typedef {import("./spanning.js").Shift} Shift */
/** @typedef {import("./drafting.js").PublishedDay} PublishedDay */

/**
 * @param {{day: PublishedDay, planned: any, shifts: Shift[], about: any, fixed: boolean, wrong: Set<number>, level: string, busy: boolean,
 *   onChange: (shifts: Shift[], gesture?: unknown) => void, onTry: () => void}} props `planned` where a plan was made
 */
export function DayBoard({ day, planned, shifts, about, fixed, wrong, level, busy, onChange, onTry }) {
  const opening = openingOf(/** @type {string} */ (day.hours));
  const halfHours = planned?.half_hours ?? halfHoursOf(opening);
  const covered = coverage(shifts, halfHours);
  const short = missing(covered, halfHours);
  const set = (/** @type {number} */ index, /** @type {Shift} */ shift, /** @type {unknown} */ gesture) => onChange(shifts.map((one, place) => (place === index ? shift : one)), gesture);
  const ids = about.managers.map((/** @type {any} */ one) => one.id);
  const instead = [
    { text: "roster-as-published", icon: "badge-check", shifts: day.version > 0 ? day.shifts : null },
    { text: "roster-present", icon: "users", shifts: planned && day.version === 0 ? planned.present.shifts : null },
    { text: "roster-proposed", icon: "check", shifts: planned?.proposed.shifts ?? null },
  ].filter((one) => one.shifts !== null);
  const told = shifts.length > 0 || planned; // an axis without a bar and a sum of nothing tell nobody anything
  return html`<div class="roster__board">
    <p class="roster__version">${version(day)}${!same(shifts, day.shifts) && html`<b><${Icon} name="pencil" />${t("roster-unsaved")}</b>`}</p>
    ${!fixed && html`<div class="roster__tools">
      ${instead.map((one) => html`<${Button} key=${one.text} icon=${one.icon} pressed=${same(shifts, one.shifts)} onClick=${() => onChange(one.shifts)}>${t(one.text)}<//>`)}
      <${Button} class="roster__try" icon="play" busy=${busy} disabled=${shifts.length === 0} onClick=${onTry}>${t("roster-try")}<//>
      <p class="roster__level" role="status">${level}</p>
    </div>`}
    <ul class="roster__shifts">${shifts.map(
      (shift, index) => html`<${ShiftRow} key=${index} shift=${shift} opening=${opening} managers=${about.managers} desks=${about.desks} fixed=${fixed} wrong=${wrong.has(index)}
        onMove=${(/** @type {Shift} */ next, /** @type {unknown} */ gesture) => set(index, next, gesture)} onRemove=${() => onChange(shifts.filter((_, place) => place !== index))} />`,
    )}</ul>
    ${shifts.length === 0 && html`<p class="roster__nobody">${t("roster-nobody")}</p>`}
    ${!fixed && ids.length > 0 && html`<div class="roster__add"><${Button} icon="plus" onClick=${() => onChange([...shifts, another(shifts, ids, opening)])}>${t("roster-add")}<//></div>`}
    ${told && html`<${Coverage} halfHours=${halfHours} covered=${covered} short=${short} />`}
    ${told && html`<p class="roster__sum">${t("roster-hours", { hours: number(hoursOf(shifts), { maximumFractionDigits: 1 }) })}${planned && html` ·
      ${short.length === 0 ? t("roster-enough") : html`<b><${Icon} name="triangle-alert" />${t("roster-missing", { times: stretches(short).join(", ") })}</b>`}`}</p>`}
  </div>`;
}

/** @param {PublishedDay} day */
function version(day) {
  if (day.version === 0 || day.published_at === null) return t("roster-not-published");
  const at = dateInWords(day.published_at, undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  return t("roster-version", { version: day.version, by: day.published_by ?? "", at });
}
