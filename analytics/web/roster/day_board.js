// One day: shifts as bars by people or by desks, and under them what is open against what is needed, over all and by topic.

import { Button, Icon } from "/assets/web/components.js";
import { html, useEffect, useRef, useState } from "/assets/web/html.js";
import { dateInWords, inLine, number, t } from "/assets/web/i18n.js";
import { loginOf } from "/assets/web/staff/session.js";
import { handed, rowsOf } from "./arranging.js";
import { Coverage } from "./coverage.js";
import { same } from "./drafting.js";
import { FreeRow } from "./free_row.js";
import { isOff } from "./people.js";
import { ShiftRow } from "./shift_row.js";
import { another, coverage, halfHoursOf, hoursOf, missing, openingOf, stretches } from "./spanning.js";
import { TopicCoverage } from "./topic_coverage.js";

/** @typedef {import("./spanning.js").Shift} Shift */
/** @typedef {import("./drafting.js").PublishedDay} PublishedDay */
/** @typedef {import("./arranging.js").Order} Order */
/** @typedef {{found: any, said: string}} Needed the day's need, or why there is none to see */

/** @type {Order[]} */
const ORDERS = ["people", "desks"];

/**
 * @param {{day: PublishedDay, timezone: string, planned: any, needed: Needed, staff: import("./people.js").Person[], shifts: Shift[], about: any, fixed: boolean, wrong: Set<number>,
 *   level: string, busy: boolean, order: Order, onOrder: (order: Order) => void, onChange: (shifts: Shift[], gesture?: unknown) => void, onTry: () => void}} props
 *   `planned` where a plan was made
 */
export function DayBoard({ day, timezone, planned, needed, staff, shifts, about, fixed, wrong, level, busy, order, onOrder, onChange, onTry }) {
  const [over, setOver] = useState(/** @type {string | null} */ (null));
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const follow = useRef(/** @type {number | null} */ (null));
  useEffect(() => {
    if (follow.current === null) return;
    /** @type {HTMLElement | null | undefined} */ (list.current?.querySelector(`[data-place="${follow.current}"] .roster__bar`))?.focus();
    follow.current = null;
  });
  const opening = openingOf(/** @type {string} */ (day.hours));
  const rows = planned?.half_hours ?? (needed.found?.half_hours.length ? needed.found.half_hours : null);
  const need = rows && needed.found ? { ...needed.found, half_hours: rows } : null;
  const halfHours = rows ?? halfHoursOf(opening);
  const covered = coverage(shifts, halfHours);
  const short = missing(covered, halfHours);
  const people = new Map(staff.map((one) => [one.manager, one]));
  const names = new Map(about.managers.map((/** @type {any} */ one) => [one.id, one.name]));
  const set = (/** @type {number} */ index, /** @type {Shift} */ shift, /** @type {unknown} */ gesture) => onChange(shifts.map((one, place) => (place === index ? shift : one)), gesture);
  const ids = about.managers.map((/** @type {any} */ one) => one.id);
  const instead = [
    { text: "roster-as-published", icon: "badge-check", shifts: day.version > 0 ? day.shifts : null },
    { text: "roster-present", icon: "users", shifts: planned && day.version === 0 ? planned.present.shifts : null },
    { text: "roster-proposed", icon: "check", shifts: planned?.proposed.shifts ?? null },
  ].filter((one) => one.shifts !== null);
  const arranged = rowsOf(shifts, order, about).filter((row) => row.place !== null || !fixed);
  const nameOf = (/** @type {import("./arranging.js").Row} */ row) => `${row.place ?? ""}|${row.key}`;
  const drop = (/** @type {number} */ place, /** @type {string} */ row, /** @type {unknown} */ gesture) => onChange(handed(shifts, place, order, row.slice(row.indexOf("|") + 1)), gesture);
  const step = (/** @type {number} */ place, /** @type {number} */ by) => {
    const at = arranged.findIndex((row) => row.place === place);
    const target = (by > 0 ? arranged.slice(at + 1) : arranged.slice(0, at).reverse()).find((row) => row.key !== arranged[at].key);
    if (!target) return;
    follow.current = place;
    onChange(handed(shifts, place, order, target.key));
  };
  const add = (/** @type {string} */ key) => {
    const one = another(shifts, ids, opening);
    onChange([...shifts, order === "people" ? { ...one, manager: key } : { ...one, desk: key || null }]);
  };
  const free = (/** @type {import("./arranging.js").Row} */ row) => html`<${FreeRow} key=${nameOf(row)} row=${nameOf(row)} over=${over === nameOf(row)} opening=${opening}
    name=${order === "people" ? names.get(row.key) : row.key ? t("desk-number", { desk: row.key }) : t("roster-any-desk-row")} person=${order === "people" ? people.get(row.key) : null}
    off=${order === "people" && people.has(row.key) && isOff(/** @type {any} */ (people.get(row.key)), day.day)} onAdd=${ids.length > 0 ? () => add(row.key) : null} />`;
  const taken = (/** @type {import("./arranging.js").Row} */ row, /** @type {number} */ place) => html`<${ShiftRow} key=${place} place=${place} row=${nameOf(row)} over=${over === nameOf(row)} day=${day.day}
    shift=${shifts[place]} person=${people.get(shifts[place].manager) ?? null} opening=${opening} managers=${about.managers} desks=${about.desks} fixed=${fixed} wrong=${wrong.has(place)}
    onMove=${(/** @type {Shift} */ next, /** @type {unknown} */ gesture) => set(place, next, gesture)} onRemove=${() => onChange(shifts.filter((_, at) => at !== place))}
    onOver=${setOver} onDrop=${(/** @type {string} */ target, /** @type {unknown} */ gesture) => drop(place, target, gesture)} onStep=${(/** @type {number} */ by) => step(place, by)} />`;
  const nothing = shifts.length === 0 && day.version === 0; // said once, with what to do
  return html`<div class="roster__board">
    ${!nothing && html`<p class="roster__version">${version(day, timezone)}${!same(shifts, day.shifts) && html`<b><${Icon} name="pencil" />${t("roster-unsaved")}</b>`}</p>`}
    ${!fixed && html`<div class="roster__tools">
      ${instead.map((one) => html`<${Button} key=${one.text} icon=${one.icon} pressed=${same(shifts, one.shifts)} onClick=${() => onChange(one.shifts)}>${t(one.text)}<//>`)}
      <${Button} class="roster__try" icon="play" busy=${busy} disabled=${shifts.length === 0} onClick=${onTry}>${t("roster-try")}<//>
      <p class="roster__level" role="status">${level}</p>
      <div class="roster__order" role="group" aria-label=${t("roster-order")}>${ORDERS.map((one) => html`<button key=${one} type="button" class="languages__one" aria-pressed=${one === order ? "true" : "false"} onClick=${() => onOrder(one)}>${t(`roster-order-${one}`)}</button>`)}</div>
    </div>`}
    ${shifts.length === 0 && html`<p class="roster__nobody">${t(!nothing ? "roster-nobody" : fixed ? "roster-not-published" : "roster-nothing")}</p>`}
    <ul class="roster__shifts" ref=${list}>${arranged.map((row) => (row.place === null ? free(row) : taken(row, row.place)))}</ul>
    ${!fixed && ids.length > 0 && html`<div class="roster__add"><${Button} icon="plus" onClick=${() => onChange([...shifts, another(shifts, ids, opening)])}>${t("roster-add")}<//>
      <small class="quiet">${t("roster-drag-hint")}</small></div>`}
    <${Coverage} halfHours=${halfHours} covered=${covered} short=${short} unknown=${needed.said} />
    <p class="roster__sum">${t("roster-hours", { hours: number(hoursOf(shifts), { maximumFractionDigits: 1 }) })} ·${" "}
      ${rows === null ? needed.said : short.length === 0 ? t("roster-enough") : html`<b><${Icon} name="triangle-alert" />${t("roster-missing", { times: inLine(stretches(short)) })}</b>`}</p>
    ${need && html`<p class="roster__basis quiet">${t(needed.found.from_history ? "roster-need-forecast" : "roster-need-guess", { visits: number(planned?.visits ?? needed.found.visits, { maximumFractionDigits: 0 }) })}</p>
    <${TopicCoverage} shifts=${shifts} need=${need} />`}
  </div>`;
}

/** @param {PublishedDay} day @param {string} timezone */
function version(day, timezone) {
  if (day.version === 0 || day.published_at === null) return t("roster-not-published");
  const at = dateInWords(day.published_at, timezone, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const subject = day.published_by ?? "";
  return t("roster-version", { version: day.version, by: loginOf({ subject }) || subject, at });
}
