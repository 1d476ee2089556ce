// The map of the keyboard.

import { Button } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { KEY_OF } from "../keys.js";

const COLUMNS = [
  ["call_next", "start", "recall", "mark_no_show", "complete", "transfer", "postpone"],
  ["undo", "palette", "call", "return_to_queue", "add_topic", "finish_topic", "history", "pause", "set_topics", "help"],
];

/** @param {import("./dialogs.js").DialogProps} props */
export function KeysDialog({ close }) {
  return html`<p>${t("keys-text")}</p>
    <div class="keys">
      ${COLUMNS.map((actions, place) => html`<dl key=${place}>
        ${actions.map((action) => html`<div key=${action}><dt>${t(`action-${action}`)}</dt><dd>${action === "call_next" && html`<kbd class="key">${t("keys-space")}</kbd> `}<kbd class="key">${KEY_OF[action]}</kbd></dd></div>`)}
      </dl>`)}
    </div>
    <p class="quiet">${t("keys-choose")}</p>
    <div class="dialog__actions"><${Button} kind="primary" onClick=${close}>${t("close")}<kbd class="key">Esc</kbd><//></div>`;
}
