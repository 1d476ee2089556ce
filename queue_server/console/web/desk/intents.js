// One wish of the manager is one command, however often it has to be sent.
//
// An intent is a command together with the state it was formed on. It has one idempotency key: a lost answer, a second
// press, a reloaded page send the same key, and the server answers as it did the first time. On another state the same
// button is another wish and gets another key.
// Knows keys. Knows no rule of the queue and no screen; network, storage, time and randomness come in.

/** A kept key older than this is of another day's work. */
export const KEEP_MS = 120_000;

/**
 * `unknown`: no answer came, and whether the command was carried out only the live view can say.
 * @typedef {{kind: "done", data: any} | {kind: "refused", code: string, status: number, state: string | undefined} | {kind: "unknown", code: string}} Outcome
 */
/**
 * @typedef {object} Outside
 * @property {(path: string, body: object, options: {key: string}) => Promise<any>} post repeats a lost call itself; throws a `Problem`
 * @property {Pick<Storage, "getItem" | "setItem" | "removeItem">} storage
 * @property {() => string} newKey
 * @property {() => number} now
 */

export class Intents {
  /** Whether a command is on its way. */
  sending = false;

  /** @param {Outside} outside */
  constructor(outside) {
    this.outside = outside;
  }

  /**
   * Sends a command and says what came of it. While one is on its way the next is not taken: null.
   * @param {string} path
   * @param {object} body
   * @param {string} state what the manager saw when they asked for it
   * @returns {Promise<Outcome | null>}
   */
  async submit(path, body, state) {
    if (this.sending) return null;
    this.sending = true;
    const key = this.#keyOf(JSON.stringify([path, body, state]));
    try {
      const data = await this.outside.post(path, body, { key });
      this.outside.storage.removeItem(KEPT);
      return { kind: "done", data };
    } catch (error) {
      const problem = /** @type {import("/assets/web/http.js").Problem} */ (error);
      if (typeof problem?.code !== "string") throw error;
      if (problem.passing) return { kind: "unknown", code: problem.code };
      this.outside.storage.removeItem(KEPT);
      return { kind: "refused", code: problem.code, status: problem.status, state: problem.state };
    } finally {
      this.sending = false;
    }
  }

  /**
   * The key of this wish: the kept one where the same wish has not been answered yet.
   * @param {string} wish
   */
  #keyOf(wish) {
    const now = this.outside.now();
    const kept = JSON.parse(this.outside.storage.getItem(KEPT) ?? "null");
    if (kept && kept.wish === wish && now - kept.at <= KEEP_MS) return kept.key;
    const key = this.outside.newKey();
    this.outside.storage.setItem(KEPT, JSON.stringify({ wish, key, at: now }));
    return key;
  }
}

const KEPT = "desk.intent";
