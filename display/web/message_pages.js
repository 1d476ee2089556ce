// A long message as still pages: a running line cannot be read by those who need longer, and draws the eye from the calls. Pure.

/** How long a page stands: about fifteen characters a second are read, and a glance comes late. */
export const PAGE_MS = 8_000;

/**
 * Words in pages of at most `widthEm`, broken between words; in Chinese between any two characters. A word longer than a page
 * gets one of its own.
 * @param {string} message
 * @param {number} widthEm
 * @param {(text: string) => number} widthOf the width of a text in em
 * @returns {string[]}
 */
export function messagePages(message, widthEm, widthOf) {
  const pages = filled(message, widthEm, widthOf);
  // No page for a last word alone: the same number of pages, each about as full as the others.
  const fullest = Math.max(0, ...pages.map(widthOf));
  for (let width = widthOf(message) / Math.max(1, pages.length); width < fullest; width += 0.5) {
    const balanced = filled(message, width, widthOf);
    if (balanced.length === pages.length) return balanced;
  }
  return pages;
}

/** @param {string} message @param {number} widthEm @param {(text: string) => number} widthOf @returns {string[]} each as full as it goes */
function filled(message, widthEm, widthOf) {
  /** @type {string[]} */
  const made = [];
  let line = "";
  for (const piece of message.replace(/\s+/g, " ").trim().match(/\p{Script=Han}[，。！？、；：]?|[^\s\p{Script=Han}]+|\s/gu) ?? []) {
    if (line !== "" && widthOf((line + piece).trimEnd()) > widthEm) {
      made.push(line.trim());
      line = "";
    }
    line = (line + piece).trimStart();
  }
  if (line.trim() !== "") made.push(line.trim());
  return made;
}
