// The last state of a ticket, kept on the visitor's own phone so that a lost network still shows it, with its age.

import { get } from "/assets/web/http.js";

/** @typedef {{ticket: any, office: any, at: number, kept_at: number}} Kept `at` by the server's clock, `kept_at` by this device's */

const PREFIX = "queue.ticket.";
const JOINED = "queue.joined.";
/** States in which a visit goes on. */
const OPEN = new Set(["waiting", "called", "serving", "postponed"]);
/** A visit is over by then; nothing of it stays on the phone. */
const KEPT_MS = 2 * 24 * 3600 * 1000;

/** @param {string} id @returns {Kept | null} */
export function recall(id) {
  try {
    forgetOld();
    return JSON.parse(localStorage.getItem(PREFIX + id) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} id @param {Kept} kept */
export function remember(id, kept) {
  try {
    localStorage.setItem(PREFIX + id, JSON.stringify(kept));
  } catch {
    // A private window: the page works, it only forgets.
  }
}

/** The ticket that this phone last took in an office. @param {string} office @param {string} ticket */
export function rememberJoined(office, ticket) {
  try {
    localStorage.setItem(JOINED + office, ticket);
  } catch {
    // Then a second look at the screen's code does not find the first ticket.
  }
}

/**
 * The ticket that this phone took in the office before, while its visit goes on.
 * @param {string} office
 * @returns {Promise<{id: string, number: string} | null>}
 */
export async function openTicket(office) {
  try {
    const id = localStorage.getItem(JOINED + office);
    const ticket = id === null ? null : await get(`/api/v1/tickets/${encodeURIComponent(id)}`);
    if (ticket !== null && OPEN.has(ticket.state)) return ticket;
    localStorage.removeItem(JOINED + office);
    return null;
  } catch {
    return null;
  }
}

function forgetOld() {
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(PREFIX))) {
    const keptAt = JSON.parse(localStorage.getItem(key) ?? "{}").kept_at ?? 0;
    if (Date.now() - keptAt > KEPT_MS) localStorage.removeItem(key);
  }
}
