// One desk is worked in one tab. A second tab of the same desk shows everything and presses nothing until it is taken over.
// Knows a channel between tabs. Knows no screen. The server would refuse the second call anyway (`desk_busy`); this keeps
// a manager from wondering why.

/** How long a tab waits for another to answer before it takes the desk. */
export const ANSWER_MS = 250;

/** @typedef {{say: "hello" | "here" | "take" | "bye", from: string}} Word */
/** @typedef {{postMessage(word: Word): void, close(): void, onmessage: ((event: {data: Word}) => void) | null}} Channel */

export class DeskTab {
  /** Whether the desk is worked in another tab. */
  elsewhere = false;
  /** @type {"asking" | "working" | "watching"} */
  #role = "asking";

  /**
   * @param {Channel} channel
   * @param {string} id this tab
   * @param {(elsewhere: boolean) => void} changed
   */
  constructor(channel, id, changed) {
    this.channel = channel;
    this.id = id;
    this.changed = changed;
    channel.onmessage = ({ data }) => this.#hear(data);
    this.#say("hello");
  }

  /** Nobody answered: the desk is worked here. Called once `ANSWER_MS` after asking. */
  settle() {
    if (this.#role === "asking") this.#become("working");
  }

  /** The manager wants to work here; the other tab is told. */
  take() {
    this.#become("working");
    this.#say("take");
  }

  /** The tab closes; one that watches may take over. */
  leave() {
    const worked = this.#role === "working";
    this.#role = "watching";
    if (worked) this.#say("bye");
    this.channel.close();
  }

  /** Asks again who works here, after the working tab has gone. */
  ask() {
    this.#become("asking");
    this.#say("hello");
  }

  /** Set by whoever owns the timer: called when `settle` is due in `ANSWER_MS`. @type {() => void} */
  onAsking = () => {};

  /** @param {Word["say"]} say */
  #say(say) {
    this.channel.postMessage({ say, from: this.id });
  }

  /** @param {Word} word */
  #hear({ say, from }) {
    if (from === this.id) return;
    if (say === "hello") this.#answer(from);
    else if (say === "here" && this.#role === "asking") this.#become("watching");
    else if (say === "take") this.#become("watching");
    else if (say === "bye" && this.#role === "watching") {
      this.ask();
      this.onAsking();
    }
  }

  /**
   * Of two tabs that ask at once the one with the smaller id works.
   * @param {string} from
   */
  #answer(from) {
    if (this.#role === "working" || (this.#role === "asking" && this.id < from)) this.#say("here");
    else if (this.#role === "asking") this.#become("watching");
  }

  /** @param {"asking" | "working" | "watching"} role */
  #become(role) {
    this.#role = role;
    const elsewhere = role === "watching";
    if (elsewhere === this.elsewhere) return;
    this.elsewhere = elsewhere;
    this.changed(elsewhere);
  }
}
