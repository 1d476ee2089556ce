// What a board is told by its address: where the far seat is, how large the screen, which languages, what sounds. Pure.
// A hall's screen has no keyboard: its address is all it is set up with.

/** @typedef {"ru" | "en" | "zh"} Language */
/**
 * @typedef {{farM: number, diagonalIn: number, languages: Language[], everyMs: number, voices: Language[], sound: boolean, volume: number}} Settings
 */

/** @type {readonly Language[]} */
const KNOWN = ["ru", "en", "zh"];

/**
 * @param {string} search `?far=10&diagonal=55&languages=ru,en&every=12&voice=ru,en&sound=on&volume=80`
 * @param {{farM: number, diagonalIn: number, sound: boolean}} usual where the address is silent
 * @returns {Settings}
 */
export function settingsFrom(search, usual) {
  const asked = new URLSearchParams(search);
  const languages = languagesFrom(asked.get("languages") ?? asked.get("lang")) ?? [...KNOWN];
  return {
    farM: between(asked.get("far"), 1, 60) ?? usual.farM,
    diagonalIn: between(asked.get("diagonal"), 7, 300) ?? usual.diagonalIn,
    languages,
    everyMs: 1000 * (between(asked.get("every"), 5, 300) ?? 12),
    voices: asked.get("voice") === "off" ? [] : languagesFrom(asked.get("voice")) ?? languages.slice(0, 1),
    sound: { on: true, off: false }[asked.get("sound") ?? ""] ?? usual.sound,
    volume: (between(asked.get("volume"), 0, 100) ?? 100) / 100,
  };
}

/** @param {string | null} list @returns {Language[] | null} those known, once each, in their order; null if there is none */
function languagesFrom(list) {
  const known = (list ?? "").split(",").filter((name) => KNOWN.includes(/** @type {Language} */ (name)));
  return known.length > 0 ? /** @type {Language[]} */ ([...new Set(known)]) : null;
}

/** @param {string | null} text @param {number} least @param {number} most @returns {number | null} null for what is no number in bounds */
function between(text, least, most) {
  if (text === null || text.trim() === "") return null;
  const value = Number(text.replace(",", "."));
  return value >= least && value <= most ? value : null;
}
