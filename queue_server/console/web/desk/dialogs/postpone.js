// Setting a visitor aside: whose wish, why, and when they come back by themselves. A digit chooses and goes on to the next question.

import { serverNow } from "/assets/web/clock.js";
import { html, useRef, useState } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { Choices } from "/assets/web/staff/choices.js";
import { FormActions } from "./dialogs.js";

const REASONS = {
  visitor: ["documents", "form", "call", "other"],
  office: ["colleague", "system", "form", "other"],
};
const DUE_MINUTES = [5, 10, 15, 30, 60];

/** @param {import("./dialogs.js").DialogProps} props */
export function PostponeDialog({ work, close }) {
  const form = useRef(/** @type {HTMLFormElement | null} */ (null));
  const [by, setBy] = useState(/** @type {"visitor" | "office" | null} */ (null));
  const [reason, setReason] = useState(/** @type {string | null} */ (null));
  const [other, setOther] = useState("");
  const [due, setDue] = useState("none");
  const [missing, setMissing] = useState(false);

  const goOn = (/** @type {string} */ selector) => setTimeout(() => /** @type {HTMLElement | null} */ (form.current?.querySelector(selector))?.focus());
  const chooseBy = (/** @type {any} */ value, /** @type {boolean} */ digit) => {
    setBy(value);
    setReason(null);
    if (digit) goOn('input[name="reason"]');
  };
  const chooseReason = (/** @type {string} */ value, /** @type {boolean} */ digit) => {
    setReason(value);
    if (digit) goOn(value === "other" ? ".other-reason" : 'input[name="due"]:checked');
  };
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!by) {
      setMissing(true);
      goOn('input[name="by"]');
      return;
    }
    const said = reason === "other" ? other.trim() : reason && t(`postpone-reason-${reason}`);
    const due_at = due === "none" ? null : new Date(serverNow() + Number(due) * 60_000).toISOString();
    close();
    await work.withVisitor("postpone", { by, ...(said ? { reason: said } : {}), ...(due_at ? { due: due_at } : {}) });
  };
  return html`<form ref=${form} class="form" onSubmit=${submit} novalidate>
    <${Choices} name="by" legend=${t("postpone-who")} columns focus value=${by} onChoose=${chooseBy} error=${missing && !by ? t("postpone-who-missing") : null}
      choices=${[
        { value: "visitor", label: t("postpone-by-visitor"), hint: t("postpone-by-visitor-hint") },
        { value: "office", label: t("postpone-by-office"), hint: t("postpone-by-office-hint") },
      ]} />
    <${Choices} name="reason" legend=${t("postpone-reason")} columns value=${reason} onChoose=${chooseReason}
      choices=${REASONS[by ?? "visitor"].map((one) => ({ value: one, label: t(`postpone-reason-${one}`) }))} />
    ${reason === "other" && html`<input class="input other-reason" maxlength="200" aria-label=${t("postpone-reason")} value=${other} onInput=${(/** @type {any} */ event) => setOther(event.target.value)} />`}
    <${Choices} name="due" legend=${t("postpone-due")} columns value=${due} onChoose=${setDue}
      choices=${[{ value: "none", label: t("postpone-due-none") }, ...DUE_MINUTES.map((minutes) => ({ value: String(minutes), label: t("postpone-due-in", { minutes }) }))]} />
    <${FormActions} text=${t("action-postpone")} onCancel=${close} />
  </form>`;
}
