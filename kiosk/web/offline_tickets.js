// Giving out tickets without a link: kept on disk first, then shown with a code in place of the number; sent in order when the link is
// back. The ticket's id and key are the kiosk's own, so that however often it is sent there is one ticket.

import { signal } from "/assets/web/html.js";
import { serverNow } from "/assets/web/clock.js";
import { post, Problem } from "/assets/web/http.js";
import { language } from "/assets/web/i18n.js";
import { keep, kept, letGo } from "./spool.js";
import { adoptIntent } from "./taking.js";

/** @typedef {{code: string, number: string | null, at: number}} Settled `number` null: the server refused it, its visitor needs a person */

const MEMORY = "queue.kiosk.settled";
/** A number is shown for as long as somebody may be looking for it; a refusal for the rest of the day. */
const SHOWN_MS = 30 * 60_000;
const REFUSAL_SHOWN_MS = 12 * 3_600_000;
/** Tried again while the link is there and the server cannot take it. */
const AGAIN_MS = 15_000;

/** What became of the tickets given out without a link, newest last. */
export const settled = signal(/** @type {Settled[]} */ (remembered()));

/** The code on the slip: the end of the ticket's id, by which staff find it too. @param {string} id */
export function codeOf(id) {
  return id.slice(-4).toUpperCase();
}

/**
 * Give out a ticket without a link. What was asked of the server and not answered is the same ticket.
 * @param {string} office @param {string} topic @param {string | null} category
 * @returns {Promise<import("./taking.js").Issued>}
 */
export async function takeOffline(office, topic, category) {
  const { ticket: id, key } = adoptIntent(office, topic, category);
  const issued_at = new Date(serverNow()).toISOString();
  await keep({ id, key, office, topic, category, language: language.peek(), issued_at });
  return { id, number: codeOf(id), office, topic, state: "offline", issued_at, people_ahead: null, expected_wait: null, track_url: "", short_code: null };
}

let sending = false;

/** Send what is kept, in order. @param {() => boolean} live whether the link is there */
export async function sendKept(live) {
  if (sending) return;
  sending = true;
  try {
    for (const ticket of await kept()) {
      if (!live()) return;
      await send(ticket);
    }
  } catch (error) {
    if (!(error instanceof Problem)) console.error(error);
    setTimeout(() => live() && sendKept(live), AGAIN_MS);
  } finally {
    sending = false;
  }
}

/** @param {import("./spool.js").Kept} ticket */
async function send({ id, key, office, topic, category, language: spoken, issued_at }) {
  const body = { id, topic, language: spoken, issued_at, offline: true, ...(category === null ? {} : { category }) };
  let number = null;
  try {
    number = (await post(`/api/v1/offices/${encodeURIComponent(office)}/tickets`, body, { key: `${key}-offline` })).number;
  } catch (error) {
    const refused = error instanceof Problem && !error.passing && error.status !== 401 && error.status !== 403;
    if (!refused) throw error;
  }
  await letGo(id);
  settle({ code: codeOf(id), number, at: Date.now() });
}

/** @param {Settled} one */
function settle(one) {
  settled.value = [...settled.peek().filter(lasts), one];
  try {
    localStorage.setItem(MEMORY, JSON.stringify(settled.peek()));
  } catch {
    // Then a reload forgets it; staff find the ticket by its code all the same.
  }
}

/** @param {Settled} one */
export function lasts(one) {
  return Date.now() - one.at < (one.number === null ? REFUSAL_SHOWN_MS : SHOWN_MS);
}

/** @returns {Settled[]} */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(MEMORY) ?? "[]").filter(lasts);
  } catch {
    return [];
  }
}
