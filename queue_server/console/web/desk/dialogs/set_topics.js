// Which topics this desk calls now: within the manager's skills, from all to none.

import { html, useState } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { FormActions } from "./dialogs.js";

/** @param {import("./dialogs.js").DialogProps} props */
export function SetTopicsDialog({ work, close }) {
  const { topics, desk, office } = work.view.value;
  const skills = office?.managers?.find((one) => one.id === desk?.manager?.id)?.topics ?? {};
  const offered = [...topics.values()].filter((topic) => topic.state !== "heading" && topic.id in skills);
  const [chosen, setChosen] = useState(new Set(desk?.topics ?? []));
  const toggle = (/** @type {string} */ id) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    close();
    await work.atDesk("set_topics", { topics: offered.map((topic) => topic.id).filter((id) => chosen.has(id)) });
  };
  const byDigit = (/** @type {KeyboardEvent} */ event) => {
    const topic = /^[1-9]$/.test(event.key) && !event.ctrlKey && !event.altKey ? offered[Number(event.key) - 1] : undefined;
    if (topic) {
      event.preventDefault();
      toggle(topic.id);
    } else if (event.key === "Enter") {
      event.preventDefault();
      /** @type {HTMLFormElement} */ (event.currentTarget).requestSubmit();
    }
  };
  return html`<form class="form" onSubmit=${submit} onKeyDown=${byDigit}>
    <p>${t("topics-text")}</p>
    <fieldset class="choices">
      <legend class="only-read">${t("topics-title")}</legend>
      <div class="choices__list">
        ${offered.map(
          (topic, place) => html`<label class="choice" key=${topic.id}>
            <input type="checkbox" checked=${chosen.has(topic.id)} autofocus=${place === 0} onChange=${() => toggle(topic.id)} />
            <span class="choice__words">${named(topic.name)}${skills[topic.id] === "secondary" && html`<small>${t("topics-secondary")}</small>`}</span>
            <span class="choice__count numbers">${topic.waiting ? t("transfer-waiting", { count: topic.waiting }) : ""}</span>
            ${place < 9 && html`<kbd class="key" aria-hidden="true">${place + 1}</kbd>`}
          </label>`,
        )}
      </div>
    </fieldset>
    <p class="form-note" role="status">${chosen.size === 0 ? t("topics-none") : ""}</p>
    <${FormActions} text=${t("topics-save")} onCancel=${close} />
  </form>`;
}
