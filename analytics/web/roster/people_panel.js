// The week by people: hours and days against what they may work, wishes kept, cost against the plan; and where all that is entered.

import { Button, Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { dateInWords, inLine, number, t } from "/assets/web/i18n.js";
import { costOf, daysOf, tallyOf, turned, withPart } from "./people.js";

/** @typedef {import("./people.js").Person} Person */
/** @typedef {import("./people.js").Days} Days */
/** @typedef {{version: number, break_minutes: number, staff: Person[]}} People */

const LENGTHS = [4, 5, 6, 7, 8, 9, 10, 12];
const A_SUNDAY = Date.UTC(2026, 2, 1, 12);
const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/**
 * @param {{people: People, names: Map<string, string>, days: Days, plan: any, changed: boolean, busy: boolean,
 *   onChange: (people: People) => void, onSave: () => void, onReset: () => void}} props
 */
export function PeoplePanel({ people, names, days, plan, changed, busy, onChange, onSave, onReset }) {
  const cost = costOf(people.staff, days);
  const planned = plan ? costOf(people.staff, daysOf(plan, "proposed")) : null;
  const hours = people.staff.reduce((sum, one) => sum + tallyOf(one, days).hours, 0);
  return html`<section class="roster__people" aria-labelledby="roster-people">
    <h2 id="roster-people">${t("roster-people")}</h2>
    <p class="roster__cost" role="status">${t("roster-hours", { hours: figure(hours) })} · ${t("roster-cost", { cost: figure(cost) })}${planned !== null &&
    ` · ${t("roster-cost-plan", { cost: figure(planned), more: number(cost - planned, { maximumFractionDigits: 1, signDisplay: "exceptZero" }) })}`}</p>
    <ul class="roster__persons">${people.staff.map((one) => html`<${PersonCard} key=${one.manager} one=${one} name=${names.get(one.manager) ?? one.manager} days=${days}
      onSet=${(/** @type {Partial<Person>} */ part) => onChange({ ...people, staff: withPart(people.staff, one.manager, part) })} />`)}</ul>
    <div class="roster__actions">
      <label class="roster__inline"><span>${t("roster-break-minutes")}</span>
        <input class="input" type="number" min="0" max="120" step="15" value=${people.break_minutes} onInput=${(/** @type {any} */ event) => onChange({ ...people, break_minutes: Math.min(120, Math.max(0, Math.round(Number(event.target.value)))) })} /></label>
      ${changed && html`<${Button} kind="primary" icon="save" class="roster__save" busy=${busy} onClick=${onSave}>${t("roster-people-save")}<//>
      <${Button} kind="quiet" icon="rotate-ccw" onClick=${onReset}>${t("roster-people-reset")}<//>`}
    </div>
  </section>`;
}

/** @param {{one: Person, name: string, days: Days, onSet: (part: Partial<Person>) => void}} props */
function PersonCard({ one, name, days, onSet }) {
  const tally = tallyOf(one, days);
  const count = (/** @type {"hours_week" | "cost"} */ key) => (/** @type {any} */ event) => Number(event.target.value) > 0 && onSet({ [key]: Number(event.target.value) });
  return html`<li class="roster__person" data-manager=${one.manager} data-over=${tally.over || tally.against.length > 0 ? "true" : undefined}>
    <div class="roster__person-head"><b>${name}</b>
      <span class="roster__tally">${tally.over && html`<${Icon} name="triangle-alert" />`}${t("roster-hours-of", { hours: figure(tally.hours), most: figure(one.hours_week) })} · ${t("roster-days-of", { days: tally.days, most: one.days_week })}</span>
      <span class="roster__meter" aria-hidden="true"><span style=${{ width: `${Math.min(100, (tally.hours / one.hours_week) * 100)}%` }}></span></span>
      <small>${t("roster-cost", { cost: figure(tally.cost) })}${tally.wished > 0 && html` · ${t("roster-wishes-kept", { kept: tally.kept, wished: tally.wished })}`}</small>
      ${tally.against.length > 0 && html`<small class="roster__against"><${Icon} name="triangle-alert" />${t("roster-against", { days: inLine(tally.against.map((day) => dateInWords(`${day}T12:00:00`, undefined, { weekday: "short", day: "numeric" }))) })}</small>`}
    </div>
    <details class="roster__may"><summary><${Icon} name="sliders-horizontal" />${t("roster-may")}</summary>
      <div class="roster__fields">
        <${Field} label=${t("roster-hours-week")} type="number" min="1" max="80" step="0.5" value=${one.hours_week} onInput=${count("hours_week")} />
        <${Field} label=${t("roster-days-week")} type="number" min="1" max="7" step="1" value=${one.days_week}
          onInput=${(/** @type {any} */ event) => Number(event.target.value) >= 1 && onSet({ days_week: Math.min(7, Math.round(Number(event.target.value))) })} />
        <${Field} label=${t("roster-cost-hour")} type="number" min="0.1" max="1000" step="0.1" value=${one.cost} onInput=${count("cost")} />
      </div>
      <${Span} label=${t("roster-wishes-hours")} span=${one.wishes?.split("-") ?? []}
        onSet=${(/** @type {string} */ from, /** @type {string} */ to) => onSet({ wishes: from || to ? `${from || "00:00"}-${to || "24:00"}` : null })} />
      <${Span} label=${t("roster-only-hours")} span=${[one.not_before, one.not_after]}
        onSet=${(/** @type {string} */ from, /** @type {string} */ to) => onSet({ not_before: from || null, not_after: to || null })} />
      <${Toggles} label=${t("roster-off-weekly")} chosen=${one.off} all=${WEEK.map((id, place) => ({ id, text: weekdayWords(place + 1) }))} onTurn=${(/** @type {string} */ id) => onSet({ off: turned(one.off, id) })} />
      <${Toggles} label=${t("roster-off-dates")} chosen=${one.off} all=${Object.keys(days).map((id) => ({ id, text: dateInWords(`${id}T12:00:00`, undefined, { day: "numeric", month: "short" }) }))} onTurn=${(/** @type {string} */ id) => onSet({ off: turned(one.off, id) })} />
      <${Toggles} label=${t("roster-lengths")} chosen=${one.lengths_h.map(String)} all=${[...new Set([...LENGTHS, ...one.lengths_h])].sort((a, b) => a - b).map((id) => ({ id: String(id), text: number(id) }))}
        onTurn=${(/** @type {string} */ id) => onSet({ lengths_h: lengths(one.lengths_h, Number(id)) })} />
    </details>
  </li>`;
}

/** @param {any} props */
function Field({ label, ...input }) {
  return html`<label class="field"><span class="field__label">${label}</span><input class="input" ...${input} /></label>`;
}

/** @param {{label: string, span: (string | null | undefined)[], onSet: (from: string, to: string) => void}} props */
function Span({ label, span, onSet }) {
  const [from, to] = [span[0] ?? "", span[1] ?? ""];
  const shown = (/** @type {string} */ at) => (at === "24:00" ? "23:59" : at);
  return html`<fieldset class="roster__span"><legend class="field__label">${label}</legend>
    <input class="input" type="time" step="900" aria-label=${`${label}: ${t("what-if-begins")}`} value=${shown(from)} onChange=${(/** @type {any} */ event) => onSet(event.target.value, to)} />
    <span aria-hidden="true">–</span>
    <input class="input" type="time" step="900" aria-label=${`${label}: ${t("what-if-ends")}`} value=${shown(to)} onChange=${(/** @type {any} */ event) => onSet(from, event.target.value)} />
  </fieldset>`;
}

/** @param {{label: string, chosen: string[], all: {id: string, text: string}[], onTurn: (id: string) => void}} props */
function Toggles({ label, chosen, all, onTurn }) {
  return html`<div class="roster__toggles" role="group" aria-label=${label}><span class="field__label">${label}</span>
    ${all.map(({ id, text }) => html`<button key=${id} type="button" class="languages__one" data-name=${id} aria-pressed=${chosen.includes(id) ? "true" : "false"} onClick=${() => onTurn(id)}>${text}</button>`)}</div>`;
}

/** The last length stays: somebody must be able to work at all. @param {number[]} now @param {number} one */
function lengths(now, one) {
  const next = now.includes(one) ? now.filter((other) => other !== one) : [...now, one].sort((a, b) => a - b);
  return next.length > 0 && next.length <= 8 ? next : now;
}

/** @param {number} place 1 is Monday */
function weekdayWords(place) {
  return dateInWords(new Date(A_SUNDAY + place * 24 * 3_600_000).toISOString(), undefined, { weekday: "short" });
}

/** @param {number} value */
function figure(value) {
  return number(value, { maximumFractionDigits: 1 });
}
