// The desks of an office: who sits there, what they do and for how long, which of them are idle while people wait; and by the
// published schedule who should be there and is not, until when a break lasts, who comes next.

import { everySecond, secondsSince, stopwatch } from "/assets/web/clock.js";
import { Button, Chip, Icon, Plate } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { inLine, named, t, timeOfDay } from "/assets/web/i18n.js";
import { expectedDesks, expectedOf, lateShifts } from "/assets/web/staff/expected.js";
import { useToday } from "/assets/web/staff/schedule.js";
import { isDue } from "./steps_panel.js";

/** @typedef {import("./office_screen.js").Hall} Hall */
/** @typedef {import("/assets/web/staff/expected.js").Expected} Expected */

/** Who comes next is told so long before. */
const SOON_MS = 60 * 60_000;

/** @param {{hall: Hall, schedule: any, steps: any[]}} props `schedule`: the overview's row; `steps`: what was agreed on here */
export function DesksPanel({ hall, schedule, steps }) {
  const { shifts, names } = useToday(hall.id, schedule?.version);
  const now = everySecond.value;
  const open = hall.desks.filter((desk) => desk.manager);
  const there = new Set(open.map((desk) => desk.manager.id));
  const late = hall.office.open ? lateShifts(shifts, there, now) : [];
  const soon = shifts.map((shift) => expectedOf(shift, now)).filter((one) => one.state === "before" && one.beginsAt - now < SOON_MS && !there.has(one.shift.manager));
  const expected = expectedDesks(schedule, now);
  const closed = hall.desks.length - open.length;
  open.sort((one, other) => Number(other.idle_since_at !== null) - Number(one.idle_since_at !== null));
  return html`<section class="panel" aria-labelledby="desks-title">
    <h2 id="desks-title">${t("cockpit-desks")} <span class="count">${expected === null ? t("cockpit-desks-open", { open: open.length, all: hall.desks.length }) : t("cockpit-desks-expected", { open: open.length, expected })}</span></h2>
    <ul class="desks">
      ${late.map((one) => html`<${Late} key=${one.shift.manager} name=${names.get(one.shift.manager)} zone=${hall.office.timezone} one=${one} />`)}
      ${open.map((desk) => html`<${Desk} key=${desk.number} hall=${hall} desk=${desk} expected=${ofManager(shifts, desk.manager.id, now)} step=${steps.find((row) => row.move.desk === desk.number && row.move.kind !== "call_neighbour" && !isDue(row, now))} />`)}
    </ul>
    ${soon.length > 0 && html`<p class="quiet">${soon.map((one) => t("cockpit-comes", { name: names.get(one.shift.manager) ?? one.shift.manager, time: timeOfDay(one.beginsAt, hall.office.timezone), desk: one.shift.desk ?? "", named: one.shift.desk ? "yes" : "no" })).join(" · ")}</p>`}
    ${open.length === 0 ? html`<p class="quiet">${t("cockpit-no-desk-open")}</p>` : closed > 0 && html`<p class="quiet">${t("cockpit-desks-closed", { count: closed })}</p>`}
  </section>`;
}

/** Somebody who should be at a desk. @param {{name: string | undefined, zone: string, one: Expected}} props */
function Late({ name, zone, one }) {
  const { shift } = one;
  return html`<li class="desk-line" data-idle="true">
    <${Plate} desk=${shift.desk} size="s" />
    <div class="desk-line__who"><b>${name ?? shift.manager}</b>
      <span class="desk-line__doing"><${Icon} name="user-minus" />${t("cockpit-not-there", { time: timeOfDay(one.beginsAt, zone), desk: shift.desk ?? "", named: shift.desk ? "yes" : "no" })}</span>
      <small class="quiet">${t("cockpit-until", { time: timeOfDay(one.endsAt, zone) })}</small></div>
  </li>`;
}

/** @param {{hall: Hall, desk: any, expected: Expected | null, step: any}} props */
function Desk({ hall, desk, expected, step }) {
  const idle = desk.idle_since_at !== null;
  const since = desk.idle_since_at ?? desk.break_since_at ?? desk.since_at;
  const topics = desk.topics.length === desk.skills.length ? t("cockpit-all-topics") : inLine(desk.topics.map((/** @type {string} */ topic) => named(hall.topics.get(topic)?.name))) || t("cockpit-no-topics");
  const until = desk.break_since_at && expected?.rest ? expected.rest.to : null;
  return html`<li class="desk-line" data-idle=${idle ? "true" : undefined}>
    <${Plate} desk=${desk.number} size="s" />
    <div class="desk-line__who"><b>${desk.manager.name}</b>
      <span class="desk-line__doing">${idle && html`<${Icon} name="user-x" />`}${t(idle ? "cockpit-doing-idle" : `cockpit-doing-${desk.presence}`)} ${since && html`<span class="numbers"><${Since} at=${since} /></span>`}${until && html` <span>${t("cockpit-break-until", { time: timeOfDay(until, hall.office.timezone) })}</span>`}</span>
      <small class="quiet">${[topics, ...(expected ? ahead(expected, hall.office.timezone) : []), agreed(step, expected, hall.office.timezone)].filter(Boolean).join(" · ")}</small></div>
    ${desk.number_called && html`<${Chip} number=${desk.number_called} size="s" />`}
    <${Button} kind="quiet" icon="list-checks" disabled=${!hall.fresh} label=${`${t("cockpit-topics-of")}: ${desk.manager.name}`} onClick=${() => hall.chooseTopics(desk)}>${t("cockpit-topics-of")}<//>
  </li>`;
}

/** What the schedule still has for somebody who is there. @param {Expected} one @param {string} zone */
function ahead(one, zone) {
  const rest = one.next && t("cockpit-next-break", { from: timeOfDay(one.next.from, zone), to: timeOfDay(one.next.to, zone) });
  return [rest, t("cockpit-until", { time: timeOfDay(one.endsAt, zone) })].filter(Boolean);
}

/** What was agreed on for this desk, where the schedule does not say it already. @param {any} step @param {Expected | null} expected @param {string} zone */
function agreed(step, expected, zone) {
  if (!step || (step.move.kind === "move_break" && expected?.next?.from === Date.parse(step.due_at))) return null;
  return t(`cockpit-agreed-${step.move.kind}`, { time: timeOfDay(step.due_at, zone) });
}

/** The shift that is on, or was to end last. @param {import("/assets/web/staff/expected.js").ScheduledShift[]} shifts @param {string} manager @param {number} now */
function ofManager(shifts, manager, now) {
  const mine = shifts.filter((shift) => shift.manager === manager).map((shift) => expectedOf(shift, now));
  return mine.find((one) => one.state === "there" || one.state === "break") ?? null;
}

/** @param {{at: string}} props */
function Since({ at }) {
  return html`${stopwatch(secondsSince(at, everySecond.value))}`;
}
