// The desk's live view as the page reads it: which rows there are, and the desk put together from them.
// Knows the names of rows and fields. Knows no rule of the queue and nothing of the screen.

/** @typedef {{ru?: string, en?: string, zh?: string}} Names */
/**
 * @typedef {object} OfficeRow
 * @property {"office"} kind
 * @property {string} id
 * @property {Names} name
 * @property {string} timezone
 * @property {boolean} open
 * @property {boolean} issuing
 * @property {number} standard_s
 * @property {{id: string, name: string, topics: Record<string, "primary" | "secondary">}[]} [managers]
 * @property {{id: string, name: Names}[]} [categories]
 * @property {{id: string, name: Names}[]} [outcomes]
 * @property {Record<string, number>} [limits]
 * @property {Names | null} [message]
 */
/**
 * @typedef {object} TopicRow
 * @property {"topic"} kind
 * @property {string} id
 * @property {string | null} parent
 * @property {Names} name
 * @property {"open" | "suspended" | "unavailable" | "heading"} state
 * @property {string} [prefix]
 * @property {number} [waiting]
 * @property {string | null} [reason]
 * @property {boolean} [outcome_required]
 */
/**
 * @typedef {object} DeskRow
 * @property {"desk"} kind
 * @property {string} number
 * @property {{id: string, name: string} | null} manager
 * @property {"offline" | "ready" | "calling" | "serving" | "break" | "back_office"} presence
 * @property {string[]} topics
 * @property {string | null} [since_at]
 * @property {string | null} [opened_at]
 * @property {string | null} [break_since_at]
 */
/**
 * @typedef {object} VisitorRow
 * @property {"visitor"} kind
 * @property {string} id
 * @property {string} number
 * @property {string | null} topic
 * @property {string[]} topics
 * @property {string | null} category
 * @property {"called" | "serving"} state
 * @property {string | null} [language]
 * @property {string | null} issued_at
 * @property {string} called_at
 * @property {string | null} announced_at
 * @property {string | null} started_at
 * @property {number} calls
 * @property {number} calls_in_row
 * @property {string | null} no_show_at
 * @property {number} wait_s
 * @property {number} accountable_wait_s
 * @property {number} target_s
 * @property {string} judged
 * @property {boolean} appointment
 * @property {string | null} slot_at
 * @property {boolean} offline
 * @property {{manager: string, topic: string}[]} returns
 * @property {{topic: string, outcome: string | null}[]} finished
 */
/**
 * @typedef {object} LineRow
 * @property {"line"} kind
 * @property {number} waiting
 * @property {string | null} longest_since_at
 * @property {string[]} above_standard_at
 * @property {import("/assets/web/waiting.js").ExpectedWait | null} expected_wait of whoever takes a ticket for one of the topics now
 * @property {{topic: string, waiting: number, longest_since_at: string | null}[]} by_topic
 */
/**
 * @typedef {object} PostponedRow
 * @property {"postponed"} kind
 * @property {string} id
 * @property {string} number
 * @property {string | null} topic
 * @property {string} since_at
 * @property {string | null} due_at
 * @property {"visitor" | "office"} by
 * @property {string | null} reason
 */
/** @typedef {{kind: "no_show", id: string, number: string, topic: string | null, since_at: string, until_at: string, restore_used: boolean}} NoShowRow */

/**
 * @typedef {object} DeskView
 * @property {OfficeRow | null} office
 * @property {DeskRow | null} desk
 * @property {VisitorRow | null} visitor
 * @property {LineRow | null} line
 * @property {DeskRow[]} desks
 * @property {Map<string, TopicRow>} topics
 * @property {PostponedRow[]} postponed
 * @property {NoShowRow[]} noShows
 */

/**
 * The desk with `number` as the rows tell it. A list that is empty stays an empty list, never undefined.
 * @param {Iterable<any>} rows
 * @param {string | null} number
 * @returns {DeskView}
 */
export function deskView(rows, number) {
  /** @type {DeskView} */
  const view = { office: null, desk: null, visitor: null, line: null, desks: [], topics: new Map(), postponed: [], noShows: [] };
  for (const row of rows) {
    if (row.kind === "office") view.office = row;
    else if (row.kind === "desk") view.desks.push(row);
    else if (row.kind === "visitor") view.visitor = row;
    else if (row.kind === "line") view.line = row;
    else if (row.kind === "topic") view.topics.set(row.id, row);
    else if (row.kind === "postponed") view.postponed.push(row);
    else if (row.kind === "no_show") view.noShows.push(row);
  }
  view.desks.sort((one, other) => byNumber(one.number, other.number));
  view.desk = view.desks.find((desk) => desk.number === number) ?? null;
  view.postponed.sort((one, other) => byInstant(one.due_at, other.due_at) || byInstant(one.since_at, other.since_at));
  view.noShows.sort((one, other) => byInstant(one.until_at, other.until_at));
  return view;
}

/**
 * Desk numbers as people count them: 2 before 10, "3а" after 3.
 * @param {string} one
 * @param {string} other
 */
export function byNumber(one, other) {
  return one.localeCompare(other, "ru", { numeric: true });
}

/**
 * Earlier first; what has no instant comes last.
 * @param {string | null | undefined} one
 * @param {string | null | undefined} other
 */
function byInstant(one, other) {
  if (one === other || (!one && !other)) return 0;
  if (!one) return 1;
  if (!other) return -1;
  return Date.parse(one) - Date.parse(other);
}
