// Who works at this page: asked once, kept in a signal, and put right in place when the session ends.
// Knows the session resource. Knows no screen.

import { signal } from "/assets/web/html.js";
import { get, post, Problem, remove } from "/assets/web/http.js";

/**
 * @typedef {object} Session
 * @property {string} subject
 * @property {string | null} name
 * @property {"kiosk" | "display" | "manager" | "supervisor" | "admin" | "integration"} role
 * @property {string | null} office the one that is theirs; null: those of the territory, or all
 * @property {string | null} territory
 * @property {string | null} desk
 * @property {string | null} manager
 * @property {boolean} [demo]
 */

const ADDRESS = "/api/v1/session";
const NOBODY = new Set(["identity_required", "unauthenticated", "http_401"]);

/** Who is signed in; null while nobody is. */
export const session = signal(/** @type {Session | null} */ (null));
/** How often somebody has signed in on this page: what was open before is opened anew. */
export const signIns = signal(0);
/** Whether a session that was there has ended while the page was open. */
export const expired = signal(false);

/** Roles of people who work with these pages; a kiosk's or a board's own cookie is nobody here. */
const STAFF = new Set(["manager", "supervisor", "admin"]);

/**
 * Ask the server who this is.
 * @returns {Promise<Session | null>}
 */
export async function loadSession() {
  try {
    const found = await get(ADDRESS);
    session.value = STAFF.has(found?.role) ? found : null;
  } catch (error) {
    if (!isNobody(error)) throw error;
    session.value = null;
  }
  return session.value;
}

/**
 * @param {string} login
 * @param {string} password
 * @param {string} [code] of the authenticator app
 */
export async function signIn(login, password, code) {
  await post(ADDRESS, code === undefined ? { login, password } : { login, password, code }, { tries: 1 });
  await enter();
}

/** Somebody has signed in: what was open before is opened anew. */
export async function enter() {
  await loadSession();
  signIns.value += 1;
  expired.value = false;
}

/**
 * The first administrator, by the code that the server printed.
 * @param {{code: string, login: string, name: string, password: string}} who
 */
export async function beFirstAdmin(who) {
  await post(`${ADDRESS}/first_admin`, who, { tries: 1 });
  await loadSession();
}

/** Let this device in by the code in its address, which is taken out of it at once. */
export async function enrolByAddress() {
  const code = new URLSearchParams(location.hash.slice(1)).get("enrol");
  if (!code) return;
  history.replaceState(null, "", location.pathname + location.search);
  await post("/api/v1/devices/enrol", { code: code.replaceAll(/\s/g, "").toUpperCase() }, { tries: 1 });
}

export async function signOut() {
  try {
    await remove(ADDRESS);
  } finally {
    session.value = null;
  }
  location.assign("/");
}

/**
 * Whether an error says that nobody is signed in.
 * @param {unknown} error
 */
export function isNobody(error) {
  return error instanceof Problem && (error.status === 401 || NOBODY.has(error.code));
}

/**
 * Notes an ended session, so that the page asks for the password where it stands.
 * @param {unknown} error
 * @returns {boolean} whether it was one
 */
export function noteExpired(error) {
  const nobody = isNobody(error);
  if (nobody && session.peek()) expired.value = true;
  return nobody;
}

/**
 * What somebody types to sign in; a device has no login.
 * @param {{subject: string}} who
 */
export function loginOf(who) {
  return who.subject.startsWith("person:") ? who.subject.slice("person:".length) : "";
}

/**
 * Whether an office is one of those that somebody works with.
 * @param {Session} who
 * @param {{id: string, territory: string | null}} office
 */
export function isTheirs(who, office) {
  return (who.office === null || who.office === office.id) && (who.territory === null || who.territory === office.territory);
}

/** Where to sign in, and to come back to. */
export function signInAddress() {
  return `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
}
