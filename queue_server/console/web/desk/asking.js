// From a key or a button to what it asks for: at once, or by a dialog first. One place, so that a key, a button and the list
// of commands never differ.
// Knows which action needs words from the manager. Draws nothing.

/** @typedef {import("./work.js").Work} Work */

/** @type {Record<string, string>} Actions that ask first, and the dialog that asks. */
const DIALOG_OF = { transfer: "transfer", postpone: "postpone", call: "call", set_topics: "set_topics", add_topic: "add_topic" };

/** What may be asked for without anything in the way: these only look. */
const LOOKS = new Set(["help", "palette", "history", "undo"]);

/**
 * @param {Work} work
 * @param {string} asked an action, or `help`, `palette`, `pause`, `history`, `undo`
 * @returns {any}
 */
export function ask(work, asked) {
  if (LOOKS.has(asked)) return look(work, asked);
  if (asked === "pause") return pause(work);
  const action = /** @type {import("./situation.js").Action} */ (asked);
  return askOr(work, action, () => begin(work, action));
}

/** @param {Work} work @param {import("./situation.js").Action} action */
function begin(work, action) {
  const dialog = DIALOG_OF[action];
  if (dialog) return work.open(dialog);
  switch (action) {
    case "complete":
    case "finish_topic":
      return wantsOutcome(work) ? work.open("outcome", action) : work.withVisitor(action);
    case "open":
      return work.manager ? work.atDesk("open") : work.open("open");
    case "close":
    case "call_next":
    case "start_break":
    case "back_office":
    case "end_break":
      return work.atDesk(action);
    default:
      return work.withVisitor(action);
  }
}

/** Whether there is an outcome to choose. @param {Work} work */
function wantsOutcome(work) {
  return (work.view.peek().office?.outcomes ?? []).length > 0;
}

/** F10 goes on a break and comes back to work: from it, and at a desk that is not open yet. @param {Work} work */
function pause(work) {
  const here = work.here.peek();
  if (here === "closed") return ask(work, "open");
  if (here === "break" || here === "back_office") return ask(work, "end_break");
  return askOr(work, "start_break", () => work.open("pause"));
}

/** @param {Work} work @param {string} asked */
function look(work, asked) {
  if (asked === "undo") return work.undo();
  if (asked === "history") return document.getElementById("history")?.focus();
  return work.open(asked === "help" ? "keys" : "palette");
}

/**
 * Hands are faster than the network: what is asked while a command is on its way is asked again once it is answered, on
 * the state that it led to. The same key again is a trembling finger and asks for nothing.
 * @param {Work} work @param {import("./situation.js").Action} action @param {() => any} then
 */
function askOr(work, action, then) {
  const reason = work.obstacle(action);
  if (reason === null) return then();
  if (reason !== "sending") return work.explain(action);
  if (work.sending.peek() !== action) work.afterwards(() => askOr(work, action, then));
  return null;
}
