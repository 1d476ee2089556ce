// A wrong step and the later command that puts it right. Nothing that happened is edited: an undo is a new command,
// with its own author and reason, and the wait it cost stays counted.
// Knows the desk's commands. Knows no screen.

/** How long an undo is offered. Later the visitor has moved on, and a silent reversal would surprise them. */
export const UNDO_MS = 10_000;

/**
 * @typedef {object} Step
 * @property {string} action
 * @property {string} office
 * @property {string} desk
 * @property {string | null} ticket
 * @property {string | null} [number]
 */
/** @typedef {{action: string, path: string, body: Record<string, unknown>}} Correction */

/**
 * The command that puts `step` right; null where the domain knows none (a service that began, a visit that ended).
 * `reason` is what the log will say of it.
 * @param {Step} step
 * @param {string} reason
 * @returns {Correction | null}
 */
export function correction(step, reason) {
  const desk = `offices/${encodeURIComponent(step.office)}/desks/${encodeURIComponent(step.desk)}`;
  const ticket = step.ticket ? `tickets/${encodeURIComponent(step.ticket)}` : null;
  switch (step.action) {
    case "call_next":
    case "call":
      return ticket ? { action: "return_to_queue", path: `${ticket}/return_to_queue`, body: {} } : null;
    case "return_to_queue":
    case "mark_no_show":
    case "postpone":
    case "transfer":
      return step.ticket ? { action: "call", path: `${desk}/call`, body: { ticket: step.ticket, reason } } : null;
    case "start_break":
    case "back_office":
      return { action: "end_break", path: `${desk}/end_break`, body: {} };
    default:
      return null;
  }
}
