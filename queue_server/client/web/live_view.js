// A live view, of one office or of all at a glance, over one WebSocket: keyed rows in signals, in the log's order and without a gap, or plainly marked stale.
// Knows the stream's messages and close codes; must not know what any row means.

import { backoffMs, restartMs } from "./backoff.js";
import { applied, difference, verdict } from "./changes.js";
import { noteServerTime, noteServerTimeAtLeast, serverNow } from "./clock.js";
import { batch, computed, signal } from "./vendor/signals.js";

/** @typedef {import("./changes.js").Row} Row */
/** @typedef {import("./changes.js").LogEvent} LogEvent */
/**
 * How far the rows can be trusted:
 *   connecting  nothing was heard yet
 *   live        rows are the office as it is
 *   stale       cut off: rows are how it was, say so
 *   refused     the server said stay away; `refusal` holds the close code
 * @typedef {"connecting" | "live" | "stale" | "refused"} Standing
 */

/** Silence after which rows are called stale; the server pings every 15 s, so two pings may be lost. */
export const STALE_AFTER_MS = 35_000;
/** A lost socket is not worth a warning for this long: a restart of the server takes less. */
export const CUT_NOTICE_MS = 5_000;
/** A handshake that takes longer is given up. */
export const OPENING_LIMIT_MS = 10_000;

const COME_BACK_SOON = new Set([1012, 4408]);
const STAY_AWAY = new Set([4401, 4403, 4404, 4410]);

export class LiveView {
  /**
   * @param {{office: string | null, view: "board" | "desk" | "queue" | "ticket" | "kiosk" | "supervisor", desk?: string, ticket?: string}} what
   *   without an office: a row of every office that the page's person may see
   * @param {{socket?: (url: string) => WebSocket, origin?: string}} [ground] handed in by tests
   */
  constructor(what, ground = {}) {
    this.what = what;
    this.makeSocket = ground.socket ?? ((url) => new WebSocket(url));
    this.origin = ground.origin ?? globalThis.location?.origin.replace(/^http/, "ws");
    /** @type {import("./vendor/signals.js").Signal<Standing>} */
    this.standing = signal("connecting");
    /** Close code with which the server turned this page away. */
    this.refusal = signal(0);
    /** When anything was last heard, device ms; 0 before. */
    this.heardAt = signal(0);
    /** The same by the server's clock: what a page shows as "as of". */
    this.asOf = signal(0);
    /** Whether a first snapshot has come. */
    this.ready = signal(false);
    /** @type {import("./vendor/signals.js").Signal<ReadonlyMap<string, Row>>} */
    this.all = signal(new Map());
    /** @type {Map<string, import("./vendor/signals.js").Signal<Row | undefined>>} */
    this.cells = new Map();
    /** @type {import("./changes.js").Position | null} */
    this.position = null;
    /** @type {Set<(event: LogEvent) => void>} */
    this.listeners = new Set();
    /** @type {WebSocket | null} */
    this.socket = null;
    this.attempt = 0;
    this.running = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */ this.retryTimer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */ this.silenceTimer = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */ this.noticeTimer = undefined;
    this.hurry = () => this.reconnect();
  }

  /** The row under one key, as a signal that is undefined while there is none. @param {string} key */
  row(key) {
    let cell = this.cells.get(key);
    if (!cell) this.cells.set(key, (cell = signal(this.all.peek().get(key))));
    return cell;
  }

  /**
   * All rows of a prefix (`"topic:"`) as a signal of `[key, row]`, in the order in which the server first sent them.
   * @param {string} prefix
   */
  rows(prefix) {
    return computed(() => [...this.all.value].filter(([key]) => key.startsWith(prefix)));
  }

  /**
   * Hear every event after it was applied; never those that a snapshot stands for.
   * @param {(event: LogEvent) => void} listener
   * @returns {() => void} stop hearing
   */
  onEvent(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  start() {
    if (this.running) return this;
    this.running = true;
    if (this.standing.peek() === "refused") this.standing.value = "connecting";
    globalThis.addEventListener?.("online", this.hurry);
    globalThis.document?.addEventListener("visibilitychange", this.hurry);
    this.connect();
    return this;
  }

  stop() {
    this.running = false;
    globalThis.removeEventListener?.("online", this.hurry);
    globalThis.document?.removeEventListener("visibilitychange", this.hurry);
    for (const timer of [this.retryTimer, this.silenceTimer, this.noticeTimer]) clearTimeout(timer);
    this.noticeTimer = undefined;
    this.attempt = 0;
    this.drop();
    return this;
  }

  /** Try at once if there is no living socket: the network came back, the page was brought to the front. */
  reconnect() {
    if (!this.running || this.standing.peek() === "refused") return;
    if (this.socket !== null && Date.now() - this.heardAt.peek() < STALE_AFTER_MS) return;
    clearTimeout(this.retryTimer);
    this.connect();
  }

  connect() {
    this.drop();
    const socket = this.makeSocket(this.address());
    this.socket = socket;
    this.watchSilence(OPENING_LIMIT_MS);
    socket.onopen = () => this.watchSilence(STALE_AFTER_MS);
    socket.onmessage = (message) => this.hear(String(message.data));
    socket.onclose = (close) => this.closed(close.code);
  }

  address() {
    const query = new URLSearchParams({ view: this.what.view });
    if (this.what.desk !== undefined) query.set("desk", this.what.desk);
    if (this.what.ticket !== undefined) query.set("ticket", this.what.ticket);
    if (this.position) {
      query.set("after", String(this.position.seq));
      query.set("epoch", this.position.epoch);
    }
    const place = this.what.office === null ? "" : `offices/${encodeURIComponent(this.what.office)}/`;
    return `${this.origin}/api/v1/${place}stream?${query}`;
  }

  /** @param {string} text */
  hear(text) {
    /** @type {import("./changes.js").Message} */
    const message = JSON.parse(text);
    this.heardAt.value = Date.now();
    this.watchSilence(STALE_AFTER_MS);
    if ("now" in message && message.now) noteServerTime(message.now);
    else if ("at" in message) noteServerTimeAtLeast(message.at);
    this.asOf.value = serverNow();
    switch (verdict(this.position, message)) {
      case "replace":
        if (message.type === "snapshot") this.replace(message);
        break;
      case "apply":
        if ("changes" in message) this.apply(message);
        break;
      case "resync":
        this.drop();
        this.closed(0); // by way of the back-off: a server that keeps skipping is not to be hammered
        return;
      case "ignore":
        break;
    }
    this.attempt = 0;
    clearTimeout(this.noticeTimer);
    this.noticeTimer = undefined;
    this.standing.value = "live";
  }

  /** @param {import("./changes.js").Snapshot} snapshot */
  replace(snapshot) {
    this.change(difference(this.all.peek(), snapshot.view));
    this.position = { seq: snapshot.seq, epoch: snapshot.epoch };
    this.ready.value = true;
  }

  /** @param {LogEvent | import("./changes.js").Changes} message */
  apply(message) {
    this.change(message.changes);
    this.position = { seq: message.seq, epoch: this.position?.epoch ?? "" };
    if (message.type === "event") for (const listener of this.listeners) listener(message);
  }

  /** @param {import("./changes.js").Change[]} changes */
  change(changes) {
    if (changes.length === 0) return;
    batch(() => {
      this.all.value = applied(this.all.peek(), changes);
      for (const change of changes) {
        const cell = this.cells.get(change.key);
        if (cell) cell.value = change.op === "put" ? change.row : undefined;
      }
    });
  }

  /** @param {number} code */
  closed(code) {
    this.socket = null;
    clearTimeout(this.silenceTimer);
    if (!this.running) return;
    if (STAY_AWAY.has(code)) {
      this.refusal.value = code;
      this.standing.value = "refused";
      return;
    }
    this.noticeTimer ??= setTimeout(() => this.goStale(), CUT_NOTICE_MS);
    const wait = COME_BACK_SOON.has(code) && this.attempt === 0 ? restartMs() : backoffMs(this.attempt);
    this.attempt += 1;
    this.retryTimer = setTimeout(() => this.connect(), wait);
  }

  /** @param {number} limitMs */
  watchSilence(limitMs) {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => {
      this.goStale();
      this.drop();
      this.closed(0);
    }, limitMs);
  }

  goStale() {
    this.standing.value = "stale";
  }

  /** Forget the socket without waiting for its close: a dead network never confirms one. */
  drop() {
    if (!this.socket) return;
    this.socket.onopen = this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
    this.socket = null;
  }
}
