// The server's time on this device. Pages never trust the device's own clock: a kiosk's may be days off.

import { signal } from "./vendor/signals.js";

/** A sample that differs by more than this is no slow network: the server's clock was set, or runs at another pace. */
const JUMP_MS = 2_000;
/** Shorter stretches say nothing about the pace. */
const STRETCH_MS = 900;
/** Two stretches that agree to this share show a pace; a demonstration's day passes faster than ours. */
const AGREEMENT = 0.2;

/** What was told when: server ms, and the device's steady clock, which nobody can set. */
let anchor = { server: Date.now(), device: performance.now(), known: false };
let pace = 1;
/** Pace over the last stretch that did not fit; taken over when the next one says the same. */
let suspected = 1;

/**
 * Take a time the server just told. A message can only arrive late, so of samples that agree the latest time is the truest.
 * @param {string} now RFC 3339
 * @param {number} [device] the device's steady clock, ms
 */
export function noteServerTime(now, device = performance.now()) {
  const server = Date.parse(now);
  if (Number.isNaN(server)) return;
  const error = server - at(device);
  if (!anchor.known || error > JUMP_MS || error < -JUMP_MS) {
    measure(server, device);
    anchor = { server, device, known: true };
  } else if (error > 0) anchor = { server, device, known: true };
}

/**
 * The server was at least this far when it wrote an event; later than that where the event came late.
 * @param {string} at_ RFC 3339
 * @param {number} [device]
 */
export function noteServerTimeAtLeast(at_, device = performance.now()) {
  if (Date.parse(at_) > at(device)) noteServerTime(at_, device);
}

/** @param {number} server @param {number} device */
function measure(server, device) {
  const stretch = device - anchor.device;
  if (!anchor.known || stretch < STRETCH_MS) return;
  const measured = (server - anchor.server) / stretch;
  const agrees = Math.abs(measured - suspected) <= AGREEMENT * Math.abs(suspected);
  if (agrees) pace = Math.abs(measured - 1) < AGREEMENT || measured <= 0 ? 1 : measured;
  suspected = measured;
}

/** @param {number} device */
function at(device) {
  return anchor.server + (device - anchor.device) * pace;
}

/** @returns {number} the server's time, ms since the epoch; the device's own until the server was heard */
export function serverNow() {
  return at(performance.now());
}

/** @returns {number} how many of the server's seconds pass in one of ours: 1, but for a demonstration */
export function serverPace() {
  return pace;
}

/** The server's time, renewed at each of its full seconds. Components that read it redraw once a second. */
export const everySecond = signal(serverNow());

/** The same at each full minute, for texts that change no faster ("updated 3 minutes ago"). */
export const everyMinute = signal(serverNow());

/** Start ticking; called once by a page. Stops by itself never: a page lives as long as its clock. */
export function startClock() {
  const tick = () => {
    const now = serverNow();
    if (Math.floor(now / 60_000) !== Math.floor(everyMinute.peek() / 60_000)) everyMinute.value = now;
    everySecond.value = now;
    setTimeout(tick, pace === 1 ? 1000 - (now % 1000) + 5 : 1000);
  };
  tick();
}

/**
 * Whole seconds from an instant to `nowMs`, never negative.
 * @param {string} at RFC 3339
 * @param {number} [nowMs]
 */
export function secondsSince(at, nowMs = serverNow()) {
  return Math.max(0, Math.floor((nowMs - Date.parse(at)) / 1000));
}

/**
 * Whole seconds until an instant, never negative.
 * @param {string} at RFC 3339
 * @param {number} [nowMs]
 */
export function secondsUntil(at, nowMs = serverNow()) {
  return Math.max(0, Math.ceil((Date.parse(at) - nowMs) / 1000));
}

/**
 * A duration as a stopwatch reads it: 4:07, 1:02:09. The same in every language.
 * @param {number} seconds
 */
export function stopwatch(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
