// A manager's own shift of today and the next break, by the published schedule; nothing where there is none.

import { everySecond } from "/assets/web/clock.js";
import { Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { t, timeOfDay } from "/assets/web/i18n.js";
import { expectedOf } from "/assets/web/staff/expected.js";
import { useToday } from "/assets/web/staff/schedule.js";

/** @typedef {import("/assets/web/staff/expected.js").Expected} Expected */

/** A break is told as coming so long before. */
const SOON_MS = 10 * 60_000;

/** @param {{office: string, manager: string, desk: string, zone: string | undefined}} props `desk`: where they sit */
export function OwnShift({ office, manager, desk, zone }) {
  const { shifts } = useToday(office);
  const mine = shifts.filter((shift) => shift.manager === manager).map((shift) => expectedOf(shift, everySecond.value));
  const one = mine.find((shift) => shift.state !== "over");
  if (!one) return null;
  const { shift } = one;
  const elsewhere = shift.desk !== null && shift.desk !== desk;
  return html`<section aria-labelledby="own-shift-title">
    <h2 class="small-title" id="own-shift-title">${t("shift-title")}</h2>
    <p class="own-shift"><b class="numbers">${timeOfDay(one.beginsAt, zone)}–${timeOfDay(one.endsAt, zone)}</b>${elsewhere && html` <span>${t("shift-at-desk", { desk: shift.desk ?? "" })}</span>`}</p>
    ${(one.rest || one.next) && html`<p class="own-shift" data-soon=${soon(one) ? "true" : undefined}><${Icon} name="coffee" />${words(one, zone)}</p>`}
  </section>`;
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
