// A ticket that exists already, opened without a camera: the number and the four letters of the slip. The server takes either alphabet and
// any case, and few tries.

import { Button, Icon } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { post, Problem } from "/assets/web/http.js";
import { errorText, t } from "/assets/web/i18n.js";

/** @typedef {{office: string, onOpened: (ticket: {id: string}) => void}} Props */

/** @param {Props} props */
export function BySlip({ office, onOpened }) {
  const [busy, setBusy] = useState(false);
  const [trouble, tell] = useState(/** @type {string | null} */ (null));
  const open = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const typed = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
    const [number, code] = ["number", "code"].map((name) => String(typed.get(name)).trim());
    if (busy) return;
    if (!number || !code) return tell(t("slip-missing"));
    setBusy(true);
    tell(null);
    try {
      onOpened(await post(`/api/v1/offices/${encodeURIComponent(office)}/follow`, { number, code }, { unnamed: true, tries: 1 }));
    } catch (error) {
      tell(error instanceof Problem && error.status === 429 ? t("slip-too-many") : errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return html`<form class="by-slip" onSubmit=${open} novalidate aria-labelledby="by-slip-title">
    <h1 class="by-slip__title" id="by-slip-title">${t("slip-title")}</h1>
    <p class="by-slip__do">${t("slip-do")}</p>
    <label class="field"><span class="field__label">${t("slip-number")}</span>
      <input class="input by-slip__input" name="number" maxlength="16" autocomplete="off" autocapitalize="characters" spellcheck=${false} /></label>
    <label class="field"><span class="field__label">${t("slip-code")}</span>
      <input class="input by-slip__input" name="code" maxlength="16" autocomplete="off" autocapitalize="characters" spellcheck=${false} /></label>
    ${trouble && html`<p class="by-slip__trouble" role="alert"><${Icon} name="circle-alert" /><span>${trouble}</span></p>`}
    <${Button} kind="primary" size="l" wide type="submit" icon="ticket" busy=${busy}>${t("slip-open")}<//>
  </form>`;
}

/** The same, folded: most who come here want a ticket. @param {Props} props */
export function HaveSlip(props) {
  const [shown, show] = useState(false);
  if (shown) return html`<${BySlip} ...${props} />`;
  return html`<${Button} kind="quiet" size="l" wide icon="ticket" class="have-slip" onClick=${() => show(true)}>${t("slip-have")}<//>`;
}
