// What every screen of the hall does when it opens: settings from the address, its right to look, languages, sound, staying awake.

import { effect, signal } from "/assets/web/html.js";
import { setLanguage, startLanguage } from "/assets/web/i18n.js";
import { everySecond, serverNow, startClock } from "/assets/web/clock.js";
import { LiveView } from "/assets/web/live_view.js";
import { comeBackInDemo, enrol } from "./enrolment.js";
import { fontsReady } from "./measure.js";
import { settingsFrom } from "./settings.js";
import { Speaker } from "./speaker.js";
import { CHIME } from "./voice.js";

/** A page this old is loaded anew while the office is closed, so that it never lags behind its server by more than a day. */
const OLD_MS = 20 * 3_600_000;

/**
 * @typedef {object} Hall
 * @property {string} office
 * @property {import("./settings.js").Settings} settings
 * @property {LiveView} view
 * @property {Speaker | null} speaker null where the screen is silent
 * @property {import("/assets/web/vendor/signals.js").Signal<{width: number, height: number}>} size the page in px
 */

/**
 * @param {{farM: number, diagonalIn: number, sound: boolean}} usual
 * @returns {Promise<Hall>}
 */
export async function openHall(usual) {
  document.documentElement.dataset.theme = "dark";
  const office = decodeURIComponent(location.pathname.split("/")[2] ?? "");
  const settings = settingsFrom(location.search, usual);
  const [{ demo }] = await Promise.all([enrol(office), startLanguage({ rooms: ["display"], remembered: false }), fontsReady()]);
  rotate(settings);
  startClock();
  const view = new LiveView({ office, view: "board" }).start();
  const size = signal(pageSize());
  addEventListener("resize", () => (size.value = pageSize()));
  if (demo) comeBackInDemo(view, office);
  stayAwake();
  renew(view, office);
  return { office, settings, view, size, speaker: settings.sound ? openSpeaker(settings.volume) : null };
}

/** @param {import("./settings.js").Settings} settings */
function rotate({ languages, everyMs }) {
  let shown = 0;
  const show = () => setLanguage(languages[shown % languages.length] ?? "ru", { remember: false });
  show();
  if (languages.length < 2) return;
  setInterval(() => {
    shown += 1;
    show();
  }, everyMs);
}

/** @param {number} volume */
function openSpeaker(volume) {
  const speaker = new Speaker({ volume });
  void speaker.prepare([CHIME]);
  const touched = async () => {
    // The chime answers the touch: whoever set up the screen hears that it works.
    if (speaker.blocked.peek() && (await speaker.unlock())) void speaker.play([CHIME]);
  };
  for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, touched);
  return speaker;
}

/** A screen that goes dark calls nobody. Not every browser can be asked; the rest is the device's own setting. */
function stayAwake() {
  const ask = () => {
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}

/** @param {LiveView} view @param {string} office */
function renew(view, office) {
  const since = serverNow();
  effect(() => {
    const old = everySecond.value - since > OLD_MS;
    if (old && view.standing.peek() === "live" && view.row(`office:${office}`).peek()?.open === false) location.reload();
  });
}

/** @returns {{width: number, height: number}} */
function pageSize() {
  return { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight };
}

