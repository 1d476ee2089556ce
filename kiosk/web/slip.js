// The paper ticket: 80 or 58 mm wide, black on white, nothing personal on it. Drawn by slip.css, seen only in print.

import { Chip, ticketQr, typedAt } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { dateInWords, named, t } from "/assets/web/i18n.js";
import { waitText } from "/assets/web/waiting.js";

/**
 * @typedef {{ticket: import("./taking.js").Issued, office: import("./situation.js").OfficeRow, topic: import("./tree.js").Topic | undefined, paper: 80 | 58}} SlipProps
 */

/** @param {SlipProps} props */
export function Slip({ ticket, office, topic, paper }) {
  const ahead = ticket.people_ahead;
  return html`<article class=${`slip slip--${paper}`}>
    <p class="slip__office">${named(office.name)}</p>
    <p class="slip__number"><${Chip} number=${ticket.number} /></p>
    <p class="slip__topic">${named(topic?.name)}</p>
    <dl class="slip__facts">
      ${ahead !== null && html`<div><dt>${t("ahead-label")}</dt><dd>${t("people", { count: ahead })}</dd></div>`}
      ${ticket.expected_wait && html`<div><dt>${t("wait-label")}</dt><dd>${waitText(ticket.expected_wait)}</dd></div>`}
    </dl>
    ${ticket.state === "offline"
      ? html`<p class="slip__board">${t("slip-offline")}</p><p>${t("kiosk-offline-ticket")}</p>`
      : html`<div class="slip__phone">
            <img class="slip__qr" src=${ticketQr(ticket.id)} alt="" />
            <div class="slip__ways"><p>${t("slip-follow")}</p>
              ${ticket.short_code && html`<p class="slip__hand">${t("slip-by-hand", { address: typedAt(ticket) })}</p><p class="slip__letters">${ticket.short_code}</p>`}</div>
          </div>
          <p class="slip__board">${t("slip-board")}</p>`}
    <p class="slip__time">${dateInWords(ticket.issued_at, office.timezone, { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" })}</p>
  </article>`;
}
