// A long message as still pages: a running line cannot be read by those who need longer, and draws the eye from the calls. Pure.

/** How long a page stands: about fifteen characters a second are read, and a glance comes late. */
export const PAGE_MS = 8_000;

/** Words go on: whoever looks up in the middle of a sentence sees that it is the middle. */
const GOES_ON = "…";

/** What a page costs by itself, and what it costs to end it after a part of a sentence, or after any word. */
const PAGE = 0.4;
const AFTER_PART = 0.5;
const AFTER_WORD = 1;
/** A page that holds the end of one sentence and the beginning of another. */
const MIXED = 1;
/** What an empty page costs above a full one; by the square of the room that is left. */
const EMPTY = 2;
/** A word longer than a page is still shown. */
const TOO_WIDE = 100;

/** A full stop after three letters or fewer is an abbreviation ("ул.", "тел."), more often than an end. */
const SENTENCE_END = /[!?。！？]$|\S{4,}\.$/;
const PART_END = /[,:;，：；、—–]$/;

/**
 * Words in pages of at most `widthEm`: whole sentences where they fit, else broken after a part of one, else between words (in
 * Chinese between any two characters), each page about as full as the others. A word longer than a page gets one of its own.
 * @param {string} message
 * @param {number} widthEm
 * @param {(text: string) => number} widthOf the width of a text in em
 * @returns {string[]}
 */
export function messagePages(message, widthEm, widthOf) {
  const pieces = message.replace(/\s+/g, " ").trim().match(/\p{Script=Han}[，。！？、；：]?|[^\s\p{Script=Han}]+|\s/gu) ?? [];
  /** The cheapest pages of the first `n` pieces. @type {{cost: number, pages: string[]}[]} */
  const best = [{ cost: 0, pages: [] }];
  for (let end = 1; end <= pieces.length; end++) {
    let cheapest = { cost: Infinity, pages: /** @type {string[]} */ ([]) };
    for (let start = end - 1; start >= 0; start--) {
      const words = pieces.slice(start, end).join("").trim();
      const before = best[start];
      if (words === "" || before === undefined) continue;
      const page = marked(words, start > 0 && !SENTENCE_END.test(pieces.slice(0, start).join("").trim()), end < pieces.length);
      const width = widthOf(page);
      const alone = !words.includes(" ") && !/\p{Script=Han}{2}/u.test(words);
      if (width > widthEm && !alone) break;
      const cost = before.cost + costOf(words, end === pieces.length) + (width > widthEm ? TOO_WIDE : EMPTY * (1 - width / widthEm) ** 2);
      if (cost < cheapest.cost) cheapest = { cost, pages: [...before.pages, page] };
    }
    best.push(cheapest);
  }
  return best.at(-1)?.pages ?? [];
}

/** @param {string} words @param {boolean} middle they begin within a sentence @param {boolean} more others follow */
function marked(words, middle, more) {
  const cut = more && !SENTENCE_END.test(words) && !PART_END.test(words);
  return `${middle ? GOES_ON : ""}${words}${cut ? GOES_ON : ""}`;
}

/** @param {string} words of one page @param {boolean} last */
function costOf(words, last) {
  if (last || SENTENCE_END.test(words)) return PAGE;
  const mixed = /[!?。！？]|\S{4,}\.\s/.test(words) ? MIXED : 0;
  return PAGE + mixed + (PART_END.test(words) ? AFTER_PART : AFTER_WORD);
}

/**
 * The first of several ways to say the same that stands on one page; the last where none does.
 * @param {string[]} ways the fullest first
 * @param {number} widthEm
 * @param {(text: string) => number} widthOf
 */
export function briefly(ways, widthEm, widthOf) {
  return ways.find((way) => widthOf(way) <= widthEm) ?? ways.at(-1) ?? "";
}
