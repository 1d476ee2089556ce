// Calling somebody out of turn, by the number on their ticket. The reason stays in the log and is counted.

import { html, useEffect, useRef, useState } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { Choices } from "/assets/web/staff/choices.js";
import { ticketNumber } from "/assets/web/staff/finding.js";
import { FormActions } from "./dialogs.js";

const REASONS = ["asked", "continue", "unwell", "supervisor", "other"];

/** @param {import("./dialogs.js").DialogProps} props `about` may hold the number */
export function CallDialog({ work, about, close }) {
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const prefixes = [...work.view.value.topics.values()].map((topic) => topic.prefix ?? "");
  const [text, setText] = useState(about?.number ?? "");
  const [reason, setReason] = useState(/** @type {string | null} */ (null));
  const [other, setOther] = useState("");
  const [trouble, setTrouble] = useState(/** @type {"number" | "reason" | null} */ (null));
  const number = ticketNumber(text, prefixes);
  const example = `${prefixes.find(Boolean) ?? "А"}015`;

  useEffect(() => {
    if (about?.number) /** @type {HTMLElement | null} */ (form.current?.querySelector('input[type="radio"]'))?.focus();
    else field.current?.focus();
  }, []);

  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const said = reason === "other" ? other.trim() : reason && t(`call-reason-${reason}`);
    if (!number) {
      setTrouble("number");
      field.current?.focus();
    } else if (!said) {
      setTrouble("reason");
      /** @type {HTMLElement | null} */ (form.current?.querySelector('input[type="radio"]'))?.focus();
    } else {
      close();
      await work.send({ action: "call", path: `offices/${work.office}/desks/${encodeURIComponent(work.number)}/call`, body: { number, reason: said }, number });
    }
  };
  return html`<form ref=${form} class="form" onSubmit=${submit} novalidate>
    <p>${t("call-text")}</p>
    <label class="field">
      <span class="field__label">${t("call-number")}</span>
      <input ref=${field} class="input input--number" value=${text} autocomplete="off" autocapitalize="characters" spellcheck=${false} maxlength="12"
        aria-invalid=${trouble === "number" && !number ? "true" : undefined} aria-describedby="call-hint" onInput=${(/** @type {any} */ event) => setText(event.target.value)} />
      <span class="field__hint" id="call-hint">${number && number !== text ? number : t("call-number-hint", { example })}</span>
    </label>
    <${Choices} name="reason" legend=${t("call-reason")} columns value=${reason} onChoose=${setReason} error=${trouble === "reason" && !reason ? t("reason-needed") : null}
      choices=${REASONS.map((one) => ({ value: one, label: t(`call-reason-${one}`) }))} />
    ${reason === "other" && html`<input class="input other-reason" maxlength="200" aria-label=${t("call-reason")} value=${other} autofocus
      aria-invalid=${trouble === "reason" && !other.trim() ? "true" : undefined} onInput=${(/** @type {any} */ event) => setOther(event.target.value)} />`}
    <${FormActions} text=${t("action-call_from_list")} onCancel=${close} />
  </form>`;
}
