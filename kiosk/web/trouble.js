// Why no ticket can be taken just now, in words, with what to do instead.

import { Button, Icon } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { dateInWords, errorText, t, timeAhead, timeOfDay } from "/assets/web/i18n.js";
import { Problem } from "/assets/web/http.js";
import { serverNow } from "/assets/web/clock.js";
import { enrolBy } from "./device.js";

const ICONS = {
  offline: "wifi-off", closed: "moon", stopped: "ban", full: "users", nothing: "circle-pause", unknown: "map-pin", not_enrolled: "tablet", connecting: "loader-circle",
};

/**
 * What stands in the way, and what to do instead.
 * @param {keyof typeof ICONS} situation
 * @param {import("./situation.js").OfficeRow | undefined} office
 */
export function whyNot(situation, office) {
  const opens = situation === "closed" && office?.opens_at ? opening(office.opens_at, office.timezone) : "";
  const closes = situation === "stopped" && office?.opens_at ? closing(office) : "";
  const id = `kiosk-${situation.replaceAll("_", "-")}`;
  return { icon: ICONS[situation], title: t(id), words: [opens, closes, t(`${id}-do`)].filter(Boolean).join(" ") };
}

/** Why something was not done, to a visitor: nobody before a kiosk can look after its network. @param {unknown} error */
export function failureText(error) {
  return error instanceof Problem && error.status === 0 ? t("kiosk-no-answer") : errorText(error);
}

/** @param {{situation: keyof typeof ICONS, office: import("./situation.js").OfficeRow | undefined}} props */
export function Trouble({ situation, office }) {
  if (situation === "connecting") {
    return html`<section class="trouble" data-situation=${situation} role="status"><${Icon} name=${ICONS.connecting} class="trouble__icon icon--turning" /><h1>${t("kiosk-connecting")}</h1></section>`;
  }
  const { icon, title, words } = whyNot(situation, office);
  return html`<section class="trouble" data-situation=${situation} role="status">
    <${Icon} name=${icon} class="trouble__icon" />
    <h1>${title}</h1>
    <p>${words}</p>
    ${situation === "not_enrolled" && html`<${EnrolForm} />`}
  </section>`;
}

/** @param {import("./situation.js").OfficeRow} office */
function closing({ closes_at, timezone }) {
  return closes_at === null ? t("kiosk-stopped-always") : t("kiosk-stopped-until", { time: timeAhead(closes_at, timezone, serverNow()) });
}

/** @param {string} at @param {string} timezone */
function opening(at, timezone) {
  const day = (/** @type {number | string} */ moment) => dateInWords(moment, timezone, { year: "numeric", month: "numeric", day: "numeric" });
  const time = timeOfDay(at, timezone);
  if (day(at) === day(serverNow())) return t("kiosk-opens-today", { time });
  return t("kiosk-opens", { time, date: dateInWords(at, timezone) });
}

function EnrolForm() {
  const [code, write] = useState("");
  const [error, fail] = useState(/** @type {unknown} */ (null));
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    enrolBy(code).then(() => location.reload(), fail);
  };
  return html`<form class="enrol" onSubmit=${send}>
    <label class="field"><span class="field__label">${t("kiosk-enrol-code")}</span>
      <input class="input" name="code" autocomplete="off" autocapitalize="characters" spellcheck=${false} maxlength="12" required value=${code}
        onInput=${(/** @type {{currentTarget: HTMLInputElement}} */ event) => write(event.currentTarget.value)} />
    </label>
    <${Button} kind="primary" type="submit" size="l">${t("kiosk-enrol")}<//>
    ${error && html`<p class="field__error" role="alert"><${Icon} name="circle-alert" /><span>${errorText(error)}</span></p>`}
  </form>`;
}
