// How large signs must be to be read from the far seat, and what then fits on the screen. Pure geometry.
//
// A capital letter must be seen under 0.7 degrees: 12.2 mm of cap height for each metre (EN 301 549, 5.1.4). Secondary words go
// down to 16 minutes of arc, 4.7 mm a metre (NUREG-0700). All lengths below are CSS px of a page that fills the screen.

export const MM_PER_M = 12.2;
export const SECONDARY_MM_PER_M = 4.7;
export const SECONDARY = SECONDARY_MM_PER_M / MM_PER_M;

// Heights in cap heights. A chip is its letters and 0.17 above and below; lines stand 0.1 apart, as on a station's board.
const CHIP = 1.34;
const BETWEEN = 0.1;
const LINE = CHIP + BETWEEN;
const HEADER = 0.56;
const BAND = 0.54;
const EDGE = 0.07;
// Widths in em of the chip's font.
const SHAFT = 0.75; // the shortest arrow, with the air around it
const SIDE = 0.12; // between the screen's edge and a line
const ASIDE_AIR = 0.6; // beside those who are next, in em of the small font
/** With fewer lines than this signs do not grow beyond what is required; with more they do, until a narrow page stops them. */
const ENOUGH_LINES = 5;
/** The last calls that a board is told of, less the newest. */
const MOST_LINES = 11;
/** How much larger the newest call may be than the others. */
const FIRST_SCALE = 1.6;

/**
 * @typedef {{width: number, height: number, farM: number, diagonalIn: number}} Hall the page in px, the far seat, the screen
 * @typedef {{capRatio: number, chipEm: number, plateEm: number, asideEm: number}} Signs measured in the font in use, widest of each
 * @typedef {{fits: true, cap: number, font: number, small: number, firstFont: number, lines: number, band: boolean, aside: boolean, requiredCap: number}} Layout
 * @typedef {{fits: false, requiredCap: number, diagonalIn: number, farM: number}} Refusal what screen, or what far seat, would do
 */

/** Px of cap height that the far seat needs. @param {Hall} hall */
export function requiredCap({ width, height, farM, diagonalIn }) {
  return MM_PER_M * farM * (Math.hypot(width, height) / (diagonalIn * 25.4));
}

/**
 * The lobby board: header, the newest call, lines of other calls, and where there is room those who are next beside them and a band
 * with the office's words. Nothing is ever drawn smaller than the far seat can read: what does not fit is left out, and a screen on
 * which not even two calls fit is refused.
 * @param {Hall} hall
 * @param {Signs} signs
 * @param {{band: boolean}} wishes
 * @returns {Layout | Refusal}
 */
export function lobby(hall, signs, wishes) {
  const required = requiredCap(hall);
  const lineEm = signs.chipEm + SHAFT + signs.plateEm + 2 * SIDE;
  const widest = (hall.width / lineEm) * signs.capRatio;
  const least = 2 * EDGE + HEADER + 2 * LINE;
  if (required > Math.min(widest, hall.height / least)) return refusal(hall, required, Math.min(widest, hall.height / least));

  // Signs grow as long as enough lines still fit; they never shrink below what is required.
  const full = 2 * EDGE + HEADER + (wishes.band ? BAND : 0) + FIRST_SCALE * CHIP + BETWEEN + ENOUGH_LINES * LINE;
  const cap = Math.max(required, Math.min(widest, hall.height / full));
  const room = hall.height / cap - 2 * EDGE - HEADER;
  const band = wishes.band && room >= 2 * LINE + BAND;
  const forCalls = room - (band ? BAND : 0);
  const lines = Math.min(MOST_LINES, Math.floor((forCalls - LINE) / LINE));
  const forFirst = (forCalls - lines * LINE - BETWEEN) / CHIP;
  const firstWidest = hall.width / lineEm / (cap / signs.capRatio);
  const font = cap / signs.capRatio;
  const small = font * SECONDARY;
  return {
    fits: true,
    cap,
    font,
    small,
    firstFont: font * Math.max(1, Math.min(FIRST_SCALE, forFirst, firstWidest)),
    lines,
    band,
    aside: hall.width - lineEm * font >= (signs.asideEm + ASIDE_AIR) * small,
    requiredCap: required,
  };
}

/**
 * The board over one desk: the number as large as it goes, a line of words above and below.
 * @param {Hall} hall
 * @param {{capRatio: number, chipEm: number, wordsEm: number}} signs
 * @returns {{fits: true, cap: number, font: number, small: number, requiredCap: number} | Refusal}
 */
export function overDesk(hall, { capRatio, chipEm, wordsEm }) {
  const required = requiredCap(hall);
  const words = 2 * 1.9 * SECONDARY;
  const possible = Math.min((hall.width / (chipEm + 4 * SIDE)) * capRatio, hall.height / (words + CHIP + 0.3), (hall.width / (wordsEm + 1.5) / SECONDARY) * capRatio);
  if (required > possible) return refusal(hall, required, possible);
  const cap = Math.max(required, possible);
  return { fits: true, cap, font: cap / capRatio, small: (cap / capRatio) * SECONDARY, requiredCap: required };
}

/**
 * How much a call has to be drawn smaller to stay on the screen. Less than 1 only for a number longer than any that was foreseen:
 * it came while the board was running, and half a number would be worse than a smaller one.
 * @param {number} chipEm @param {number} plateEm @param {number} font @param {number} width px the line has
 */
export function squeeze(chipEm, plateEm, font, width) {
  return Math.min(1, width / ((chipEm + SHAFT + plateEm + 2 * SIDE) * font));
}

/** @param {Hall} hall @param {number} required @param {number} possible @returns {Refusal} */
function refusal({ diagonalIn, farM }, required, possible) {
  return {
    fits: false,
    requiredCap: required,
    diagonalIn: Math.ceil((diagonalIn * required) / possible),
    farM: Math.floor((10 * farM * possible) / required) / 10,
  };
}
