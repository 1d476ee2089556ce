// The band below the calls: the office's words, and who is next where they have no place of their own. Still pages, no running line.

import { html, useMemo } from "/assets/web/html.js";
import { wordsEm } from "./measure.js";
import { messagePages } from "./message_pages.js";
import { pageTurn } from "./parts.js";

/**
 * @param {{messages: string[], widthEm: number}} props
 */
export function Band({ messages, widthEm }) {
  const pages = useMemo(() => messages.flatMap((message) => messagePages(message, widthEm, wordsEm)), [messages.join("\n"), widthEm]);
  const shown = pages[pageTurn.value % Math.max(1, pages.length)];
  if (shown === undefined) return null;
  return html`<footer class="band"><p key=${shown}>${shown}</p></footer>`;
}
