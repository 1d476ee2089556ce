// Joins the queue of announcements to the live view, the clock and the sound. The rules are in announcements.js.

import { serverNow, serverPace } from "/assets/web/clock.js";
import { effect, signal } from "/assets/web/html.js";
import { advanced, nextStepAt, observed, quieted, silence } from "./announcements.js";

/** @typedef {import("./announcements.js").Announcements} Announcements */
/** @typedef {import("./announcements.js").Call} Call */
/** @typedef {import("./announcements.js").Turn} Turn */

/** Where a reloaded page finds what was announced before. */
const memoryOf = (/** @type {string} */ office) => `queue.announced.${office}`;

export class Announcer {
  /**
   * @param {string} office
   * @param {(turn: Turn, waiting: number) => Promise<void>} sound makes the sound of a turn; ends when it has ended
   */
  constructor(office, sound) {
    this.office = office;
    this.sound = sound;
    /** @type {Announcements} */
    this.state = silence(recalled(office));
    /** The announcement that is being made. */
    this.turn = signal(/** @type {Turn | null} */ (null));
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /**
   * Follow the calls of a live view, from the moment of its first snapshot.
   * @param {import("/assets/web/live_view.js").LiveView} view
   * @param {(call: Call) => boolean} [concerns] which calls are this screen's
   */
  follow(view, concerns = () => true) {
    const rows = view.rows("call:");
    return effect(() => {
      const calls = /** @type {Call[]} */ (rows.value.map(([, row]) => row)).filter(concerns);
      if (view.ready.value) this.observe(calls);
    });
  }

  /** @param {Call[]} calls */
  observe(calls) {
    const heard = this.state.heard;
    this.state = observed(this.state, calls, { at: performance.now(), serverMs: serverNow(), pace: serverPace() });
    if (this.state.heard !== heard) remember(this.office, this.state.heard);
    this.step();
  }

  step() {
    const before = this.state.turn;
    this.state = advanced(this.state, performance.now());
    const turn = this.state.turn;
    if (turn !== null && turn.announcement !== before?.announcement) this.begin(turn);
    this.turn.value = turn;
    clearTimeout(this.timer);
    const next = nextStepAt(this.state);
    if (next !== null) this.timer = setTimeout(() => this.step(), Math.max(10, next - performance.now()));
  }

  /** @param {Turn} turn */
  begin(turn) {
    const quiet = () => {
      if (this.state.turn?.announcement !== turn.announcement) return;
      this.state = quieted(this.state, performance.now());
      this.step();
    };
    this.sound(turn, this.state.queue.length).then(quiet, quiet);
  }
}

/** @param {string} office @returns {Record<string, string>} */
function recalled(office) {
  try {
    return JSON.parse(sessionStorage.getItem(memoryOf(office)) ?? "{}");
  } catch {
    return {};
  }
}

/** @param {string} office @param {Record<string, string>} heard */
function remember(office, heard) {
  try {
    sessionStorage.setItem(memoryOf(office), JSON.stringify(heard));
  } catch {
    // Without storage a reload within 20 s of a call announces it twice; nothing else depends on it.
  }
}
