// The dialogs of the desk: which one is open, and the frame that all share. A dialog closes when its command is accepted.

import { Button, Dialog } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { AddTopicDialog } from "./add_topic.js";
import { CallDialog } from "./call.js";
import { KeysDialog } from "./keys.js";
import { OpenDialog } from "./open.js";
import { OutcomeDialog } from "./outcome.js";
import { PaletteDialog } from "./palette.js";
import { PauseDialog } from "./pause.js";
import { PostponeDialog } from "./postpone.js";
import { SetTopicsDialog } from "./set_topics.js";
import { TransferDialog } from "./transfer.js";

/** @typedef {import("../work.js").Work} Work */
/** @typedef {{work: Work, about: any, close: () => void}} DialogProps */

/** @type {Record<string, {title: string, content: (props: DialogProps) => any, wide?: boolean}>} */
const DIALOGS = {
  add_topic: { title: "add-topic-title", content: AddTopicDialog },
  call: { title: "call-title", content: CallDialog },
  keys: { title: "keys-title", content: KeysDialog, wide: true },
  open: { title: "open-title", content: OpenDialog },
  outcome: { title: "complete-title", content: OutcomeDialog },
  palette: { title: "palette-title", content: PaletteDialog },
  pause: { title: "pause-title", content: PauseDialog },
  postpone: { title: "postpone-title", content: PostponeDialog },
  set_topics: { title: "topics-title", content: SetTopicsDialog },
  transfer: { title: "transfer-title", content: TransferDialog },
};

/** @param {{work: Work}} props */
export function Dialogs({ work }) {
  const open = work.dialog.value;
  const dialog = open && DIALOGS[open.name];
  const number = work.view.value.visitor?.number ?? "";
  const close = () => work.close();
  return html`<${Dialog} open=${!!dialog} title=${dialog ? t(open.about === "finish_topic" ? "finish-topic-title" : dialog.title, { number }) : ""} onClose=${close} class=${`desk-dialog${dialog?.wide ? " desk-dialog--wide" : ""}`}>
    ${dialog && html`<${dialog.content} key=${open.name} work=${work} about=${open.about} close=${close} />`}
  <//>`;
}

/**
 * The two buttons under a form: what it does, and the way back.
 * @param {{text: string, onCancel: () => void, busy?: boolean}} props
 */
export function FormActions({ text, onCancel, busy }) {
  return html`<div class="dialog__actions form-actions">
    <${Button} kind="quiet" onClick=${onCancel}>${t("cancel")}<kbd class="key">Esc</kbd><//>
    <${Button} kind="primary" type="submit" busy=${busy}>${text}<kbd class="key">Enter</kbd><//>
  </div>`;
}
