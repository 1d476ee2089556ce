// Where a visitor stands on the kiosk, and the way back when they have gone. Holds the one touch that counts.

import { signal } from "/assets/web/html.js";
import { setLanguage } from "/assets/web/i18n.js";

/**
 * @typedef {{name: "start", page: number} | {name: "heading", heading: string, page: number} | {name: "confirm", topic: string, heading: string | null}
 *   | {name: "phone"} | {name: "check_in"} | {name: "ticket", ticket: import("./taking.js").Issued}} Step
 */

/** A kiosk left alone this long belongs to the next visitor. */
export const LEFT_ALONE_MS = 30_000;
/** Warned so long before: WCAG 2.2.1 asks for 20 s in which any touch is enough to stay. */
export const WARNING_MS = 20_000;
/** After a change of screen, and as long as touches keep drumming, none counts: a double touch never chooses on the next screen. */
export const SETTLE_MS = 350;

/** @type {import("/assets/web/vendor/signals.js").Signal<Step>} */
export const step = signal(/** @type {Step} */ ({ name: "start", page: 0 }));
/** While true the screen takes no touches. */
export const settling = signal(false);
/** Controls in the lower half, for a person who sits or is small. */
export const reach = signal(false);
/** Seconds until the kiosk goes back to the start; null while nobody needs to know. */
export const leavingInS = signal(/** @type {number | null} */ (null));

/** @type {ReturnType<typeof setTimeout> | undefined} */
let settleTimer;
let touchedAt = 0;
/** @type {() => void} */
let onReset = () => {};
/** @type {() => boolean} */
let occupied = () => false;
/** @type {import("/assets/web/i18n.js").Language} */
let ownLanguage = "ru";

/** @param {Step} next */
export function go(next) {
  step.value = next;
  touchedAt = performance.now();
  leavingInS.value = null;
  scrollTo(0, 0);
  settle();
}

/** Back to the first screen, as the next visitor should find it. */
export function reset() {
  onReset();
  reach.value = false;
  setLanguage(ownLanguage, { remember: false });
  go({ name: "start", page: 0 });
}

/**
 * Watch for touches and for their absence.
 * @param {{language: import("/assets/web/i18n.js").Language, leave: () => void, working: () => boolean}} options the kiosk's own language; what to do
 *   when a visitor has gone; whether the kiosk itself keeps them waiting, which is not being left alone
 */
export function watchVisitor({ language, leave, working }) {
  ownLanguage = language;
  onReset = leave;
  occupied = working;
  touchedAt = performance.now();
  const touched = () => {
    touchedAt = performance.now();
    leavingInS.value = null;
    if (settling.peek()) settle();
  };
  for (const kind of ["pointerdown", "keydown", "wheel", "touchmove"]) addEventListener(kind, touched, { capture: true, passive: true });
  addEventListener("contextmenu", (event) => event.preventDefault());
  setInterval(() => look(performance.now()), 250);
}

/** Whether the kiosk is as the next visitor should find it. */
export function untouched() {
  const here = step.peek();
  return here.name === "start" && here.page === 0 && !reach.peek() && document.documentElement.lang === ownLanguage;
}

/** @param {number} now */
function look(now) {
  if (untouched() || occupied()) {
    touchedAt = now;
    leavingInS.value = null;
    return;
  }
  const left = LEFT_ALONE_MS - (now - touchedAt);
  if (left <= 0) reset();
  else leavingInS.value = left <= WARNING_MS ? Math.ceil(left / 1000) : null;
}

function settle() {
  settling.value = true;
  clearTimeout(settleTimer);
  settleTimer = setTimeout(() => {
    settling.value = false;
  }, SETTLE_MS);
}
