// Every command by its name, with its key beside it, and any ticket by its number.

import { html, useState } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { ticketNumber } from "/assets/web/staff/finding.js";
import { Picker } from "../../picker.js";
import { ask } from "../asking.js";
import { KEY_OF } from "../keys.js";

/** @type {[action: string, icon: string][]} */
const COMMANDS = [
  ["call_next", "megaphone"],
  ["call", "hand"],
  ["start", "play"],
  ["recall", "bell-ring"],
  ["mark_no_show", "user-x"],
  ["return_to_queue", "corner-up-left"],
  ["complete", "check"],
  ["transfer", "forward"],
  ["postpone", "pause"],
  ["add_topic", "plus"],
  ["finish_topic", "check-check"],
  ["set_topics", "list-checks"],
  ["start_break", "coffee"],
  ["back_office", "file-text"],
  ["end_break", "play"],
  ["open", "log-in"],
  ["close", "log-out"],
];

/** @param {import("./dialogs.js").DialogProps} props */
export function PaletteDialog({ work, close }) {
  const [text, setText] = useState("");
  const number = ticketNumber(text, [...work.view.value.topics.values()].map((topic) => topic.prefix ?? ""));
  const commands = COMMANDS.map(([action, icon]) => ({
    id: action,
    icon,
    label: t(`action-${action}`),
    key: KEY_OF[action],
    obstacle: work.why(/** @type {import("../situation.js").Action} */ (action)),
  }));
  commands.sort((one, other) => Number(one.obstacle !== null) - Number(other.obstacle !== null));
  const always = [{ id: "help", icon: "keyboard", label: t("action-help"), key: KEY_OF.help }];
  const calls = number ? [{ id: `number:${number}`, icon: "hand", label: t("palette-call", { number }), hint: text, obstacle: work.why("call") }] : [];
  const take = (/** @type {import("../../picker.js").Item} */ item) => {
    close();
    setTimeout(() => (item.id.startsWith("number:") ? work.open("call", { number: item.id.slice("number:".length) }) : ask(work, item.id)));
  };
  return html`<${Picker} label=${t("palette-find")} items=${[...calls, ...commands, ...always]} onText=${setText} none=${(/** @type {string} */ none) => t("palette-none", { text: none })} onTake=${take} />`;
}
