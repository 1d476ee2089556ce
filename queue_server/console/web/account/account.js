// One's own account: the second factor set up, given up, its recovery codes made anew. Each step asks for the password again.

import { Button, Icon } from "/assets/web/components.js";
import { html, useEffect, useRef, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { dateInWords, t } from "/assets/web/i18n.js";
import { CodeForm, prove, RecoveryCodes, refusalText, SettingUp } from "/assets/web/staff/second_factor.js";
import { expired, loginOf } from "/assets/web/staff/session.js";
import { ForStaff, StaffBar, startPage } from "/assets/web/staff/staff.js";
import { Failed, Loading } from "/assets/web/states.js";

/** @typedef {import("/assets/web/staff/session.js").Session} Session */
/** @typedef {{policy: "off" | "offered" | "required", set_at: string | null, recovery_codes_count: number}} State */

function AccountPage() {
  return html`<${ForStaff} roles=${["supervisor", "admin"]}>${(/** @type {Session} */ who) => html`<${Account} who=${who} />`}<//>`;
}

/** @param {{who: Session}} props */
function Account({ who }) {
  const [state, setState] = useState(/** @type {State | null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [said, setSaid] = useState("");
  const load = () => {
    setError(null);
    get("/api/v1/session/second_factor").then(setState, setError);
  };
  useEffect(load, [expired.value]);
  useEffect(() => {
    document.title = t("account-title");
  });
  const done = (/** @type {string} */ text) => (setSaid(text), load());
  return html`<${StaffBar} who=${who} here="/account" />
    <main class="sign-in">
      <section class="sign-in__card">
        <h1>${t("account-title")}</h1>
        <p class="sign-in__lead">${who.name ?? loginOf(who)} · ${t(`role-${who.role}`)}</p>
        <h2 class="panel__title">${t("account-second")}</h2>
        ${error ? html`<${Failed} error=${error} onRetry=${load} />` : !state ? html`<${Loading} />` : html`<${Second} who=${who} state=${state} done=${done} />`}
        <p class="said" role="status">${said}</p>
      </section>
    </main>`;
}

/** @param {{who: Session, state: State, done: (text: string) => void}} props */
function Second({ who, state, done }) {
  const [step, setStep] = useState(/** @type {"set" | "renew" | "remove" | null} */ (null));
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState("");
  const end = (/** @type {string} */ text) => (setStep(null), setPassword(""), done(text));
  const askPassword = (/** @type {string} */ why) => (setPassword(""), setRefusal(why));
  const back = html`<button type="button" class="link" onClick=${() => askPassword("")}>${t("second-back")}</button>`;
  const login = loginOf(who);
  if (state.policy === "off" && !state.set_at) return html`<p>${t("account-second-off")}</p>`;
  if (step === "set" && password) return html`<${SettingUp} login=${login} password=${password} onDone=${() => end(t("account-second-done"))} onRefused=${(/** @type {unknown} */ error) => askPassword(refusalText(error))} />`;
  if (step !== null && !password) return html`<${PasswordStep} key=${refusal} refusal=${refusal} onPassword=${setPassword} onBack=${() => (setStep(null), setRefusal(""))} />`;
  if (step === "renew") return html`<${Renewing} login=${login} password=${password} back=${back} onDone=${() => end(t("account-codes-done"))} />`;
  if (step === "remove") {
    const remove = async (/** @type {string} */ code) => {
      await prove("remove", { login, password, code });
      location.assign("/sign-in?next=/account"); // nobody is signed in as this person any more
    };
    return html`<p>${t("account-remove-text")}</p><${CodeForm} action=${t("account-remove")} hint=${t("second-code-hint")} onCode=${remove} back=${back} />`;
  }
  if (!state.set_at) {
    return html`<p>${t(state.policy === "required" ? "account-second-required" : "account-second-none")}</p>
      <${Button} kind="primary" icon="shield" onClick=${() => setStep("set")}>${t("account-set-up")}<//>`;
  }
  return html`<p class="second__state"><${Icon} name="badge-check" /><span>${t("account-second-since", { date: dateInWords(state.set_at, undefined, { day: "numeric", month: "long", year: "numeric" }) })}</span></p>
    <p class=${state.recovery_codes_count < 3 ? "form-trouble" : ""}>${t("account-codes-left", { count: state.recovery_codes_count })}</p>
    <div class="second__actions">
      <${Button} kind="secondary" icon="refresh-cw" onClick=${() => setStep("renew")}>${t("account-renew")}<//>
      <${Button} kind="quiet" icon="x" onClick=${() => setStep("remove")}>${t("account-remove")}<//>
    </div>`;
}

/** @param {{login: string, password: string, back: import("/assets/web/vendor/preact.js").ComponentChildren, onDone: () => void}} props */
function Renewing({ login, password, back, onDone }) {
  const [codes, setCodes] = useState(/** @type {string[] | null} */ (null));
  if (codes) return html`<${RecoveryCodes} codes=${codes} onDone=${onDone} />`;
  const renew = async (/** @type {string} */ code) => setCodes((await prove("recovery_codes", { login, password, code })).recovery_codes);
  return html`<p>${t("account-renew-text")}</p><${CodeForm} action=${t("account-renew")} hint=${t("second-code-hint")} onCode=${renew} back=${back} />`;
}

/** @param {{refusal: string, onPassword: (password: string) => void, onBack: () => void}} props `refusal`: why the one typed before was not taken */
function PasswordStep({ refusal, onPassword, onBack }) {
  const [typed, setTyped] = useState("");
  const [trouble, setTrouble] = useState(refusal);
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => field.current?.focus(), []);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (typed) onPassword(typed);
    else setTrouble(t("sign-in-password-missing"));
  };
  return html`<form class="sign-in-form" onSubmit=${submit} novalidate>
    <label class="field"><span class="field__label">${t("sign-in-password")}</span>
      <input ref=${field} class="input" type="password" name="password" autocomplete="current-password" value=${typed} onInput=${(/** @type {any} */ event) => setTyped(event.target.value)} />
      <span class="field__hint">${t("account-password-hint")}</span></label>
    <p class="form-trouble" role="alert">${trouble && html`<${Icon} name="circle-alert" /><span>${trouble}</span>`}</p>
    <${Button} kind="primary" size="l" type="submit" wide>${t("account-go-on")}<//>
    <button type="button" class="link" onClick=${onBack}>${t("cancel")}</button>
  </form>`;
}

startPage(AccountPage);
