// One screen of one office: its address, its code, and for those who may: a link that enrols the device that opens it.

import { Button, Dialog, pageQr, Qr } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { post } from "/assets/web/http.js";
import { errorText, named, t, timeOfDay } from "/assets/web/i18n.js";
import { session } from "/assets/web/staff/session.js";

/** @type {Record<string, "kiosk" | "display">} */
const ROLE_OF = { kiosk: "kiosk", board: "display", desk_board: "display" };

/** @param {{screen: import("./home.js").Screen | null, onClose: () => void}} props */
export function ScreenDialog({ screen, onClose }) {
  const name = screen ? t(`home-${screen.kind === "desk_board" ? "desk-boards-any" : screen.kind}`) : "";
  const title = screen ? t("home-qr-title", { screen: name, office: named(screen.office.name) }) : "";
  return html`<${Dialog} open=${screen !== null} title=${title} onClose=${onClose} class="screen-dialog">
    ${screen && html`<${OneScreen} key=${`${screen.kind}/${screen.office.id}`} screen=${screen} onClose=${onClose} />`}
  <//>`;
}

/** @param {{screen: import("./home.js").Screen, onClose: () => void}} props */
function OneScreen({ screen, onClose }) {
  const [desk, setDesk] = useState("1");
  const [enrolment, setEnrolment] = useState(/** @type {{code: string, url: string, expires_at: string} | null} */ (null));
  const [trouble, setTrouble] = useState("");
  const [copied, setCopied] = useState(false);
  const office = encodeURIComponent(screen.office.id);
  const path = { kiosk: `/kiosk/${office}`, board: `/board/${office}`, desk_board: `/board/${office}/desk/${encodeURIComponent(desk || "1")}` }[screen.kind];
  const address = enrolment?.url ?? new URL(path, location.origin).href;
  const mayEnrol = session.value?.role === "admin" || session.value?.demo === true;
  useEffect(() => {
    setEnrolment(null);
    setCopied(false);
  }, [path]);

  const enrol = async () => {
    setTrouble("");
    try {
      const wanted = { role: ROLE_OF[screen.kind], office: screen.office.id, ...(screen.kind === "desk_board" ? { desk } : {}) };
      setEnrolment(await post("/api/v1/devices", wanted));
    } catch (error) {
      setTrouble(errorText(error));
    }
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      getSelection()?.selectAllChildren(/** @type {Node} */ (document.getElementById("screen-address")));
    }
  };
  return html`<div class="one-screen">
      <${Qr} src=${pageQr(address)} label=${t("home-qr-of", { address })} />
      <div class="one-screen__words">
        ${screen.kind === "desk_board" && html`<label class="field"><span class="field__label">${t("desk")}</span>
          <input class="input one-screen__desk" inputmode="numeric" maxlength="6" value=${desk} onInput=${(/** @type {any} */ event) => setDesk(event.target.value.trim())} /></label>`}
        <p>${t("home-qr-scan")}</p>
        <p class="one-screen__address" id="screen-address">${address}</p>
        <p class="quiet">${enrolment ? t("home-qr-enrol", { role: t(`role-${ROLE_OF[screen.kind]}`), time: timeOfDay(enrolment.expires_at) }) : t("home-qr-plain")}</p>
        <p role="alert">${trouble}</p>
      </div>
    </div>
    <div class="dialog__actions">
      ${mayEnrol && !enrolment && html`<${Button} kind="quiet" icon="key-round" onClick=${enrol}>${t("admin-device-enrol")}<//>`}
      <${Button} icon=${copied ? "check" : "link"} onClick=${copy}>${t(copied ? "home-copied" : "home-copy")}<//>
      <a class="button button--primary button--m" href=${enrolment?.url ?? path} onClick=${onClose}>${t("home-open-screen")}</a>
    </div>`;
}
