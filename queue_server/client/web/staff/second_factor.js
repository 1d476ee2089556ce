// The second factor: setting up an authenticator app, typing its code, recovery codes shown once. Used where somebody signs in
// and on the page of one's own account. Knows the calls; who may use them is the server's to say.

import { Button, Icon } from "/assets/web/components.js";
import { html, useEffect, useRef, useState } from "/assets/web/html.js";
import { post, Problem } from "/assets/web/http.js";
import { errorText, t } from "/assets/web/i18n.js";
import { Failed, Loading } from "/assets/web/states.js";
import { loadSession } from "./session.js";

const ADDRESS = "/api/v1/session/second_factor";
const FILE = "queue-server-recovery-codes.txt";

/**
 * @param {string} step below the second factor's address
 * @param {object} words
 */
export function prove(step, words) {
  return post(`${ADDRESS}/${step}`, words, { tries: 1 });
}

/** What a refused proof is in words. @param {unknown} error */
export function refusalText(error) {
  if (error instanceof Problem && error.retryAfterS) return t("sign-in-too-many", { seconds: error.retryAfterS });
  return errorText(error);
}

/**
 * The code field with its button.
 * @param {{onCode: (code: string) => Promise<void>, action: string, hint?: string, back?: import("/assets/web/vendor/preact.js").ComponentChildren}} props `onCode` throws what refused it
 */
export function CodeForm({ onCode, action, hint, back }) {
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => field.current?.focus(), []);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy) return;
    if (!code.trim()) {
      setTrouble(t("second-code-missing"));
      field.current?.focus();
      return;
    }
    setBusy(true);
    setTrouble("");
    try {
      await onCode(code.trim());
    } catch (error) {
      setTrouble(refusalText(error));
      field.current?.select();
    }
    setBusy(false);
  };
  return html`<form class="sign-in-form" onSubmit=${submit} novalidate>
    <label class="field">
      <span class="field__label">${t("second-code")}</span>
      <input ref=${field} class="input second__code" name="code" inputmode="text" autocomplete="one-time-code" autocapitalize="characters" spellcheck=${false} maxlength="40" value=${code}
        aria-invalid=${trouble ? "true" : undefined} aria-describedby="second-trouble" onInput=${(/** @type {any} */ event) => setCode(event.target.value)} />
      ${hint && html`<span class="field__hint">${hint}</span>`}
    </label>
    <p id="second-trouble" class="form-trouble" role="alert">${trouble && html`<${Icon} name="circle-alert" /><span>${trouble}</span>`}</p>
    <${Button} kind="primary" size="l" type="submit" wide busy=${busy}>${action}<//>
    ${back}
  </form>`;
}

/**
 * From a secret on the screen to recovery codes on paper. Whoever comes through is signed in.
 * @param {{login: string, password: string, lead?: string, onDone: () => void, onRefused?: (error: unknown) => void}} props
 *   `onRefused`: asks for the password anew, where it was typed for this alone and is wrong; the same again would be refused again
 */
export function SettingUp({ login, password, lead, onDone, onRefused }) {
  const [shown, setShown] = useState(/** @type {{secret: string, address: string, picture: string} | null} */ (null));
  const [codes, setCodes] = useState(/** @type {string[] | null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const begin = () => {
    setError(null);
    prove("begin", { login, password }).then(setShown, (problem) => (onRefused && problem instanceof Problem && problem.code === "sign_in_refused" ? onRefused(problem) : setError(problem)));
  };
  useEffect(begin, []);
  if (codes) return html`<${RecoveryCodes} codes=${codes} onDone=${onDone} />`;
  if (error) return html`<${Failed} error=${error} onRetry=${begin} />`;
  if (!shown) return html`<${Loading} />`;
  const confirm = async (/** @type {string} */ code) => {
    const answer = await prove("set", { login, password, code });
    await loadSession();
    setCodes(answer.recovery_codes);
  };
  return html`<div class="second">
    ${lead && html`<p>${lead}</p>`}
    <p>${t("second-scan")}</p>
    <img class="second__picture" src=${shown.picture} alt=${t("second-picture")} width="220" height="220" />
    <p class="field__hint">${t("second-by-hand")} <code class="second__secret">${grouped(shown.secret)}</code></p>
    <${CodeForm} action=${t("second-confirm")} hint=${t("second-first-code")} onCode=${confirm} />
  </div>`;
}

/** @param {{codes: string[], onDone: () => void}} props */
export function RecoveryCodes({ codes, onDone }) {
  const title = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => title.current?.focus(), []);
  return html`<div class="second">
    <h2 class="panel__title" tabindex="-1" ref=${title}>${t("second-recovery")}</h2>
    <p>${t("second-recovery-text")}</p>
    <ol class="second__codes">${codes.map((code) => html`<li key=${code}><code>${code}</code></li>`)}</ol>
    <div class="second__actions">
      <${Button} kind="secondary" icon="save" onClick=${() => save(codes)}>${t("second-save")}<//>
      <${Button} kind="primary" icon="check" onClick=${onDone}>${t("second-kept")}<//>
    </div>
  </div>`;
}

/** @param {string[]} codes */
function save(codes) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${codes.join("\n")}\n`], { type: "text/plain" }));
  link.download = FILE;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** In groups of four, as a person types it. @param {string} secret */
function grouped(secret) {
  return secret.match(/.{1,4}/g)?.join(" ") ?? secret;
}
