// How a topic or a visit ended. Where the topic asks for an outcome nothing is chosen beforehand: the report would be full of it.

import { html, useState } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { Icon } from "/assets/web/components.js";
import { Choices } from "/assets/web/staff/choices.js";
import { FormActions } from "./dialogs.js";

const NONE = "";

/** @param {import("./dialogs.js").DialogProps} props `about` is the action: complete or finish_topic */
export function OutcomeDialog({ work, about, close }) {
  const { office, visitor, topics } = work.view.value;
  const ending = about === "finish_topic" ? [visitor?.topic] : (visitor?.topics ?? []);
  const required = ending.some((topic) => topic && topics.get(topic)?.outcome_required);
  const [outcome, setOutcome] = useState(/** @type {string | null} */ (required ? null : NONE));
  const [missing, setMissing] = useState(false);
  const names = ending.map((topic) => named(topics.get(topic ?? "")?.name)).filter(Boolean);
  const choices = (office?.outcomes ?? []).map((one) => ({ value: one.id, label: named(one.name) }));
  if (!required) choices.push({ value: NONE, label: t("complete-none") });

  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (outcome === null) {
      setMissing(true);
      return;
    }
    close();
    await work.withVisitor(about, outcome === NONE ? {} : { outcome });
  };
  return html`<form class="form" onSubmit=${submit} novalidate>
    <p class="ending">${names.length > 1 && html`<${Icon} name="list-checks" />`}${names.join(" · ")}</p>
    <${Choices} name="outcome" legend=${t("complete-outcome")} focus value=${outcome} choices=${choices} onChoose=${setOutcome}
      error=${missing && outcome === null ? t("complete-required") : null} />
    <${FormActions} text=${t(`action-${about}`)} onCancel=${close} />
  </form>`;
}
