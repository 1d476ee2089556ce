// Widths and cap height of the font in use, in em. Measured, not assumed: another font on the machine must not make signs too small.

const FAMILY = '"Golos Text Variable", "Noto Sans SC Variable", system-ui, sans-serif';
const SIGNS = 800;
const WORDS = 650;
const EM = 1000;

const pencil = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));

/** Resolves when the letters of numbers can be measured. A font that does not come is no reason to show nothing. */
export async function fontsReady() {
  const letters = "АЯA09→一";
  const loading = [SIGNS, WORDS].map((weight) => document.fonts.load(`${weight} 100px ${FAMILY}`, letters));
  await Promise.race([Promise.allSettled(loading), new Promise((resolve) => setTimeout(resolve, 3_000))]);
}

/** Height of a capital letter. */
export function capRatio() {
  pencil.font = `${SIGNS} ${EM}px ${FAMILY}`;
  return pencil.measureText("Н").actualBoundingBoxAscent / EM;
}

/** Width of a number as it stands on a chip or plate. @param {string} text */
export function signEm(text) {
  return width(text, SIGNS);
}

/** Width of secondary words. @param {string} text */
export function wordsEm(text) {
  return width(text, WORDS);
}

/** @param {string} text @param {number} weight */
function width(text, weight) {
  pencil.font = `${weight} ${EM}px ${FAMILY}`;
  // Pages use tabular figures, the canvas does not: every figure is as wide as a nought.
  return pencil.measureText(text.replace(/\d/g, "0")).width / EM;
}
