// The office and its topics as the kiosk last saw them, so that after a power cut without a network it still knows what to ask.

/** @typedef {{office: any, topics: any[], at: number}} Known */

const MEMORY = "queue.kiosk.known";
/** Older than a working day it says nothing of today. */
const LASTS_MS = 12 * 3_600_000;
const EVERY_MS = 30_000;

/** @param {string} id of the office @returns {Known | null} */
export function lastKnown(id) {
  try {
    const known = JSON.parse(localStorage.getItem(MEMORY) ?? "null");
    return known?.office?.id === id && Date.now() - known.at < LASTS_MS ? known : null;
  } catch {
    return null;
  }
}

let rememberedAt = 0;
/** Opening and closing are remembered at once. */
let lastTurn = "";

/** @param {any} office @param {any[]} topics */
export function rememberKnown(office, topics) {
  const now = Date.now();
  const turn = `${office.open} ${office.issuing}`;
  if (turn === lastTurn && now - rememberedAt < EVERY_MS) return;
  [lastTurn, rememberedAt] = [turn, now];
  try {
    localStorage.setItem(MEMORY, JSON.stringify({ office, topics, at: now }));
  } catch {
    // Then a kiosk that starts without a network can only say so.
  }
}
