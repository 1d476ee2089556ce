// Here for an appointment: six digits typed on large keys, or the booking's QR code read by a scanner, which types like a keyboard.

import { Button, Icon } from "/assets/web/components.js";
import { html, signal, useState } from "/assets/web/html.js";
import { newId, post, Problem } from "/assets/web/http.js";
import { t } from "/assets/web/i18n.js";
import { failureText } from "./trouble.js";

const DIGITS = 6;
/** A scanner types faster than any finger. */
const SCAN_GAP_MS = 80;

/** @typedef {Map<string, {key: string, scan: boolean}>} Unanswered by code */

/** What a visitor asked and nobody answered: the server may have done it. Another visitor has another map. */
let unanswered = /** @type {Unanswered} */ (new Map());
/** While true the server is asked to check this visitor in. */
export const checkingIn = signal(false);
/** Why the last try failed, typed or scanned; the visitor may try again. */
export const checkInFailure = signal(/** @type {unknown} */ (null));

/** @param {unknown} error */
const passing = (error) => error instanceof Problem && error.passing;

/** What was scanned last and not answered: a scanner reads right, whereas digits may be a stranger's. @param {Unanswered} mine */
const lostScan = (mine) => [...mine].findLast(([, { scan }]) => scan)?.[0];

/**
 * Check in under a code. The same code after a lost answer is the same wish; so are the digits of an appointment that was scanned.
 * @param {string} office
 * @param {string} code
 * @param {{scan?: boolean}} [how] whether a scanner read it
 * @returns {Promise<import("./taking.js").Issued | null>} null where nothing came of it, and `checkInFailure` says why; and where the visitor has gone meanwhile
 */
export async function checkIn(office, code, { scan = false } = {}) {
  if (checkingIn.peek()) return null;
  const mine = unanswered;
  checkingIn.value = true;
  checkInFailure.value = null;
  try {
    const ticket = await askByEither(office, code, mine, scan);
    if (mine !== unanswered) return null;
    forgetCheckIn();
    return ticket;
  } catch (error) {
    if (mine === unanswered) checkInFailure.value = error;
    return null;
  } finally {
    if (mine === unanswered) checkingIn.value = false;
  }
}

/** The visitor is gone: the next one's code is a wish of their own, and an answer that comes yet is nobody's. */
export function forgetCheckIn() {
  unanswered = new Map();
  checkingIn.value = false;
  checkInFailure.value = null;
}

/**
 * Digits of an appointment that was checked in already may be this visitor's own, whose scan was not answered: that one is asked for again.
 * @param {string} office @param {string} code @param {Unanswered} mine @param {boolean} scan @returns {Promise<import("./taking.js").Issued>}
 */
async function askByEither(office, code, mine, scan) {
  return ask(office, code, mine, scan).catch((error) => {
    const before = scan ? undefined : lostScan(mine);
    if (!(error instanceof Problem && error.code === "ticket_not_booked") || before === undefined) throw error;
    return ask(office, before, mine, true).catch((again) => {
      throw passing(again) ? again : error;
    });
  });
}

/** @param {string} office @param {string} code @param {Unanswered} mine @param {boolean} scan @returns {Promise<import("./taking.js").Issued>} */
function ask(office, code, mine, scan) {
  const before = mine.get(code);
  const key = before?.key ?? newId();
  mine.set(code, { key, scan: scan || before?.scan === true });
  return post(`/api/v1/offices/${encodeURIComponent(office)}/check_in`, { code }, { key }).catch((error) => {
    if (!passing(error)) mine.delete(code);
    throw error;
  });
}

/** @param {{office: string, onIssued: (ticket: import("./taking.js").Issued) => void}} props */
export function CheckIn({ office, onIssued }) {
  const [code, write] = useState("");
  const busy = checkingIn.value;
  const error = checkInFailure.value;
  // Nothing is typed after a scan: what is pressed again is what was scanned.
  const scannedBefore = error && code === "" ? lostScan(unanswered) : undefined;
  const press = (/** @type {string} */ digit) => {
    checkInFailure.value = null;
    if (code.length < DIGITS) write(code + digit);
  };
  const send = async () => {
    const ticket = await checkIn(office, scannedBefore ?? code);
    if (ticket) onIssued(ticket);
    else if (!passing(checkInFailure.peek())) write(""); // digits that are wrong; right ones need not be typed again
  };
  return html`<section class="check-in">
    <div class="check-in__words"><h1>${t("kiosk-check-in-title")}</h1><p>${t("kiosk-check-in-do")}</p>
      <p class="check-in__code" aria-label=${code.split("").join(" ")} role="status">${[...Array(DIGITS).keys()].map((place) => html`<span key=${place} class="check-in__digit">${code[place] ?? ""}</span>`)}</p>
      ${error && html`<p class="confirm__failed" role="alert"><${Icon} name="circle-alert" />${failureText(error)}</p>`}
    </div>
    <div class="check-in__do">
      <div class="keypad">
        ${[..."123456789"].map((digit) => html`<${Button} key=${digit} class="keypad__key" disabled=${busy} onClick=${() => press(digit)}>${digit}<//>`)}
        <${Button} class="keypad__key keypad__key--nought" disabled=${busy} onClick=${() => press("0")}>0<//>
        <${Button} class="keypad__key" icon="delete" label=${t("kiosk-check-in-back")} disabled=${busy || code === ""} onClick=${() => write(code.slice(0, -1))} />
      </div>
      <${Button} kind="primary" size="xl" wide class="take" id="check-in" icon="calendar-check" busy=${busy} disabled=${code.length < DIGITS && scannedBefore === undefined} onClick=${send}>${t("kiosk-check-in")}<//>
    </div>
  </section>`;
}

/**
 * Listen for a scanner on any screen: a burst of keys that ends with Enter.
 * @param {(code: string) => void} onScan what stands in a booking's QR code, or six digits
 */
export function listenForScans(onScan) {
  let typed = "";
  let at = 0;
  addEventListener("keydown", (event) => {
    if (event.timeStamp - at > SCAN_GAP_MS) typed = ""; // when the key was pressed: a busy page may hear of it later
    at = event.timeStamp;
    if (event.key.length === 1) typed += event.key;
    if (event.key !== "Enter") return;
    const code = scanned(typed);
    typed = "";
    if (code === null) return;
    event.preventDefault();
    onScan(code);
  });
}

/** @param {string} text @returns {string | null} the ticket's id or the six digits in what was scanned */
export function scanned(text) {
  return text.match(/\/t\/([A-Za-z0-9_-]{16,64})$/)?.[1] ?? text.match(/^\d{6}$/)?.[0] ?? null;
}
