// Devices: a code that lets one in, which are in, and taking their right back.

import { Button, pageQr, Qr } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { dateInWords, named, t, timeOfDay } from "/assets/web/i18n.js";
import { Empty, Failed, Loading } from "/assets/web/states.js";
import { command } from "/assets/web/staff/commanding.js";
import { OneOf } from "/assets/web/staff/one_of.js";
import { useListed } from "./listed.js";

/** @type {Record<string, {role: string, desk: boolean}>} */
const KINDS = { kiosk: { role: "kiosk", desk: false }, display: { role: "display", desk: false }, desk_board: { role: "display", desk: true }, desk: { role: "manager", desk: true } };

/** @param {Pick<import("./admin.js").PanelProps, "ask" | "say">} props */
export function DevicesPanel({ ask, say }) {
  const devices = useListed("devices");
  const offices = useListed("offices");
  const nameOf = (/** @type {string | null} */ id) => named(offices.answer?.offices.find((/** @type {any} */ one) => one.id === id)?.name) || (id ?? t("admin-every-office"));
  const revoke = (/** @type {any} */ device) =>
    ask({
      title: t("admin-device-revoke-ask", { name: device.name }),
      text: t("admin-device-revoke-text"),
      action: t("admin-device-revoke"),
      run: async () => {
        const { trouble } = await command(`devices/${device.id}/revoke`);
        devices.reload();
        if (!trouble) say(t("admin-done"));
        return trouble;
      },
    });
  const rows = (devices.answer?.devices ?? []).filter((/** @type {any} */ device) => !device.revoked_at);
  return html`<main class="admin__main">
    <header class="admin__head"><h1 id="devices-title">${t("admin-devices")}</h1></header>
    <${EnrolForm} offices=${offices.answer?.offices ?? []} onEnrolled=${devices.reload} />
    <section class="panel panel--wide" aria-labelledby="devices-title">
      ${devices.error && html`<${Failed} error=${devices.error} onRetry=${devices.reload} />`}
      ${!devices.answer && !devices.error && html`<${Loading} />`}
      ${devices.answer && rows.length === 0 && html`<${Empty} icon="tablet" title=${t("admin-device-none")}>${t("admin-device-none-text")}<//>`}
      ${rows.length > 0 && html`<div class="scroll" tabindex="0" role="group" aria-labelledby="devices-title"><table class="table">
        <thead><tr><th scope="col">${t("admin-device-name")}</th><th scope="col">${t("admin-device-role")}</th><th scope="col">${t("office")}</th><th scope="col">${t("admin-device-last")}</th><th scope="col"><span class="only-read">${t("reception-actions")}</span></th></tr></thead>
        <tbody>${rows.map((/** @type {any} */ device) => html`<tr key=${device.id}>
          <td><b>${device.name}</b></td>
          <td>${t(`role-${device.role}`)}${device.desk && html` · ${t("desk-number", { desk: device.desk })}`}</td>
          <td>${nameOf(device.office)}</td>
          <td>${device.seen_at ? dateInWords(device.seen_at, undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }) : t("admin-device-never")}</td>
          <td class="table__actions"><${Button} kind="quiet" icon="ban" label=${`${t("admin-device-revoke")}: ${device.name}`} onClick=${() => revoke(device)}>${t("admin-device-revoke")}<//></td>
        </tr>`)}</tbody>
      </table></div>`}
    </section>
  </main>`;
}

/** @param {{offices: any[], onEnrolled: () => void}} props */
function EnrolForm({ offices, onEnrolled }) {
  const [kind, setKind] = useState("kiosk");
  const [office, setOffice] = useState("");
  const [desk, setDesk] = useState("1");
  const [code, setCode] = useState(/** @type {any} */ (null));
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const wanted = KINDS[kind] ?? { role: "kiosk", desk: false };
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    const { data, trouble: refused } = await command("devices", { role: wanted.role, office: office || offices[0]?.id, ...(wanted.desk ? { desk } : {}) });
    setBusy(false);
    setTrouble(refused ?? "");
    setCode(data);
    onEnrolled();
  };
  return html`<form class="panel panel--enrol" aria-labelledby="enrol-title" onSubmit=${submit}>
    <h2 id="enrol-title">${t("admin-device-new")}</h2>
    <div class="fields">
      <label class="field"><span class="field__label">${t("admin-device-role")}</span>
        <select class="input" value=${kind} onChange=${(/** @type {any} */ event) => setKind(event.target.value)}>${Object.keys(KINDS).map((one) => html`<option value=${one} key=${one}>${t(`admin-device-${one}`)}</option>`)}</select></label>
      <${OneOf} label=${t("office")} options=${offices.map((one) => ({ value: one.id, text: named(one.name) }))} value=${office || offices[0]?.id} onChange=${(/** @type {any} */ event) => setOffice(event.target.value)} />
      ${wanted.desk && html`<label class="field"><span class="field__label">${t("desk")}</span><input class="input" required maxlength="6" value=${desk} onInput=${(/** @type {any} */ event) => setDesk(event.target.value.trim())} /></label>`}
      <${Button} type="submit" kind=${code ? "secondary" : "primary"} icon="key-round" busy=${busy}>${t("admin-device-enrol")}<//>
    </div>
    <p class="form-trouble" role="alert">${trouble}</p>
    ${code && html`<div class="enrolment">
      <${Qr} src=${pageQr(code.url)} label=${t("home-qr-of", { address: code.url })} />
      <div><p class="enrolment__code">${code.code}</p><p>${t("admin-device-code-text", { time: timeOfDay(code.expires_at) })}</p><p class="enrolment__address">${code.url}</p></div>
    </div>`}
  </form>`;
}
