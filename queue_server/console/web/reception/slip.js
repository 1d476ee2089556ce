// The slip on paper, 80 mm wide, printed from reception. No personal data, no category.

import { Chip, ticketQr, typedAt } from "/assets/web/components.js";
import { html, useEffect, useRef } from "/assets/web/html.js";
import { dateInWords, named, t } from "/assets/web/i18n.js";
import { waitText } from "/assets/web/waiting.js";

/**
 * Drawn for the printer only; prints as soon as its code is there, then says so.
 * @param {{ticket: any, office: any, topic: any, onPrinted: () => void}} props
 */
export function Slip({ ticket, office, topic, onPrinted }) {
  const slip = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const code = slip.current?.querySelector("img");
    const print = () => {
      globalThis.print();
      onPrinted();
    };
    Promise.resolve(code?.decode()).then(print, print);
  }, [ticket.id]);
  const at = ticket.issued_at ?? new Date().toISOString();
  return html`<article class="slip" ref=${slip} aria-hidden="true">
    <p>${named(office?.name)}</p>
    <p class="slip__number"><${Chip} number=${ticket.number} /></p>
    <p class="slip__topic">${named(topic?.name)}</p>
    <p>${dateInWords(at, office?.timezone, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" })}</p>
    <p>${t("slip-ahead", { count: ticket.people_ahead ?? 0 })}<br />${t("slip-expected", { range: waitText(ticket.expected_wait) })}</p>
    <img class="slip__code" src=${ticketQr(ticket.id)} alt="" width="160" height="160" />
    <p>${t("slip-follow")}</p>
    ${ticket.short_code && html`<p class="slip__hand">${t("slip-by-hand", { address: typedAt(ticket) })}</p><p class="slip__letters">${ticket.short_code}</p>`}
    <p><b>${t("slip-wait")}</b></p>
  </article>`;
}
