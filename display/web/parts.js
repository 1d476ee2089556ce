// What both boards are drawn from: a call as chip, arrow and plate; clock; the words for silence, refusal and small screens.

import { everySecond, serverNow } from "/assets/web/clock.js";
import { Chip, Icon, Plate } from "/assets/web/components.js";
import { computed, html, useState } from "/assets/web/html.js";
import { errorText, t, timeOfDay } from "/assets/web/i18n.js";
import { wordsEm } from "./measure.js";
import { PAGE_MS, messagePages } from "./message_pages.js";


/** Air inside a chip or plate, both sides together, in em: hall.css draws it. */
export const CHIP_AIR_EM = 0.4;
export const PLATE_AIR_EM = 0.3;
/** Height of chips and plates in em; a plate is never narrower than high. */
export const SIGN_EM = 0.94;

/** A view that was silent for longer is hidden: half an hour of grey numbers would still send people to desks. */
const HIDDEN_AFTER_MS = 120_000;

/** Icon, clock and the air between, in em of the banner. */
const STALE_AIR_EM = 6;

/** A banner narrower than this has room for two words. */
const NARROW_EM = 14;

/** Counts the pages of whatever takes turns on the screen, all in one step. */
export const pageTurn = computed(() => Math.floor(everySecond.value / PAGE_MS));
const minute = computed(() => Math.floor(everySecond.value / 60_000));

/** From where to where; its shaft takes the room there is. */
export function Arrow() {
  return html`<span class="arrow" aria-hidden="true"><span class="arrow__shaft"></span><svg class="arrow__head" viewBox="0 0 12 16"><path d="M2 1.5 9.5 8 2 14.5" /></svg></span>`;
}

/** @param {{number: string, desk: string, muted?: boolean}} props */
export function CallLine({ number, desk, muted = false }) {
  return html`<${Chip} number=${number} muted=${muted} /><${Arrow} /><${Plate} desk=${desk} />`;
}

/** The office's time, hours and minutes: seconds would move without anything having happened. @param {{timezone?: string}} props */
export function Clock({ timezone }) {
  return html`<time class="clock">${timeOfDay(Math.max(minute.value * 60_000, 0), timezone)}</time>`;
}

/**
 * Since when the rows are not the office as it is; null while they are. In the server's time.
 * @param {import("/assets/web/live_view.js").LiveView} view
 * @returns {{since: number, hidden: boolean} | null}
 */
export function staleness(view) {
  if (view.standing.value !== "stale") return null;
  const silentMs = Date.now() - view.heardAt.value;
  return { since: serverNow() - silentMs, hidden: view.heardAt.value === 0 || (everySecond.value > 0 && silentMs > HIDDEN_AFTER_MS) };
}

/**
 * Stands in the header's place, as large: who can read the numbers can read that they are old. Long words take turns.
 * @param {{since: number, known: boolean, widthEm?: number, timezone?: string}} props
 */
export function StaleBanner({ since, known, widthEm = 30, timezone }) {
  const [begunMs] = useState(everySecond.peek()); // what happened comes first, what to do about it second
  const narrow = widthEm < NARROW_EM;
  const words = narrow || !known ? [t("board-stale-short")] : [t("board-stale", { time: timeOfDay(since, timezone) }), t("board-stale-remedy")];
  const pages = narrow ? words : words.flatMap((sentence) => messagePages(sentence, widthEm - STALE_AIR_EM, wordsEm));
  return html`<div class="stale" role="alert"><${Icon} name="wifi-off" /><p>${pages[Math.max(0, Math.floor((everySecond.value - begunMs) / PAGE_MS)) % pages.length]}</p>${!narrow && html`<${Clock} timezone=${timezone} />`}</div>`;
}

/** A screen with one thing to say. @param {{icon?: string, title: string, children?: any, kind?: string}} props */
export function Notice({ icon, title, children, kind = "plain" }) {
  return html`<main class=${`notice notice--${kind}`}>
    ${icon && html`<${Icon} name=${icon} class="notice__icon" />`}
    <h1>${title}</h1>
    ${children}
  </main>`;
}

/** Turned away by the server: what the installer has to do. @param {{code: number}} props */
export function Refused({ code }) {
  const known = { 4401: "board-not-enrolled", 4403: "board-not-enrolled", 4404: "board-no-office", 4410: "board-no-office" }[code];
  const text = known ? t(known) : errorText({ code: "unknown" });
  return known === "board-not-enrolled"
    ? html`<${Notice} kind="setup" icon="tv" title=${t("board-not-enrolled")}><p>${t("board-not-enrolled-do")}</p><//>`
    : html`<${Notice} kind="setup" icon="lock" title=${t("connection-refused")}><p>${text}</p><//>`;
}

/** The screen cannot be read from the far seat: said to the installer, instead of being shown to people who cannot read it. */
export function TooSmall(/** @type {{refusal: import("./legibility.js").Refusal, settings: import("./settings.js").Settings}} */ { refusal, settings }) {
  return html`<${Notice} kind="setup" icon="eye" title=${t("board-too-small", { far: settings.farM })}>
    <p>${t("board-too-small-remedy", { diagonal: refusal.diagonalIn, far: refusal.farM, given: settings.diagonalIn })}</p>
    <p class="quiet">${t("board-too-small-address", { example: "?far=6&diagonal=55" })}</p>
  <//>`;
}

/** The browser keeps quiet until it is touched; any key or touch will do, this says so. @param {{speaker: import("./speaker.js").Speaker | null}} props */
export function SoundHint({ speaker }) {
  if (!speaker?.blocked.value) return null;
  return html`<button type="button" class="sound-hint"><${Icon} name="volume-x" /><span>${t("board-sound-blocked")}</span></button>`;
}
