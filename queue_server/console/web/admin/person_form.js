// Somebody new: name, login, role, office or territory, and first password.

import { Button, Icon } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { command } from "/assets/web/staff/commanding.js";
import { useListed } from "./listed.js";

const ROLES = ["manager", "supervisor", "admin"];
const EMPTY = { name: "", login: "", role: "manager", place: "", manager: "", password: "" };

/** A territory as a choice among offices, whose ids have no colon first. */
const TERRITORY = ":";

/** @param {{offices: any[], territories: any[], onAdded: (name: string) => void}} props */
export function PersonForm({ offices, territories, onAdded }) {
  const [who, setWho] = useState(EMPTY);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState(/** @type {string | null} */ (null));
  const set = (/** @type {keyof typeof EMPTY} */ field) => (/** @type {any} */ event) => setWho({ ...who, [field]: event.target.value });
  const shownPlace = who.role === "manager" && (who.place === "" || who.place.startsWith(TERRITORY)) ? (offices[0]?.id ?? "") : who.place;
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setBusy(true);
    const place = who.role === "admin" ? "" : shownPlace;
    const where = place.startsWith(TERRITORY) ? { territory: place.slice(TERRITORY.length) } : place ? { office: place } : {};
    const manager = who.role === "manager" ? who.manager.trim() || who.login.trim() : null;
    const { trouble: refused } = await command("people", { login: who.login.trim(), name: who.name.trim(), role: who.role, password: who.password, ...where, ...(manager ? { manager } : {}) });
    setBusy(false);
    setTrouble(refused);
    if (refused !== null) return;
    onAdded(who.name.trim());
    setWho(EMPTY);
  };
  return html`<form class="panel" aria-labelledby="person-title" onSubmit=${submit}>
    <h2 id="person-title">${t("admin-person-new")}</h2>
    <div class="fields fields--person">
      <label class="field"><span class="field__label">${t("admin-person-name")}</span><input class="input" required maxlength="100" autocomplete="off" value=${who.name} onInput=${set("name")} /></label>
      <label class="field"><span class="field__label">${t("admin-person-login")}</span><input class="input" required maxlength="64" autocomplete="off" autocapitalize="none" spellcheck=${false} value=${who.login} onInput=${set("login")} /></label>
      <label class="field"><span class="field__label">${t("admin-person-role")}</span>
        <select class="input" value=${who.role} onChange=${set("role")}>${ROLES.map((role) => html`<option value=${role} key=${role}>${t(`role-${role}`)}</option>`)}</select></label>
      ${who.role !== "admin" && html`<label class="field"><span class="field__label">${t("office")}</span>
        <select class="input" value=${shownPlace} onChange=${set("place")}>
          ${who.role === "supervisor" && html`<option value="">${t("admin-every-office")}</option>`}
          ${who.role === "supervisor" && territories.map((one) => html`<option value=${TERRITORY + one.id} key=${TERRITORY + one.id}>${t("admin-whole-territory", { name: named(one.name) })}</option>`)}
          ${offices.map((one) => html`<option value=${one.id} key=${one.id}>${named(one.name)}</option>`)}
        </select></label>`}
      ${who.role === "manager" && html`<label class="field"><span class="field__label">${t("admin-person-manager")}</span><input class="input" maxlength="64" autocomplete="off" spellcheck=${false} placeholder=${who.login} list="managers" value=${who.manager} onInput=${set("manager")} />
        <span class="field__hint">${t("admin-person-manager-hint")}</span></label>`}
      ${who.role === "manager" && shownPlace && html`<${Managers} office=${shownPlace} />`}
      <label class="field"><span class="field__label">${t("admin-person-password")}</span><input class="input" type="password" required autocomplete="new-password" value=${who.password} onInput=${set("password")} />
        <span class="field__hint">${t("admin-person-password-hint")}</span></label>
      <${Button} type="submit" kind="primary" icon="user-plus" busy=${busy}>${t("admin-person-add")}<//>
    </div>
    <p class="form-trouble" role="alert">${trouble && html`<${Icon} name="circle-alert" /><span>${trouble}</span>`}</p>
  </form>`;
}

/**
 * Whom the organisation file names there, to choose from.
 * @param {{office: string}} props
 */
function Managers({ office }) {
  const { answer } = useListed(`offices/${encodeURIComponent(office)}/staffing/schedule?days=1`);
  return html`<datalist id="managers">${answer?.managers.map((/** @type {{id: string, name: string}} */ one) => html`<option value=${one.id} key=${one.id}>${one.name}</option>`)}</datalist>`;
}
