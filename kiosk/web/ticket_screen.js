// The ticket in the visitor's hand: the number as large as the screen allows, and how to follow it on a phone.

import { Button, Chip, Icon, Qr, ticketQr, typedAt } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { waitText } from "/assets/web/waiting.js";

/** @param {{ticket: import("./taking.js").Issued, printed: boolean, offline: boolean, onDone: () => void}} props */
export function TicketScreen({ ticket, printed, offline, onDone }) {
  const ahead = ticket.people_ahead;
  return html`<section class="got" role="status">
    <div class="got__ticket">
      <h1>${t(ticket.state === "offline" ? "kiosk-your-code" : "kiosk-your-ticket")}</h1>
      <p class="got__number"><${Chip} number=${ticket.number} /></p>
      <dl class="facts facts--centred">
        ${ahead !== null && html`<div><dt><${Icon} name="users" />${t("ahead-label")}</dt><dd>${ahead === 0 ? t("ahead-none") : t("people", { count: ahead })}</dd></div>`}
        ${ticket.expected_wait && html`<div><dt><${Icon} name="clock" />${t("wait-label")}</dt><dd>${waitText(ticket.expected_wait)}</dd></div>`}
      </dl>
    </div>
    <div class="got__after"><div class="got__next">
      ${!offline && html`<${Qr} class="got__qr" src=${ticketQr(ticket.id)} label=${t("kiosk-qr")} />`}
      <ol class="got__todo">
        ${printed && html`<li><${Icon} name="printer" /><span>${t("kiosk-take-slip")}</span></li>`}
        ${ticket.state === "offline" && html`<li><${Icon} name="wifi-off" /><span>${t("kiosk-offline-ticket")}</span></li>`}
        ${!offline && html`<li><${Icon} name="smartphone" /><span>${t("kiosk-follow")}</span></li>`}
        ${!offline && !printed && ticket.short_code && html`<li><${Icon} name="keyboard" /><span>${t("kiosk-follow-by-hand", { address: typedAt(ticket), code: ticket.short_code })}</span></li>`}
        ${ticket.state !== "offline" && html`<li><${Icon} name="tv" /><span>${t("kiosk-watch-board")}</span></li>`}
      </ol>
    </div>
    <${Button} kind="primary" size="xl" wide id="done" class="got__done" icon="check" onClick=${onDone}>${t("kiosk-done")}<//></div>
  </section>`;
}
