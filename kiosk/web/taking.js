// Taking a ticket: one press is one intent, one intent is one ticket and one slip, whatever fingers and networks do.

import { computed, signal } from "/assets/web/html.js";
import { newId, post, Problem } from "/assets/web/http.js";
import { language } from "/assets/web/i18n.js";

/** @typedef {{id: string, number: string, topic: string, state: string, issued_at: string, people_ahead: number | null,
 *   expected_wait: import("/assets/web/waiting.js").ExpectedWait | null, track_url: string, office: string, short_code: string | null}} Issued */
/** @typedef {{office: string, ticket: string, key: string, topic: string, category: string | null}} Intent */

/** What is being asked of the server, or was asked and not answered. */
const intent = signal(/** @type {Intent | null} */ (null));
const asking = signal(false);

/** Asks the server to let this device in again; false where that is for an administrator. @type {() => Promise<boolean>} */
let letIn = async () => false;

/** @param {() => Promise<boolean>} work what to do when the server no longer knows this device, before the visitor is told */
export function whenNotLetIn(work) {
  letIn = work;
}

/** The code on the hall's screen, where this is a visitor's phone and no kiosk. @type {string | null} */
let hallCode = null;

/** @param {string} code tickets are taken by it, whatever else this browser may be known as */
export function takeByHallCode(code) {
  hallCode = code;
}

/** Why the last try failed; the visitor may try the same again. */
export const failure = signal(/** @type {unknown} */ (null));
/** While true a press changes nothing. */
export const busy = computed(() => asking.value);

/**
 * Take a ticket. Presses while one is asked for are nothing; a press after a failure is the same intent where it is the same wish.
 * @param {string} office
 * @param {string} topic
 * @param {string | null} category
 * @returns {Promise<Issued | null>} null where nothing came of it; `failure` says why
 */
export async function take(office, topic, category) {
  if (asking.peek()) return null;
  const before = intent.peek();
  const wish =
    before && before.office === office && before.topic === topic && before.category === category
      ? before
      : { office, ticket: newId(), key: newId(), topic, category };
  if (before && before !== wish) giveBack(before);
  intent.value = wish;
  failure.value = null;
  asking.value = true;
  try {
    const issued = await ask(wish).catch(async (error) => {
      const known = !(error instanceof Problem) || (error.status !== 401 && error.status !== 403);
      if (known || !(await letIn())) throw error;
      return ask(wish);
    });
    intent.value = null;
    return issued;
  } catch (error) {
    failure.value = error;
    if (error instanceof Problem && !error.passing) intent.value = null; // it was refused: there is no such ticket
    return null;
  } finally {
    asking.value = false;
  }
}

/**
 * The ticket that is to be given out without a link: the one that was asked for and not answered, where it is the same wish, for the server
 * may have it; else a new one.
 * @param {string} office @param {string} topic @param {string | null} category
 * @returns {Intent}
 */
export function adoptIntent(office, topic, category) {
  const before = intent.peek();
  const same = before !== null && before.office === office && before.topic === topic && before.category === category;
  if (before !== null && !same) giveBack(before);
  intent.value = null;
  failure.value = null;
  return same ? before : { office, ticket: newId(), key: newId(), topic, category };
}

/** The link is back: that it was missing is no news any more. What was asked for is still the same wish. */
export function linkIsBack() {
  const error = failure.peek();
  if (error instanceof Problem && error.status === 0) failure.value = null;
}

/** @param {Intent} wish @returns {Promise<Issued>} */
function ask({ office, ticket, key, topic, category }) {
  const body = { id: ticket, topic, language: language.peek(), ...(category === null ? {} : { category }), ...(hallCode === null ? {} : { join: hallCode }) };
  return post(`/api/v1/offices/${encodeURIComponent(office)}/tickets`, body, { key, unnamed: hallCode !== null });
}

/** The visitor is gone or wants something else. A ticket that may yet exist, and that nobody holds, is given back. */
export function forgetIntent() {
  const left = intent.peek();
  failure.value = null;
  if (left === null || asking.peek()) return;
  intent.value = null;
  giveBack(left);
}

/**
 * Cancel what nobody was shown. Tried again until the network is back; a ticket that was never issued is simply not there.
 * @param {Intent} left
 */
function giveBack(left) {
  const again = () => setTimeout(() => giveBack(left), 15_000);
  post(`/api/v1/tickets/${left.ticket}/cancel`, {}, { tries: 2 }).catch((error) => {
    if (error instanceof Problem && error.passing) again();
  });
}
