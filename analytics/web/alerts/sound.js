// The sound of an alert, once for each ring, on one of this device's tabs, unless somebody switched it off.
// Knows the browser's audio and memory; which alerts sound, `alert_rows` says.

import { signal, useEffect } from "/assets/web/html.js";
import { heardAfter, unheard } from "./alert_rows.js";

/** @typedef {import("./alert_rows.js").Alert} Alert */

const SWITCH = "queue.alerts.sound";
const HEARD = "queue.alerts.heard";
/** Two tones, a third apart; the grave ones twice. Hz and seconds. */
const TONES = [659.25, 523.25];
const TONE_S = 0.22;

/** Whether this device sounds. */
export const soundOn = signal(remembered(SWITCH) !== "off");
/** Whether the browser waits for a touch before it lets a page sound. */
export const soundBlocked = signal(false);
/** @type {AudioContext | null} */
let audio = null;

/** On or off; a press also tells the browser that the page may sound. */
export async function switchSound() {
  soundOn.value = soundBlocked.peek() || !soundOn.peek();
  store(SWITCH, soundOn.peek() ? "on" : "off");
  if (soundOn.peek()) await allowed();
}

/**
 * Sounds what has yet to be heard, whenever the alerts change.
 * @param {Alert[]} alerts
 */
export function useRinging(alerts) {
  const key = alerts.map((alert) => `${alert.id}:${alert.rings}:${alert.acknowledged_at ?? ""}:${alert.quiet}`).join();
  useEffect(() => void once(() => ring(alerts)), [key, soundOn.value, soundBlocked.value]);
}

/** @param {Alert[]} alerts */
async function ring(alerts) {
  const heard = heardSoFar();
  const due = unheard(alerts, heard);
  if (due.length === 0) return;
  if (soundOn.peek()) {
    if (!(await allowed())) return;
    chime(due.some((alert) => alert.severity === "critical"));
  }
  store(HEARD, JSON.stringify(heardAfter(heard, due)));
}

/** @returns {import("./alert_rows.js").Heard} */
function heardSoFar() {
  try {
    return JSON.parse(remembered(HEARD) ?? "{}") ?? {};
  } catch {
    return {}; // rubbish: as if nothing had been heard
  }
}

/** One tab after another, so that a ring is heard from one of them. @param {() => Promise<void>} work */
function once(work) {
  return navigator.locks ? navigator.locks.request(HEARD, work) : work();
}

/** Whether the browser lets the page sound now. */
async function allowed() {
  audio ??= new AudioContext();
  if (audio.state === "suspended") await Promise.race([audio.resume(), new Promise((done) => setTimeout(done, 300))]);
  soundBlocked.value = audio.state !== "running";
  if (soundBlocked.peek()) for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, allowed, { once: true });
  return !soundBlocked.peek();
}

/** @param {boolean} grave */
function chime(grave) {
  if (!audio) return;
  const tones = grave ? [...TONES, ...TONES] : TONES;
  tones.forEach((hertz, place) => {
    const at = /** @type {AudioContext} */ (audio).currentTime + place * TONE_S;
    const tone = new OscillatorNode(/** @type {AudioContext} */ (audio), { type: "sine", frequency: hertz });
    const loudness = new GainNode(/** @type {AudioContext} */ (audio), { gain: 0 });
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.25, at + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + TONE_S);
    tone.connect(loudness).connect(/** @type {AudioContext} */ (audio).destination);
    tone.start(at);
    tone.stop(at + TONE_S);
  });
}

/** @param {string} name */
function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage may be switched off: each page then sounds for itself
  }
}

/** @param {string} name @param {string} value */
function store(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // as above
  }
}
