// The keyboard of the desk: which key asks for which action, and how the key is written on its button.
// Knows keyboard events. Knows no rule of the queue and no screen.

/**
 * Function keys only, and Space: no single letter acts, so dictation software and a coffee cup on the keyboard do not
 * call anybody (WCAG 2.1.4). F5, F11 and F12 stay the browser's.
 * @type {Record<string, string>}
 */
const BY_KEY = {
  F1: "help",
  F2: "call_next",
  F3: "recall",
  F4: "mark_no_show",
  F6: "transfer",
  F7: "start",
  F8: "complete",
  F9: "postpone",
  F10: "pause",
};

/** @type {Record<string, string>} */
const WITH_SHIFT = { F2: "call", F3: "return_to_queue", F7: "add_topic", F8: "finish_topic", F9: "history", F10: "set_topics" };

/** @type {Record<string, string>} How a key is written on its button, by action. */
export const KEY_OF = {
  ...Object.fromEntries(Object.entries(BY_KEY).map(([key, action]) => [action, key])),
  ...Object.fromEntries(Object.entries(WITH_SHIFT).map(([key, action]) => [action, `⇧${key}`])),
  palette: "Ctrl K",
  undo: "Ctrl Z",
};

/** The same for `aria-keyshortcuts`. @type {Record<string, string>} */
export const SHORTCUT_OF = Object.fromEntries(
  Object.entries(KEY_OF).map(([action, key]) => [action, key.replace("⇧", "Shift+").replace("Ctrl ", "Control+")]),
);

/**
 * @typedef {object} Press
 * @property {string} key
 * @property {string} code
 * @property {boolean} repeat
 * @property {boolean} shiftKey
 * @property {boolean} ctrlKey
 * @property {boolean} metaKey
 * @property {boolean} altKey
 */

/**
 * The action a key press asks for; null where it is not ours. A key held down asks once.
 * `busy` says that the focus is in something which has its own use for Space, letters and Ctrl+Z: a field, a button, a list.
 * @param {Press} press
 * @param {{busy: boolean}} focus
 * @returns {string | null}
 */
export function actionOf(press, focus) {
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) {
    if (press.shiftKey) return null;
    if (press.code === "KeyK") return "palette";
    return press.code === "KeyZ" && !focus.busy ? "undo" : null;
  }
  const action = press.shiftKey ? WITH_SHIFT[press.key] : BY_KEY[press.key];
  if (action) return action;
  return press.key === " " && !press.shiftKey && !focus.busy ? "call_next" : null;
}
