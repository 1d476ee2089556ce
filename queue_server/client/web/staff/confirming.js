// A question before a step that ends something: what will happen, a reason where one is due, and one filled button.

import { Button, Dialog, Icon } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { Choices } from "./choices.js";

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string} text
 * @property {string} action
 * @property {{legend: string, choices: string[]} | null} [reason] asked for where it is there
 * @property {(reason: string) => Promise<string | null>} run gives the trouble in words, or null
 */

const OTHER = "other";

/** @param {{question: Question | null, onClose: () => void}} props */
export function Confirm({ question, onClose }) {
  return html`<${Dialog} open=${question !== null} title=${question?.title ?? ""} onClose=${onClose} class="confirm">
    ${question && html`<${Asked} key=${question.title} question=${question} onClose=${onClose} />`}
  <//>`;
}

/** @param {{question: Question, onClose: () => void}} props */
function Asked({ question, onClose }) {
  const [chosen, setChosen] = useState(/** @type {string | null} */ (null));
  const [other, setOther] = useState("");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState(/** @type {string | null} */ (null));
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const reason = chosen === OTHER ? other.trim() : (chosen ?? "");
    if (question.reason && !reason) {
      setTrouble(t("reason-needed"));
      return;
    }
    setBusy(true);
    const refused = await question.run(reason);
    setBusy(false);
    setTrouble(refused);
    if (refused === null) onClose();
  };
  return html`<form class="form" onSubmit=${submit} novalidate>
    <p>${question.text}</p>
    ${question.reason && html`<${Choices} name="reason" legend=${question.reason.legend} focus value=${chosen} onChoose=${setChosen} error=${chosen === null ? trouble : null}
      choices=${[...question.reason.choices.map((text) => ({ value: text, label: text })), { value: OTHER, label: t("reason-other") }]} />`}
    ${chosen === OTHER && html`<input class="input" maxlength="200" autofocus aria-label=${t("reason-other")} value=${other} onInput=${(/** @type {any} */ event) => setOther(event.target.value)} />`}
    <p class="form-trouble" role="alert">${trouble && (chosen !== null || !question.reason) && html`<${Icon} name="circle-alert" /><span>${trouble}</span>`}</p>
    <div class="dialog__actions">
      <${Button} kind="quiet" onClick=${onClose}>${t("cancel")}<kbd class="key">Esc</kbd><//>
      <${Button} kind="primary" type="submit" busy=${busy} autofocus=${!question.reason}>${question.action}<kbd class="key">Enter</kbd><//>
    </div>
  </form>`;
}
