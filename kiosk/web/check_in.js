// Here for an appointment: six digits typed on large keys, or the booking's QR code read by a scanner, which types like a keyboard.

import { Button, Icon } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { newId, post, Problem } from "/assets/web/http.js";
import { t } from "/assets/web/i18n.js";
import { failureText } from "./trouble.js";

const DIGITS = 6;
/** A scanner types faster than any finger. */
const SCAN_GAP_MS = 80;

/** What was asked and not answered: the server may have done it. */
let wish = { code: "", key: "" };

/** @param {unknown} error */
const passing = (error) => error instanceof Problem && error.passing;

/**
 * Check in under a code. The same code after a lost answer is the same wish.
 * @param {string} office
 * @param {string} code
 * @returns {Promise<import("./taking.js").Issued>}
 */
export async function checkIn(office, code) {
  if (wish.code !== code) wish = { code, key: newId() };
  const answer = post(`/api/v1/offices/${encodeURIComponent(office)}/check_in`, { code }, { key: wish.key });
  return answer.then(answered, (error) => {
    if (!passing(error)) answered(null);
    throw error;
  });
}

/** The visitor is gone: the next one's code is a wish of their own. */
export function forgetCheckIn() {
  wish = { code: "", key: "" };
}

/** @template T @param {T} answer @returns {T} */
function answered(answer) {
  forgetCheckIn();
  return answer;
}

/** @param {{office: string, onIssued: (ticket: import("./taking.js").Issued) => void}} props */
export function CheckIn({ office, onIssued }) {
  const [code, write] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, fail] = useState(/** @type {unknown} */ (null));
  const press = (/** @type {string} */ digit) => {
    fail(null);
    if (code.length < DIGITS) write(code + digit);
  };
  const send = async () => {
    setBusy(true);
    try {
      onIssued(await checkIn(office, code));
    } catch (problem) {
      fail(problem);
      if (!passing(problem)) write(""); // digits that are wrong; right ones need not be typed again
    } finally {
      setBusy(false);
    }
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
      <${Button} kind="primary" size="xl" wide class="take" id="check-in" icon="calendar-check" busy=${busy} disabled=${code.length < DIGITS} onClick=${send}>${t("kiosk-check-in")}<//>
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
    const now = performance.now();
    if (now - at > SCAN_GAP_MS) typed = "";
    at = now;
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
