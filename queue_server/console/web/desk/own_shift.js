// A manager's own shift of today and the next break by the published schedule, and what was agreed on with them for a time;
// nothing where there is neither.

import { everySecond } from "/assets/web/clock.js";
import { Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { t, timeOfDay } from "/assets/web/i18n.js";
import { expectedOf } from "/assets/web/staff/expected.js";
import { useToday } from "/assets/web/staff/schedule.js";
import { useSteps } from "/assets/web/staff/steps.js";

/** @typedef {import("/assets/web/staff/expected.js").Expected} Expected */
/** @typedef {import("/assets/web/staff/steps.js").Step} Step */

/** A break is told as coming so long before. */
const SOON_MS = 10 * 60_000;

/** @param {{office: string, manager: string, desk: string, doing: string, zone: string | undefined}} props `desk`: where they sit; `doing`: changes with what they do there */
export function OwnShift({ office, manager, desk, doing, zone }) {
  const steps = useSteps(office, doing).filter((step) => step.move.manager === manager && step.move.desk === desk);
  const { shifts } = useToday(office, steps.map((step) => step.id).join());
  const now = everySecond.value;
  const mine = shifts.filter((shift) => shift.manager === manager).map((shift) => expectedOf(shift, now));
  const one = mine.find((shift) => shift.state !== "over");
  const agreed = steps.filter((step) => !(step.move.kind === "move_break" && one?.next?.from === Date.parse(step.due_at)));
  if (!one && agreed.length === 0) return null;
  const elsewhere = one && one.shift.desk !== null && one.shift.desk !== desk;
  return html`<section aria-labelledby="own-shift-title">
    <h2 class="small-title" id="own-shift-title">${t("shift-title")}</h2>
    ${one && html`<p class="own-shift"><b class="numbers">${timeOfDay(one.beginsAt, zone)}–${timeOfDay(one.endsAt, zone)}</b>${elsewhere && html` <span>${t("shift-at-desk", { desk: one.shift.desk ?? "" })}</span>`}</p>`}
    ${one && (one.rest || one.next) && html`<p class="own-shift" data-soon=${soon(one) ? "true" : undefined}><${Icon} name="coffee" />${words(one, zone)}</p>`}
    ${agreed.map((step) => html`<${Agreed} key=${step.id} step=${step} zone=${zone} />`)}
  </section>`;
}

/** @param {{step: Step, zone: string | undefined}} props */
function Agreed({ step, zone }) {
  const over = Date.parse(step.due_at) <= everySecond.value;
  const rests = step.move.kind === "move_break";
  const text = t(`shift-agreed-${rests ? "break" : "open"}${over ? "-due" : ""}`, { time: timeOfDay(step.due_at, zone) });
  return html`<p class="own-shift" data-agreed data-soon=${over ? "true" : undefined} data-due=${over ? "true" : undefined} role=${over ? "status" : undefined}><${Icon} name=${rests ? "coffee" : "clock"} />${text}</p>`;
}

/** @param {Expected} one @param {string | undefined} zone */
function words(one, zone) {
  if (one.rest) return t("shift-break-until", { time: timeOfDay(one.rest.to, zone) });
  const next = /** @type {import("/assets/web/staff/expected.js").Rest} */ (one.next);
  return t("shift-next-break", { from: timeOfDay(next.from, zone), to: timeOfDay(next.to, zone) });
}

/** @param {Expected} one */
function soon(one) {
  return one.rest !== null || (one.next !== null && one.next.from - everySecond.value < SOON_MS);
}
