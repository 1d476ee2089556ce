// Finding by typing: pure, so that the desk, reception and administration find alike.
// Knows words and the letters that two alphabets share. Knows no rows and no screen.

/** Latin letters that look like Cyrillic ones; a number is read off paper and typed on whatever layout is on. */
const LOOK_ALIKES = { A: "А", B: "В", C: "С", E: "Е", H: "Н", K: "К", M: "М", O: "О", P: "Р", T: "Т", X: "Х", Y: "У" };

/** The shortest number that is written out: А7 is А007. */
const NUMBER_DIGITS = 3;

/**
 * Those whose words hold every word of `text`, at the start of a word first. An empty text finds all, in their order.
 * @template T
 * @param {readonly T[]} all
 * @param {string} text
 * @param {(one: T) => string} wordsOf
 * @returns {T[]}
 */
export function found(all, text, wordsOf) {
  const wanted = folded(text).split(" ").filter(Boolean);
  if (wanted.length === 0) return [...all];
  const ranked = all.map((one) => ({ one, rank: rankOf(folded(wordsOf(one)), wanted) })).filter(({ rank }) => rank >= 0);
  return ranked.sort((one, other) => one.rank - other.rank).map(({ one }) => one);
}

/**
 * Worst place of any wanted word: 0 at the very start, 1 at the start of a word, 2 inside; -1 where one is missing.
 * @param {string} words
 * @param {string[]} wanted
 */
function rankOf(words, wanted) {
  let worst = 0;
  for (const word of wanted) {
    const place = words.indexOf(word);
    if (place < 0) return -1;
    worst = Math.max(worst, place === 0 ? 0 : words.includes(` ${word}`) ? 1 : 2);
  }
  return worst;
}

/** @param {string} text */
function folded(text) {
  return text.toLowerCase().replaceAll("ё", "е").replace(/[«»"„“.,()—–-]+/g, " ").replace(/\s+/g, " ").trim();
}

/**
 * A ticket's number as it was issued, from what a person typed: any case, either alphabet, without the leading zeros.
 * Null where it is no number. `prefixes` are the office's own; one that looks like what was typed wins.
 * @param {string} text
 * @param {readonly string[]} prefixes
 * @returns {string | null}
 */
export function ticketNumber(text, prefixes) {
  const match = /^\s*(\p{L}{0,3})[\s-]*(\d{1,6})\s*$/u.exec(text);
  if (!match) return null;
  const [, letters = "", digits = ""] = match;
  const typed = cyrillic(letters);
  const known = [...new Set(prefixes.filter(Boolean))];
  const prefix = letters === "" && known.length === 1 ? known[0] : known.find((one) => cyrillic(one) === typed);
  if (letters === "" && prefix === undefined) return null;
  return (prefix ?? letters.toUpperCase()) + String(Number(digits)).padStart(NUMBER_DIGITS, "0");
}

/** @param {string} letters */
function cyrillic(letters) {
  return [...letters.toUpperCase()].map((letter) => /** @type {Record<string, string>} */ (LOOK_ALIKES)[letter] ?? letter).join("");
}
