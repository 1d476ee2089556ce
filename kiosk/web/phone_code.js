// The hall's code, large: the visitor's phone takes the ticket, and the kiosk is free for the next.

import { Qr } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";

/** @param {{picture: string}} props */
export function PhoneCode({ picture }) {
  return html`<section class="by-phone">
    <div class="by-phone__words"><h1>${t("kiosk-phone-title")}</h1><p>${t("kiosk-phone-do")}</p></div>
    <${Qr} class="by-phone__qr" src=${picture} label=${t("kiosk-phone-qr")} />
  </section>`;
}
