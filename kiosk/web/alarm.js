// The phone's signal when its ticket is called: sound, vibration, a screen that stays awake. A browser lets a page sound only
// after a touch, so the visitor switches it on; until then the page does what it may.

import { signal } from "/assets/web/html.js";

/** Whether the visitor asked to be signalled. */
export const armed = signal(false);
/** Whether it is sounding now. */
export const ringing = signal(false);

/** As long as a person needs to find the phone in a bag. */
const RINGS = 10;
const EVERY_MS = 3_000;
const VIBRATION = [500, 200, 500, 200, 900];

/** @type {AudioContext | null} */
let audio = null;
/** @type {WakeLockSentinel | null} */
let awake = null;
/** @type {ReturnType<typeof setInterval> | undefined} */
let timer;

/** On or off, by the visitor's own touch. A short quiet tone answers, so that they know how it will sound. */
export async function toggleAlarm() {
  armed.value = !armed.peek();
  if (!armed.peek()) {
    silence();
    await letSleep();
    return;
  }
  audio ??= new AudioContext();
  await audio.resume();
  chime(0.15);
  await stayAwake();
}

/** The ticket is called, or called again. */
export function ring() {
  silence();
  ringing.value = armed.peek();
  let rung = 0;
  const once = () => {
    shake(VIBRATION);
    if (armed.peek()) chime(0.6);
    rung += 1;
    if (rung >= RINGS || !armed.peek()) silence({ vibration: true });
  };
  timer = setInterval(once, EVERY_MS);
  once();
}

/** @param {{vibration?: boolean}} [keep] */
export function silence(keep = {}) {
  clearInterval(timer);
  ringing.value = false;
  if (!keep.vibration) shake(0);
}

/** Browsers refuse, and complain, before the page's first touch. @param {number | number[]} pattern */
function shake(pattern) {
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(pattern);
}

/** Two falling notes, as the hall's own chime. @param {number} loudness */
function chime(loudness) {
  if (!audio || audio.state !== "running") return;
  for (const [index, frequency] of [659.3, 523.3].entries()) {
    const start = audio.currentTime + index * 0.42;
    const tone = new OscillatorNode(audio, { frequency });
    const volume = new GainNode(audio, { gain: 0 });
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(loudness, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 1.1);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 1.2);
  }
}

async function stayAwake() {
  if (!armed.peek() || document.visibilityState !== "visible") return;
  try {
    awake = (await navigator.wakeLock?.request("screen")) ?? null;
  } catch {
    awake = null; // low battery: the system decides
  }
}

async function letSleep() {
  await awake?.release().catch(() => {});
  awake = null;
}

// The system takes the lock away with every glance at another app.
globalThis.document?.addEventListener("visibilitychange", stayAwake);
