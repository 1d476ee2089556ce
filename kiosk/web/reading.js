// The screen read aloud, for whoever cannot read it: from top to bottom once, and each control as the keys come to it. The server's voice
// speaks. What is being read is framed, so that one can follow. EN 301 549, clause 5: closed functionality.

import { computed, effect, signal } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { language } from "/assets/web/i18n.js";

/** Off; on and silent; on and speaking. */
export const reading = signal(/** @type {false | "silent" | "aloud"} */ (false));
const languages = signal(/** @type {string[]} */ ([]));
/** Whether the language on the screen can be read aloud here. */
export const readsHere = computed(() => languages.value.includes(language.value));

/** What is said on a screen, in the order in which it stands there. */
const READ =
  ".kiosk__main :is(h1, .ask__message, .card, .facts > div, .bring, .take, .categories h2, .category, .got__number, .got__todo li, .trouble p, .by-phone p, .confirm__failed), .bar__button, .languages__one";
/** A tactile keypad has one key for it; a keyboard takes this one. */
const KEY = "F1";
/** The voice makes a sentence in well under this. */
const LOADING_LIMIT_MS = 6_000;
/** The next screen is drawn by then. */
const DRAWN_MS = 60;

const player = new Audio();
let turn = 0;

/** Ask once what can be read aloud, and listen for the key. Without a voice the kiosk is as it was. */
export async function prepareReading() {
  languages.value = (await get("/api/v1/speech").catch(() => null))?.languages ?? [];
  addEventListener("keydown", (event) => {
    if (event.key !== KEY || !readsHere.peek()) return;
    event.preventDefault();
    toggleReading();
  });
  addEventListener("focusin", (event) => {
    const control = event.target instanceof Element ? event.target.closest("button, a, input") : null;
    if (reading.peek() && control?.matches(":focus-visible")) say([control]);
  });
}

export function toggleReading() {
  if (reading.peek()) stopReading();
  else readScreen();
}

export function stopReading() {
  turn += 1;
  player.pause();
  unframe();
  reading.value = false;
}

/** Read each new screen while reading is on. @param {() => unknown} screen reads signals: differs when the screen does */
export function followScreen(screen) {
  let before = /** @type {unknown} */ (undefined);
  effect(() => {
    const now = screen();
    if (now === before) return;
    before = now;
    if (!reading.peek()) return;
    if (readsHere.peek()) setTimeout(() => reading.peek() && readScreen(), DRAWN_MS);
    else stopReading();
  });
}

function readScreen() {
  say([...document.querySelectorAll(READ)].filter((one) => one.checkVisibility()));
}

/** @param {Element[]} parts */
async function say(parts) {
  turn += 1;
  const mine = turn;
  reading.value = "aloud";
  for (const part of parts) {
    const words = wordsOf(part);
    if (!words) continue;
    unframe();
    part.classList.add("read-now");
    await play(`/api/v1/speech/${language.peek()}?text=${encodeURIComponent(words)}`);
    if (turn !== mine) return;
  }
  unframe();
  reading.value = "silent";
}

/** A ticket's number sign by sign; everything else as it stands, its lines as parts of a sentence. @param {Element} part */
export function wordsOf(part) {
  const text = /** @type {HTMLElement} */ (part).innerText.trim();
  if (part.matches(".got__number")) return [...text].join(" ");
  return text.replaceAll(/\s*\n+\s*/g, ", ").replaceAll("–", " – ").slice(0, 400);
}

/** @param {string} address @returns {Promise<void>} when it has ended, was interrupted, or cannot be had */
function play(address) {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, LOADING_LIMIT_MS);
    player.onplaying = () => clearTimeout(late);
    player.onended = player.onpause = player.onerror = () => {
      clearTimeout(late);
      resolve();
    };
    player.src = address;
    player.play().catch(() => resolve());
  });
}

function unframe() {
  for (const one of document.querySelectorAll(".read-now")) one.classList.remove("read-now");
}
