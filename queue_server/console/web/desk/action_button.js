// A button of the desk: an action with its key. What cannot be done now stays in its place and says why when pressed.

import { Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { KEY_OF, SHORTCUT_OF } from "./keys.js";

/** @type {Record<string, string>} */
const ICON_OF = {
  open: "log-in",
  close: "log-out",
  call_next: "megaphone",
  call: "hand",
  recall: "bell-ring",
  start: "play",
  mark_no_show: "user-x",
  return_to_queue: "corner-up-left",
  transfer: "forward",
  postpone: "pause",
  complete: "check",
  end_break: "play",
  start_break: "coffee",
  pause: "coffee",
  set_topics: "list-checks",
  add_topic: "plus",
  finish_topic: "check-check",
  palette: "search",
  undo: "undo-2",
};

/**
 * @param {{work: import("./work.js").Work, action: import("./situation.js").Action, onPress: () => void, text?: string, note?: string | null,
 *   share?: number | null, keyOf?: string, kind?: "primary" | "secondary" | "quiet", size?: "m" | "l" | "xl"}} props
 *   `note` is a few words under the name; `share` fills the edge of the button as time passes
 */
export function ActionButton({ work, action, keyOf = action, onPress, text, note, share, kind, size = "m" }) {
  const why = work.why(action);
  const busy = work.sending.value === action;
  const blocked = why !== null && !busy;
  const primary = kind === "primary" && !blocked;
  const classes = `button button--${primary ? "primary" : kind === "quiet" ? "quiet" : "secondary"} button--${size} act${blocked ? " act--blocked" : ""}`;
  const icon = busy ? "loader-circle" : ICON_OF[action];
  return html`<button type="button" key=${action} class=${classes} data-action=${action} aria-disabled=${blocked || busy ? "true" : undefined} aria-busy=${busy ? "true" : undefined}
    aria-keyshortcuts=${SHORTCUT_OF[keyOf]} title=${blocked ? why : undefined} onClick=${() => !busy && onPress()}>
    ${icon && html`<${Icon} name=${icon} class=${busy ? "icon--turning" : ""} />`}
    <span class="act__words"><span>${text ?? t(`action-${action}`)}</span>${note && html`<small>${note}</small>`}</span>
    ${KEY_OF[keyOf] && html`<kbd class="key">${action === "call_next" && size === "xl" ? t("keys-space") : KEY_OF[keyOf]}</kbd>`}
    ${share !== null && share !== undefined && html`<span class="act__share" style=${{ transform: `scaleX(${share})` }}></span>`}
  </button>`;
}
