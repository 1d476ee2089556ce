// Where the manager stands in the day, what may be done there, and which step comes next.
// Knows the life of a ticket at a desk (the words of the domain). Knows no screen, no clock and no network: the moment
// comes in as data. The server decides; this only keeps a manager from pressing what it would refuse.

/** @typedef {import("./rows.js").DeskView} DeskView */
/** @typedef {import("./rows.js").VisitorRow} VisitorRow */

/**
 * @typedef {"loading" | "office_closed" | "closed" | "taken" | "ready" | "break" | "back_office" | "called" | "serving"} Situation
 */
/**
 * @typedef {"open" | "close" | "call_next" | "call" | "recall" | "start" | "mark_no_show" | "return_to_queue" | "transfer"
 *   | "postpone" | "complete" | "add_topic" | "switch_topic" | "finish_topic" | "start_break" | "back_office" | "end_break"
 *   | "set_topics"} Action
 */
/**
 * Why an action cannot be taken now, as the tail of a locale key; null where it can.
 * @typedef {"stale" | "sending" | "second_tab" | "office_closed" | "desk_closed" | "desk_taken" | "desk_busy" | "on_break"
 *   | "not_on_break" | "nobody_here" | "not_called" | "not_serving" | "more_calls" | "too_early" | "one_topic"} Obstacle
 */
/**
 * @typedef {object} Moment
 * @property {number} now the server's time, ms
 * @property {boolean} fresh whether the view is live
 * @property {boolean} sending whether a command is on its way
 * @property {boolean} elsewhere whether this desk is worked in another tab
 * @property {string | null} manager the manager signed in here, null where anybody may work
 */

/**
 * @param {DeskView} view
 * @param {string | null} manager
 * @returns {Situation}
 */
export function situation(view, manager) {
  const { office, desk, visitor } = view;
  if (!office || !desk) return "loading";
  if (desk.manager && manager && desk.manager.id !== manager) return "taken";
  if (visitor) return visitor.state;
  if (!office.open) return "office_closed";
  if (!desk.manager || desk.presence === "offline") return "closed";
  if (desk.presence === "break" || desk.presence === "back_office") return desk.presence;
  return "ready";
}

/** @type {Record<Situation, Action | null>} */
const NEXT_STEP = {
  loading: null,
  office_closed: null,
  taken: null,
  closed: "open",
  ready: "call_next",
  break: "end_break",
  back_office: "end_break",
  called: "start",
  serving: "complete",
};

/**
 * The one step that is drawn as a filled button.
 * @param {Situation} here
 * @returns {Action | null}
 */
export function nextStep(here) {
  return NEXT_STEP[here];
}

/** @type {Record<Action, Situation[]>} */
const ALLOWED = {
  open: ["closed"],
  close: ["ready", "break", "back_office"],
  call_next: ["ready"],
  call: ["ready"],
  recall: ["called"],
  start: ["called"],
  mark_no_show: ["called"],
  return_to_queue: ["called"],
  transfer: ["called", "serving"],
  postpone: ["called", "serving"],
  complete: ["serving"],
  add_topic: ["serving"],
  switch_topic: ["serving"],
  finish_topic: ["serving"],
  start_break: ["ready"],
  back_office: ["ready"],
  end_break: ["break", "back_office"],
  set_topics: ["ready", "break", "back_office", "called", "serving"],
};

/** @type {Partial<Record<Situation, Obstacle>>} */
const IN_THE_WAY = {
  loading: "stale",
  office_closed: "office_closed",
  closed: "desk_closed",
  taken: "desk_taken",
  break: "on_break",
  back_office: "on_break",
};

/**
 * What keeps `action` from being taken now; null where nothing does.
 * @param {Action} action
 * @param {DeskView} view
 * @param {Moment} moment
 * @returns {Obstacle | null}
 */
export function obstacle(action, view, moment) {
  if (!moment.fresh) return "stale";
  if (moment.elsewhere) return "second_tab";
  if (moment.sending) return "sending";
  const here = situation(view, moment.manager);
  if (ALLOWED[action].includes(here)) return withinVisit(action, view.visitor, moment.now);
  if (action === "open" && here !== "taken" && here !== "office_closed") return "desk_busy";
  const standing = IN_THE_WAY[here];
  if (standing) return standing;
  if (here === "ready") return action === "end_break" ? "not_on_break" : "nobody_here";
  if (ALLOWED[action].includes("ready")) return "desk_busy";
  return here === "serving" ? "not_called" : "not_serving";
}

/**
 * @param {Action} action
 * @param {VisitorRow | null} visitor
 * @param {number} now
 * @returns {Obstacle | null}
 */
function withinVisit(action, visitor, now) {
  if (!visitor) return null;
  if (action === "mark_no_show") {
    if (!visitor.no_show_at) return "more_calls";
    return now < Date.parse(visitor.no_show_at) ? "too_early" : null;
  }
  if (action === "switch_topic") return visitor.topics.length > 1 ? null : "one_topic";
  return null;
}
