// No calls for a while: a break, work without visitors, or the end of the shift.

import { html, useState } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { Choices } from "/assets/web/staff/choices.js";
import { FormActions } from "./dialogs.js";

/** @param {import("./dialogs.js").DialogProps} props */
export function PauseDialog({ work, close }) {
  const [kind, setKind] = useState("start_break");
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    close();
    await work.atDesk(/** @type {import("../situation.js").Action} */ (kind));
  };
  return html`<form class="form" onSubmit=${submit}>
    <${Choices} name="pause" legend=${t("pause-what")} focus value=${kind} onChoose=${setKind}
      choices=${[
        { value: "start_break", label: t("pause-break"), hint: t("pause-break-hint") },
        { value: "back_office", label: t("pause-back-office"), hint: t("pause-back-office-hint") },
        { value: "close", label: t("pause-close"), hint: t("pause-close-hint") },
      ]} />
    <${FormActions} text=${t("pause-go")} onCancel=${close} />
  </form>`;
}
