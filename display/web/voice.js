// What is said in a call: asks the server for the list of clips. The grammar of numbers is the server's; none of it is here.

import { get } from "/assets/web/http.js";

/** @typedef {import("./settings.js").Language} Language */

const TIMEOUT_MS = 4_000;
/** Where the chime is when nothing else is known. */
export const CHIME = "/api/v1/voice/ru/chime.wav";

/**
 * Which of the languages somebody can speak here. Asking also lets the server prepare them.
 * @param {readonly Language[]} languages
 * @returns {Promise<Language[]>}
 */
export async function spokenLanguages(languages) {
  const asked = await Promise.all(languages.map((language) => get(`/api/v1/voice/${language}`, { timeoutMs: 30_000 }).catch(() => null)));
  return languages.filter((_, i) => asked[i]?.engine != null);
}

/**
 * The sounds of one call: the chime, then the call in each language. The chime alone without languages, or when the server is silent.
 * @param {{number: string, desk: string}} call
 * @param {readonly Language[]} languages
 * @returns {Promise<string[]>}
 */
export async function sounds({ number, desk }, languages) {
  const query = new URLSearchParams({ number, desk });
  const plans = await Promise.all(languages.map((language) => get(`/api/v1/voice/${language}/plan?${query}`, { timeoutMs: TIMEOUT_MS }).catch(() => null)));
  const clips = plans.filter((plan) => plan !== null).map((plan) => /** @type {string[]} */ (plan.clips));
  // Every plan begins with the chime; once is enough.
  return [clips[0]?.[0] ?? CHIME, ...clips.flatMap((list) => list.slice(1))];
}
