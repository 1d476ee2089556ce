// The form that asks for login and password, then for the second factor where there is one or has to be: on its own page and
// in place when a session has ended.

import { Button, Icon } from "/assets/web/components.js";
import { html, useEffect, useRef, useState } from "/assets/web/html.js";
import { Problem } from "/assets/web/http.js";
import { errorText, t } from "/assets/web/i18n.js";
import { CodeForm, SettingUp } from "./second_factor.js";
import { enter, signIn } from "./session.js";

/** @typedef {"password" | "code" | "setting up"} Step */

/** @param {{login?: string, fixed?: boolean, onStep?: (step: Step) => void, onDone: () => void}} props `fixed`: the login stays who it was */
export function SignInForm({ login = "", fixed = false, onStep, onDone }) {
  const [name, setName] = useState(login);
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [caps, setCaps] = useState(false);
  const [busy, setBusy] = useState(false);
  const [step, setStep] = useState(/** @type {Step} */ ("password"));
  const [trouble, setTrouble] = useState(/** @type {{field: "login" | "password" | "form", text: string} | null} */ (null));
  const nameField = useRef(/** @type {HTMLInputElement | null} */ (null));
  const passwordField = useRef(/** @type {HTMLInputElement | null} */ (null));

  useEffect(() => (login || fixed ? passwordField : nameField).current?.focus(), []);
  useEffect(() => onStep?.(step), [step]);

  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy) return;
    if (!name.trim()) {
      setTrouble({ field: "login", text: t("sign-in-login-missing") });
      nameField.current?.focus();
      return;
    }
    if (!password) {
      setTrouble({ field: "password", text: t("sign-in-password-missing") });
      passwordField.current?.focus();
      return;
    }
    setBusy(true);
    setTrouble(null);
    try {
      await signIn(name.trim(), password);
      onDone();
    } catch (error) {
      const next = error instanceof Problem ? NEXT_STEP[error.code] : undefined;
      if (next) setStep(next);
      else setTrouble({ field: "form", text: refusal(error) });
      passwordField.current?.select();
    }
    setBusy(false);
  };
  const watchCaps = (/** @type {KeyboardEvent} */ event) => setCaps(event.getModifierState?.("CapsLock") ?? false);

  const back = () => (setStep("password"), setPassword(""));
  if (step === "code") {
    const typed = async (/** @type {string} */ code) => (await signIn(name.trim(), password, code), onDone());
    return html`<${CodeForm} action=${t("sign-in-submit")} hint=${t("second-code-hint")} onCode=${typed} back=${html`<button type="button" class="link" onClick=${back}>${t("second-back")}</button>`} />`;
  }
  if (step === "setting up") {
    return html`<${SettingUp} login=${name.trim()} password=${password} lead=${t("second-required")} onDone=${() => enter().then(onDone)} />`;
  }
  return html`<form class="sign-in-form" onSubmit=${submit} novalidate>
    <label class="field">
      <span class="field__label">${t("sign-in-login")}</span>
      <input ref=${nameField} class="input" name="login" autocomplete="username" autocapitalize="none" spellcheck=${false} value=${name} readonly=${fixed} autofocus=${!login}
        aria-invalid=${trouble?.field === "login" ? "true" : undefined} aria-describedby="sign-in-trouble"
        onInput=${(/** @type {any} */ event) => setName(event.target.value)} />
    </label>
    <div class="field">
      <label class="field__label" for="sign-in-password">${t("sign-in-password")}</label>
      <div class="with-button">
        <input ref=${passwordField} id="sign-in-password" class="input" name="password" type=${shown ? "text" : "password"} autocomplete="current-password" value=${password} autofocus=${login !== ""}
          aria-invalid=${trouble && trouble.field !== "login" ? "true" : undefined} aria-describedby="sign-in-trouble"
          onInput=${(/** @type {any} */ event) => setPassword(event.target.value)} onKeyUp=${watchCaps} onKeyDown=${watchCaps} />
        <button type="button" class="round" aria-pressed=${shown ? "true" : "false"} aria-label=${t("sign-in-show")} onClick=${() => setShown(!shown)}>
          <${Icon} name="eye" />
        </button>
      </div>
    </div>
    <p id="sign-in-trouble" class="form-trouble" role="alert">
      ${trouble && html`<${Icon} name="circle-alert" /><span>${trouble.text}</span>`}
      ${!trouble && caps && html`<${Icon} name="info" /><span>${t("sign-in-caps")}</span>`}
    </p>
    <${Button} kind="primary" size="l" type="submit" wide busy=${busy}>${t(busy ? "sign-in-sending" : "sign-in-submit")}<//>
  </form>`;
}

/** What the password alone leads to. @type {Record<string, "code" | "setting up">} */
const NEXT_STEP = { second_factor_required: "code", second_factor_missing: "setting up" };

/** @param {unknown} error */
function refusal(error) {
  if (error instanceof Problem && error.retryAfterS) return t("sign-in-too-many", { seconds: error.retryAfterS });
  return error instanceof Problem && error.code === "sign_in_refused" ? t("sign-in-wrong") : errorText(error);
}
