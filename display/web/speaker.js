// Plays the clips of a call in order, through Web Audio: each begins when the one before has ended, to the millisecond.
// Knows addresses of sounds; must not know calls. Browsers keep a page silent until somebody touched it: `blocked` says so.

import { signal } from "/assets/web/html.js";

/** Clips that are not here by then are not waited for: the visitor is. */
const LOADING_LIMIT_MS = 4_000;
/** Between two words. */
const BREATH_S = 0.03;
/** Decoded clips kept in memory: all that one language has, and some. About 50 KB each. */
const MOST_CLIPS = 300;

export class Speaker {
  /** @param {{volume?: number, context?: () => AudioContext, load?: (url: string) => Promise<ArrayBuffer>}} [ground] handed in by tests */
  constructor({ volume = 1, context = () => new AudioContext({ latencyHint: "playback" }), load = fetched } = {}) {
    /** Whether the browser holds back the sound until somebody touches the page. */
    this.blocked = signal(false);
    this.load = load;
    this.context = context();
    this.gain = this.context.createGain();
    this.gain.gain.value = volume;
    this.gain.connect(this.context.destination);
    /** @type {Map<string, Promise<AudioBuffer>>} */
    this.clips = new Map();
    this.context.onstatechange = () => this.look();
    this.look();
  }

  look() {
    this.blocked.value = this.context.state !== "running";
  }

  /** Ask the browser for sound: it agrees when this comes from a touch or a key, or when the kiosk's flag is set. */
  async unlock() {
    await Promise.race([this.context.resume().catch(() => undefined), pause(1_000)]);
    this.look();
    return !this.blocked.peek();
  }

  /**
   * Load clips ahead. What fails now is asked for again when it is needed.
   * @param {readonly string[]} urls
   */
  async prepare(urls) {
    await Promise.allSettled(urls.map((url) => this.clip(url)));
  }

  /**
   * Play clips one after another; those that cannot be had are left out. Ends when the last has ended, at once where there is no sound.
   * @param {readonly string[]} urls
   */
  async play(urls) {
    if (this.context.state !== "running") return;
    const clips = await Promise.all(urls.map((url) => Promise.race([this.clip(url).catch(() => null), pause(LOADING_LIMIT_MS)])));
    let begin = this.context.currentTime + 0.05;
    for (const clip of clips) {
      if (!clip) continue;
      const source = this.context.createBufferSource();
      source.buffer = clip;
      source.connect(this.gain);
      source.start(begin);
      begin += clip.duration + BREATH_S;
    }
    await pause((begin - this.context.currentTime) * 1000);
  }

  /** @param {string} url @returns {Promise<AudioBuffer>} */
  clip(url) {
    const kept = this.clips.get(url);
    if (kept) return kept;
    const loading = this.load(url).then((bytes) => this.context.decodeAudioData(bytes));
    loading.catch(() => this.clips.delete(url));
    this.clips.set(url, loading);
    if (this.clips.size > MOST_CLIPS) this.clips.delete(/** @type {string} */ (this.clips.keys().next().value));
    return loading;
  }
}

/** @param {string} url */
async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.arrayBuffer();
}

/** @param {number} ms @returns {Promise<null>} */
function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms, null));
}
