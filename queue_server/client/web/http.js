// Calls of the public API. Errors come as `Problem` with the API's code, so that pages speak by code and never by status.
// Knows retries and idempotency keys; must not know any resource.

import { backoffMs } from "./backoff.js";
import { noteServerTime } from "./clock.js";

/** A call that takes longer is taken for lost; a ticket must be on disk in well under a second. */
export const TIMEOUT_MS = 8_000;
/** A lost answer is asked for again this often before the person is told. */
export const TRIES = 4;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"; // Crockford's base 32: no i, l, o, u to misread

/** A call that was refused (`code` of the API) or did not get through (`network_unreachable`, `timed_out`). */
export class Problem extends Error {
  /**
   * @param {string} code
   * @param {{status?: number, detail?: string, state?: string, retryAfterS?: number, body?: any}} [more] `body`: the whole answer
   */
  constructor(code, more = {}) {
    super(more.detail ?? code);
    this.name = "Problem";
    this.code = code;
    this.status = more.status ?? 0;
    this.state = more.state;
    this.retryAfterS = more.retryAfterS;
    this.body = more.body ?? null;
  }

  /** Whether the same call may be accepted if simply made again: nobody has said no. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Ids made within so many milliseconds begin alike, so that a database finds the newest side by side (see `new_id.py`). */
const LEAD_UNIT_MS = 128;
const LEAD_LENGTH = 7;
const RANDOM_LENGTH = 26;

/**
 * A new id, for an intent's idempotency key or a ticket that a page names itself: the time, then 128 random bits. Needs no
 * secure context.
 * @returns {string} 33 characters
 */
export function newId() {
  let random = 0n;
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) random = (random << 8n) | BigInt(byte);
  const lead = BigInt(Math.floor(Date.now() / LEAD_UNIT_MS));
  return inBase32(lead, LEAD_LENGTH) + inBase32(random, RANDOM_LENGTH);
}

/**
 * The last so many digits of a number.
 * @param {bigint} number
 * @param {number} length
 */
function inBase32(number, length) {
  let digits = "";
  for (let i = 0; i < length; i += 1) {
    digits = ALPHABET[Number(number & 31n)] + digits;
    number >>= 5n;
  }
  return digits;
}

/**
 * Read a resource.
 * @param {string} path
 * @param {{timeoutMs?: number}} [options]
 * @returns {Promise<any>} the parsed body, null where there is none
 */
export function get(path, options = {}) {
  return call("GET", path, undefined, {}, options.timeoutMs ?? TIMEOUT_MS);
}

/**
 * Carry out one intent. The key is made once and goes with every repeat, so however often the call is sent it happens once. A
 * caller that may try the same intent again later (a second press after an error) hands in the key it kept.
 * @param {string} path
 * @param {object} [body]
 * @param {{key?: string, tries?: number, timeoutMs?: number, pause?: (ms: number) => Promise<void>, unnamed?: boolean}} [options] `unnamed`: without the
 *   browser's cookies, as whoever holds what the body says
 * @returns {Promise<any>}
 */
export function post(path, body = {}, options = {}) {
  const { key = newId(), timeoutMs = TIMEOUT_MS, unnamed = false } = options;
  return repeated(() => call("POST", path, body, { "Idempotency-Key": key }, timeoutMs, unnamed), options);
}

/**
 * Put a resource in place of what is there. The same again changes nothing, so it needs no key.
 * @param {string} path
 * @param {object} body
 * @param {{tries?: number, timeoutMs?: number, pause?: (ms: number) => Promise<void>}} [options]
 * @returns {Promise<any>}
 */
export function put(path, body, options = {}) {
  return repeated(() => call("PUT", path, body, {}, options.timeoutMs ?? TIMEOUT_MS), options);
}

/**
 * The call, made again while nobody has said no.
 * @param {() => Promise<any>} made
 * @param {{tries?: number, pause?: (ms: number) => Promise<void>}} options
 */
async function repeated(made, { tries = TRIES, pause = sleep }) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await made();
    } catch (error) {
      if (!(error instanceof Problem) || !error.passing || attempt + 1 >= tries) throw error;
      await pause(Math.max(backoffMs(attempt), (error.retryAfterS ?? 0) * 1000));
    }
  }
}

/**
 * Delete a resource (sign out).
 * @param {string} path
 */
export function remove(path) {
  return call("DELETE", path, undefined, {}, TIMEOUT_MS);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object | undefined} body
 * @param {Record<string, string>} headers
 * @param {number} timeoutMs
 * @param {boolean} [unnamed]
 */
async function call(method, path, body, headers, timeoutMs, unnamed = false) {
  let response, text;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: unnamed ? "omit" : "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(timeoutMs),
    });
    text = await response.text();
  } catch (error) {
    const late = error instanceof DOMException && error.name === "TimeoutError";
    throw new Problem(late ? "timed_out" : "network_unreachable");
  }
  const answer = parsed(text);
  if (!response.ok) throw refusal(response, answer);
  if (typeof answer?.now === "string") noteServerTime(answer.now);
  return answer;
}

/**
 * @param {Response} response
 * @param {any} answer
 */
function refusal(response, answer) {
  const retryAfterS = Number(response.headers.get("Retry-After")) || undefined;
  const code = typeof answer?.code === "string" ? answer.code : `http_${response.status}`;
  return new Problem(code, { status: response.status, detail: answer?.detail, state: answer?.state, retryAfterS, body: answer });
}

/** @param {string} text */
function parsed(text) {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {number} ms @returns {Promise<void>} */
function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
