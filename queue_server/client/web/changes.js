// How a live view follows the log: pure functions over keyed rows and a position. No sockets, no clock, no DOM.

/** @typedef {{kind?: string, [field: string]: any}} Row a view's row; its fields depend on the view and on `kind` */
/** @typedef {{op: "put", key: string, row: Row} | {op: "delete", key: string}} Change */
/** @typedef {{seq: number, epoch: string}} Position what the rows reflect */
/** @typedef {{type: "snapshot", seq: number, epoch: string, now?: string, view: Record<string, Row>}} Snapshot */
/** @typedef {{type: "event", seq: number, at: string, event: string, changes: Change[]}} LogEvent */
/** @typedef {{type: "changes", seq: number, at: string, changes: Change[]}} Changes of many offices at once, numbered by the overview itself */
/** @typedef {{type: "ping", seq: number, now: string}} Ping */
/** @typedef {Snapshot | LogEvent | Changes | Ping} Message */

/**
 * The rows after the changes; `rows` itself stays as it was. A delete of what is not there is no error.
 * @param {ReadonlyMap<string, Row>} rows
 * @param {readonly Change[]} changes
 * @returns {Map<string, Row>}
 */
export function applied(rows, changes) {
  const next = new Map(rows);
  for (const change of changes) {
    if (change.op === "put") next.set(change.key, change.row);
    else next.delete(change.key);
  }
  return next;
}

/**
 * What turns one set of rows into another, for a snapshot that comes in place of a backlog: rows that are equal are left alone,
 * so that nothing on the page moves without cause.
 * @param {ReadonlyMap<string, Row>} before
 * @param {Record<string, Row>} view
 * @returns {Change[]}
 */
export function difference(before, view) {
  /** @type {Change[]} */
  const changes = [];
  for (const key of before.keys()) if (!(key in view)) changes.push({ op: "delete", key });
  for (const [key, row] of Object.entries(view)) {
    if (JSON.stringify(before.get(key)) !== JSON.stringify(row)) changes.push({ op: "put", key, row });
  }
  return changes;
}

/**
 * What to do with a message where the rows reflect `position` (null: nothing yet).
 *   replace  take the snapshot as it is
 *   apply    the very next event, or the very next changes of an overview
 *   ignore   already known, or a ping that agrees
 *   resync   something is missing: ask again, apply nothing
 * @param {Position | null} position
 * @param {Message} message
 * @returns {"replace" | "apply" | "ignore" | "resync"}
 */
export function verdict(position, message) {
  if (message.type === "snapshot") return "replace";
  if (position === null) return "resync";
  if (message.type === "ping") return message.seq > position.seq ? "resync" : "ignore";
  if (message.seq <= position.seq) return "ignore";
  return message.seq === position.seq + 1 ? "apply" : "resync";
}
