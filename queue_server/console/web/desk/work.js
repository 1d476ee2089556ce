// The desk at work: joins the live view, the intents and the tab, and turns a wish into a command and its echo.
// Knows the commands of the desk. Draws nothing and decides nothing: what may be done is in situation.js, and the server judges.

import { computed, signal } from "/assets/web/html.js";
import { newId, post } from "/assets/web/http.js";
import { errorText, t } from "/assets/web/i18n.js";
import { LiveView } from "/assets/web/live_view.js";
import { everySecond, serverNow } from "/assets/web/clock.js";
import { expired, noteExpired } from "/assets/web/staff/session.js";
import { Intents } from "./intents.js";
import { deskView } from "./rows.js";
import { nextStep, obstacle, situation } from "./situation.js";
import { ANSWER_MS, DeskTab } from "./tabs.js";
import { correction, UNDO_MS } from "./undo.js";

/** @typedef {import("./situation.js").Action} Action */
/** @typedef {import("./undo.js").Correction} Correction */
/** @typedef {{text: string, tone: "sending" | "done" | "refused", undo: Correction | null, until: number, seq: number}} Echo */
/** @typedef {{action: string, path: string, body: object, number?: string, ticket?: string | null, topic?: string}} Wish */

/** After an answer the next press waits for the view to show it, at most this long. */
const SETTLE_MS = 600;
/** A wish older than this is forgotten: the manager has seen the screen by now. */
const PENDING_MS = 1_500;
/** One try at a desk is given up sooner than elsewhere: a visitor stands there. */
const TIMEOUT_MS = 4_000;
const TRIES = 3;

export class Work {
  /**
   * @param {string} office
   * @param {string} number
   * @param {string | null} manager who works here, null for a role that may work anywhere
   */
  constructor(office, number, manager) {
    this.office = office;
    this.number = number;
    this.manager = manager;
    this.live = new LiveView({ office, view: "desk", desk: number });
    this.view = computed(() => deskView(this.live.all.value.values(), number));
    this.here = computed(() => situation(this.view.value, manager));
    this.next = computed(() => nextStep(this.here.value));
    /** The action on its way; null while none is. */
    this.sending = signal(/** @type {string | null} */ (null));
    this.elsewhere = signal(false);
    /** The dialog that is open, with what it is about. */
    this.dialog = signal(/** @type {{name: string, about?: any} | null} */ (null));
    this.echo = signal(/** @type {Echo | null} */ (null));
    this.intents = new Intents({
      post: (path, body, { key }) => post(`/api/v1/${path}`, body, { key, tries: TRIES, timeoutMs: TIMEOUT_MS }),
      storage: sessionStorage,
      newKey: newId,
      now: () => Date.now(),
    });
    this.echoes = 0;
    /** What was asked last while a command was on its way. @type {{then: () => void, at: number} | null} */
    this.pending = null;
  }

  start() {
    this.live.start();
    if ("BroadcastChannel" in globalThis) {
      const channel = /** @type {any} */ (new BroadcastChannel(`desk:${this.office}:${this.number}`));
      this.tab = new DeskTab(channel, newId(), (elsewhere) => (this.elsewhere.value = elsewhere));
      this.tab.onAsking = () => this.#settleTab();
      this.#settleTab();
    }
    return this;
  }

  stop() {
    this.live.stop();
    this.tab?.leave();
  }

  /** @returns {import("./situation.js").Moment} */
  moment() {
    return {
      now: serverNow(),
      fresh: this.live.standing.value === "live" && !expired.value,
      sending: this.sending.value !== null,
      elsewhere: this.elsewhere.value,
      manager: this.manager,
    };
  }

  /**
   * Why an action cannot be taken now; null where it can.
   * @param {Action} action
   */
  obstacle(action) {
    return obstacle(action, this.view.value, this.moment());
  }

  /**
   * The obstacle in words.
   * @param {Action} action
   * @returns {string | null}
   */
  why(action) {
    const reason = this.obstacle(action);
    if (reason === null) return null;
    const { visitor, office } = this.view.value;
    const seconds = visitor?.no_show_at ? Math.max(0, Math.ceil((Date.parse(visitor.no_show_at) - everySecond.value) / 1000)) : 0;
    const count = Math.max(1, (office?.limits?.no_show_calls ?? 2) - (visitor?.calls_in_row ?? 0));
    return t(`obstacle-${reason}`, { seconds, count });
  }

  /** @param {Action} action @param {object} [body] @param {{topic?: string}} [words] */
  atDesk(action, body = {}, words = {}) {
    const command = { start_break: "start_break", back_office: "start_break" }[String(action)] ?? action;
    const more = action === "back_office" ? { reason: "back_office" } : body;
    return this.act(action, { action, path: `offices/${this.office}/desks/${encodeURIComponent(this.number)}/${command}`, body: more, ...words });
  }

  /** A command about the visitor at the desk. @param {Action} action @param {object} [body] @param {{topic?: string}} [words] */
  withVisitor(action, body = {}, words = {}) {
    const visitor = this.view.peek().visitor;
    if (!visitor) return this.explain(action);
    return this.act(action, { action, path: `tickets/${visitor.id}/${action}`, body, number: visitor.number, ticket: visitor.id, ...words });
  }

  /** A command about somebody on the lists. @param {"resume" | "restore"} action @param {{id: string, number: string}} row */
  withTicket(action, row) {
    if (!this.moment().fresh || this.elsewhere.peek()) return this.say("refused", t(`obstacle-${this.elsewhere.peek() ? "second_tab" : "stale"}`));
    return this.send({ action, path: `tickets/${row.id}/${action}`, body: {}, number: row.number, ticket: row.id });
  }

  /** @param {Action} action @param {Wish} wish */
  async act(action, wish) {
    if (this.obstacle(action) !== null) return this.explain(action);
    return this.send(wish);
  }

  /** Says why nothing happens: a key press is never left without an echo. @param {Action} action */
  explain(action) {
    if (this.sending.peek() === null) this.say("refused", this.why(action) ?? t("obstacle-nobody_here"));
    return null;
  }

  /** Puts the last step right, while that is offered. */
  async undo() {
    const echo = this.echo.peek();
    if (!echo?.undo || Date.now() > echo.until || this.sending.peek() !== null) return this.say("refused", t("obstacle-undo_gone"));
    const { action, path, body } = echo.undo;
    return this.send({ action, path, body, number: this.lastNumber, ticket: this.lastTicket }, { undoable: false });
  }

  /**
   * @param {Wish} wish
   * @param {{undoable?: boolean}} [options]
   * @returns {Promise<any>} the answer; null where there is none
   */
  async send(wish, { undoable = true } = {}) {
    if (this.sending.peek() !== null) return null;
    const args = { number: wish.number ?? "", desk: this.number, topic: wish.topic ?? "" };
    this.sending.value = wish.action;
    this.say("sending", t(KNOWN_SENDING.has(wish.action) ? `sending-${wish.action}` : "sending-other", args), null, Infinity);
    const before = this.live.position?.seq;
    try {
      const outcome = await this.intents.submit(wish.path, wish.body, this.#state());
      if (outcome?.kind === "done") {
        const nothingHappened = wish.action === "call_next" && !ticketIn(outcome.data);
        this.#done(wish, outcome.data, args, undoable);
        if (!nothingHappened) await this.#shown(before);
        return outcome.data ?? {};
      }
      if (outcome?.kind === "refused") this.#refused(outcome);
      else if (outcome) this.say("refused", t("staff-unknown-answer"));
      return null;
    } finally {
      this.sending.value = null;
      const next = this.pending;
      this.pending = null;
      if (next && Date.now() - next.at <= PENDING_MS) next.then();
    }
  }

  /** Asks once the command on its way is answered; a later wish takes the place of an earlier one. @param {() => void} then */
  afterwards(then) {
    this.pending = { then, at: Date.now() };
  }

  /** @param {Echo["tone"]} tone @param {string} text @param {Correction | null} [undo] @param {number} [forMs] */
  say(tone, text, undo = null, forMs = UNDO_MS) {
    this.echoes += 1;
    this.echo.value = { tone, text, undo, until: Date.now() + forMs, seq: this.echoes };
    return null;
  }

  /** @param {string} name @param {any} [about] */
  open(name, about) {
    this.dialog.value = { name, about };
  }

  close() {
    this.dialog.value = null;
  }

  /** @param {Wish} wish @param {any} data @param {Record<string, string>} args @param {boolean} undoable */
  #done(wish, data, args, undoable) {
    const ticket = ticketIn(data);
    if (wish.action === "call_next" && !ticket) return this.say("done", t("done-nobody"));
    const number = ticket?.number ?? wish.number ?? "";
    this.lastNumber = number;
    this.lastTicket = ticket?.id ?? wish.ticket ?? null;
    const sentBack = wish.action === "complete" && ticket?.state === "waiting";
    const text = t(`done-${sentBack ? "sent_back" : wish.action}`, { ...args, number });
    const step = { action: wish.action, office: this.office, desk: this.number, ticket: this.lastTicket };
    return this.say("done", text, undoable ? correction(step, t("undo-reason")) : null);
  }

  /** @param {{code: string, status: number}} outcome */
  #refused({ code, status }) {
    if (status === 401) noteExpired(Object.assign(new Error(), { code }));
    if (status === 401) expired.value = true;
    this.say("refused", errorText({ code }));
  }

  /** What the manager sees: the same wish on the same state is the same intent. */
  #state() {
    const { desk, visitor } = this.view.peek();
    return [desk?.presence, desk?.since_at, visitor?.id, visitor?.state, visitor?.calls, visitor?.topic].join("|");
  }

  /** Waits until the view has moved past `before`. @param {number | undefined} before @returns {Promise<void>} */
  #shown(before) {
    if (this.live.position?.seq !== before) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.live.onEvent(() => finish());
      const timer = setTimeout(() => finish(), SETTLE_MS);
      const finish = () => {
        stop();
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #settleTab() {
    setTimeout(() => this.tab?.settle(), ANSWER_MS);
  }
}

/**
 * The ticket in an answer: `{ticket: …}` of a call, or the ticket itself; an answer about the desk holds none.
 * @param {any} data
 * @returns {{id: string, number: string, state: string} | null}
 */
function ticketIn(data) {
  if (data?.ticket && typeof data.ticket === "object") return data.ticket;
  return data?.state && data?.number ? data : null;
}

const KNOWN_SENDING = new Set(
  ["open", "close", "call_next", "call", "recall", "start", "mark_no_show", "return_to_queue", "transfer", "postpone", "complete"],
);
