// The code by which phones in one office's hall take tickets, as its screens show it just now: to try it, or to show it on another screen.

import { Dialog, Qr } from "/assets/web/components.js";
import { html, useMemo } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { joinCode } from "/assets/web/join_code.js";
import { Loading } from "/assets/web/states.js";

/** @param {{office: import("./home.js").Office | null, onClose: () => void}} props */
export function PhonesDialog({ office, onClose }) {
  const title = office ? t("home-qr-title", { screen: t("home-phones"), office: named(office.name) }) : "";
  return html`<${Dialog} open=${office !== null} title=${title} onClose=${onClose} class="screen-dialog">
    ${office && html`<${Code} key=${office.id} office=${office.id} />`}
  <//>`;
}

/** @param {{office: string}} props */
function Code({ office }) {
  const picture = useMemo(() => joinCode(office, () => true), [office]);
  return html`<div class="one-screen">
    ${picture.value ? html`<${Qr} src=${picture.value} label=${t("home-phones")} />` : html`<${Loading} />`}
    <div class="one-screen__words"><p>${t("home-phones-scan")}</p><p class="quiet">${t("home-phones-changes")}</p></div>
  </div>`;
}
