// What the phone shows in each state of the ticket.

import { Banner, Chip, Icon, Plate, Qr, ticketQr } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { dateInWords, t, timeOfDay } from "/assets/web/i18n.js";
import { waitText } from "/assets/web/waiting.js";
import { armed, ringing, silence, toggleAlarm } from "./alarm.js";
import { CheckIn, Leave, Resume, StepOut } from "./phone_actions.js";
import { Rating } from "./rating.js";

/**
 * @typedef {{id: string, number: string | null, office: string, state: string, topic: string | null, issued_at: string | null, people_ahead: number | null,
 *   expected_wait: import("/assets/web/waiting.js").ExpectedWait | null, desk: string | null, calls: number, announced_at: string | null, due_at: string | null,
 *   slot_at: string | null, postponed_by: string | null, restore_until_at: string | null, rated: boolean, target_s: number | null, desks?: number | null, check_in_code: string | null}} TicketRow
 * @typedef {{ticket: TicketRow, office: import("./situation.js").OfficeRow | null, heardAt: number, live: boolean, onAnswer: (answer: any) => void}} StateProps
 */

/** @param {StateProps} props */
export function TicketState(props) {
  const { ticket, office } = props;
  const zone = office?.timezone;
  switch (ticket.state) {
    case "booked":
      return html`<${Hero} title=${t("phone-booked")} large=${ticket.slot_at ? t("phone-booked-at", { date: dateInWords(ticket.slot_at, zone), time: timeOfDay(ticket.slot_at, zone) }) : ""}>${t("phone-check-in-do")}<//>
        ${ticket.check_in_code && html`<section class="booking"><${Qr} src=${ticketQr(ticket.id)} label=${t("phone-booked-qr")} />
          <p>${t("phone-booked-code")}</p><p class="booking__code">${ticket.check_in_code}</p></section>`}
        <div class="do"><${CheckIn} ...${props} /><${Leave} ...${props} /></div>`;
    case "waiting":
      return html`<${Waiting} ...${props} />`;
    case "called":
      return html`<${Called} ...${props} />`;
    case "serving":
      return html`<${Number} ticket=${ticket} /><${Hero} title=${t("phone-serving")}><${Plate} desk=${ticket.desk} size="xl" labelled /><//>`;
    case "postponed":
      return html`<${Postponed} ...${props} />`;
    case "no_show":
      return html`<${Number} ticket=${ticket} muted /><${Hero} title=${t("phone-no-show")}>
        ${ticket.restore_until_at ? t("phone-no-show-until", { time: timeOfDay(ticket.restore_until_at, zone) }) : t("phone-no-show-over")}
      <//>`;
    case "completed":
      return html`<${Number} ticket=${ticket} muted /><${Hero} title=${t("phone-completed")} /><${Rating} ...${props} />`;
    default:
      return html`<${Number} ticket=${ticket} muted /><${Hero} title=${t(`phone-${ticket.state}`)}>${t(ticket.state === "unserved" ? "phone-unserved-do" : "phone-over-do")}<//>`;
  }
}

/** @param {StateProps} props */
function Waiting(props) {
  const { ticket, office, heardAt } = props;
  const ahead = ticket.people_ahead;
  const unserved = ticket.desks === 0;
  return html`<${Number} ticket=${ticket} />
    <section class="hero" aria-live="polite">
      <h1 class="hero__title">${ahead === 0 ? t("phone-next") : t("phone-how-long")}</h1>
      <p class="hero__large">${unserved ? t("phone-no-desk") : waitText(ticket.expected_wait)}</p>
      ${unserved && html`<p class="hero__words">${t("phone-no-desk-do")}</p>`}
      <dl class="pairs">
        ${ahead !== null && html`<div><dt><${Icon} name="users" />${t("ahead-label")}</dt><dd>${ahead === 0 ? t("ahead-none") : t("people", { count: ahead })}</dd></div>`}
        ${ticket.issued_at && html`<div><dt><${Icon} name="ticket" />${t("phone-taken", { time: timeOfDay(ticket.issued_at, office?.timezone) })}</dt><dd>${ticket.target_s ? t("phone-standard", { minutes: Math.round(ticket.target_s / 60) }) : ""}</dd></div>`}
      </dl>
      <p class="updated">${heardAt > 0 ? t("phone-updated", { time: timeOfDay(heardAt, office?.timezone) }) : ""}</p>
    </section>
    <div class="do">
      <${AlarmSwitch} />
      <${StepOut} ...${props} />
      <${Leave} ...${props} />
    </div>`;
}

function AlarmSwitch() {
  return html`<button type="button" class="alarm" role="switch" aria-checked=${armed.value ? "true" : "false"} onClick=${toggleAlarm}>
    <${Icon} name=${armed.value ? "bell-ring" : "bell"} />
    <span class="alarm__words"><strong>${t(armed.value ? "phone-alarm-off" : "phone-alarm-on")}</strong><span>${t("phone-alarm-do")}</span></span>
    <span class="alarm__knob" aria-hidden="true"></span>
  </button>`;
}

/** @param {StateProps} props */
function Called({ ticket, office }) {
  return html`<section class="called" role="alert">
    <h1>${t("phone-called")}</h1>
    <p class="called__number"><${Chip} number=${ticket.number} /></p>
    <p class="called__go">${t("phone-called-go")}<${Icon} name="arrow-down" /></p>
    <p class="called__desk"><${Plate} desk=${ticket.desk} /></p>
    ${ticket.announced_at && html`<p>${t("phone-called-since", { time: timeOfDay(ticket.announced_at, office?.timezone) })}</p>`}
    ${ringing.value && html`<button type="button" class="button button--secondary button--l" onClick=${() => silence()}><${Icon} name="bell-off" />${t("phone-silent")}</button>`}
  </section>`;
}

/** @param {StateProps} props */
function Postponed(props) {
  const { ticket, office } = props;
  if (ticket.postponed_by === "office") {
    return html`<${Number} ticket=${ticket} /><${Hero} title=${t("phone-postponed-office")}>${t("phone-postponed-office-do")}<//>`;
  }
  const until = ticket.due_at ? t("phone-postponed-until", { time: timeOfDay(ticket.due_at, office?.timezone) }) : t("phone-postponed-open");
  return html`<${Number} ticket=${ticket} /><${Hero} title=${t("phone-postponed")}>${until}<//>
    <div class="do"><${Resume} ...${props} /><${Leave} ...${props} /></div>`;
}

/** @param {{ticket: TicketRow, muted?: boolean}} props */
function Number({ ticket, muted = false }) {
  return html`<p class="number"><${Chip} number=${ticket.number} muted=${muted} /></p>`;
}

/** @param {{title: string, large?: string, children?: import("/assets/web/vendor/preact.js").ComponentChildren}} props */
function Hero({ title, large, children }) {
  return html`<section class="hero"><h1>${title}</h1>${large && html`<p class="hero__large">${large}</p>`}${children && html`<div class="hero__words">${children}</div>`}</section>`;
}

/**
 * Cut off: the last known state stays, with its time.
 * @param {{view: import("/assets/web/live_view.js").LiveView, heardAt: number, timezone?: string}} props
 */
export function Connection({ view, heardAt, timezone }) {
  if (view.standing.value !== "stale") return null;
  return html`<${Banner} tone="cut" icon="wifi-off" urgent title=${t("connection-lost")}>${heardAt > 0 ? t("connection-as-of", { time: timeOfDay(heardAt, timezone) }) : ""} ${t("connection-returns")}<//>`;
}
