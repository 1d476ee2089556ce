// The way in on a fresh server: nobody exists yet, and the code that the server printed makes the first administrator.

import { Button, Icon } from "/assets/web/components.js";
import { html, useEffect, useRef, useState } from "/assets/web/html.js";
import { Problem } from "/assets/web/http.js";
import { errorText, t } from "/assets/web/i18n.js";
import { SettingUp } from "/assets/web/staff/second_factor.js";
import { beFirstAdmin } from "/assets/web/staff/session.js";

const FIELDS = [
  { name: "code", label: "first-admin-code", autocomplete: "one-time-code" },
  { name: "name", label: "admin-person-name", autocomplete: "name" },
  { name: "login", label: "sign-in-login", autocomplete: "username" },
  { name: "password", label: "sign-in-password", autocomplete: "new-password", type: "password", hint: "admin-person-password-hint" },
];

/** @param {{code: string, onDone: () => void}} props `code` as the address brought it */
export function FirstAdmin({ code, onDone }) {
  const [values, setValues] = useState(/** @type {Record<string, string>} */ ({ code, name: "", login: "", password: "" }));
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState(/** @type {string | null} */ (null));
  const [made, setMade] = useState(false);
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  useEffect(() => [...(form.current?.querySelectorAll("input") ?? [])].find((field) => !field.value)?.focus(), []);

  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy) return;
    const empty = FIELDS.find((field) => !values[field.name]?.trim());
    if (empty) {
      setTrouble(t("first-admin-missing", { field: t(empty.label) }));
      /** @type {HTMLElement | null} */ (form.current?.querySelector(`[name="${empty.name}"]`))?.focus();
      return;
    }
    setBusy(true);
    setTrouble(null);
    try {
      await beFirstAdmin(/** @type {any} */ ({ ...values, code: values.code?.replaceAll(/\s/g, "").toUpperCase() }));
      onDone();
    } catch (error) {
      if (error instanceof Problem && error.code === "second_factor_missing") setMade(true);
      else setTrouble(errorText(error));
    }
    setBusy(false);
  };
  if (made) return html`<${SettingUp} login=${values.login?.trim() ?? ""} password=${values.password ?? ""} lead=${t("second-required")} onDone=${onDone} />`;
  return html`<form class="sign-in-form" ref=${form} onSubmit=${submit} novalidate>
    ${FIELDS.map((field) => html`<label class="field" key=${field.name}>
      <span class="field__label">${t(field.label)}</span>
      <input class="input" name=${field.name} type=${field.type ?? "text"} autocomplete=${field.autocomplete} spellcheck=${false} value=${values[field.name]}
        onInput=${(/** @type {any} */ event) => setValues({ ...values, [field.name]: event.target.value })} />
      ${field.hint && html`<span class="field__hint">${t(field.hint)}</span>`}
    </label>`)}
    <p class="form-trouble" role="alert">${trouble && html`<${Icon} name="circle-alert" /><span>${trouble}</span>`}</p>
    <${Button} kind="primary" size="l" type="submit" wide busy=${busy}>${t("first-admin-submit")}<//>
  </form>`;
}
