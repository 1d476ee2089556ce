// The line that answers every press: what is being done, what was done, why not; and for ten seconds the way back.

import { Icon } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { ask } from "./asking.js";
import { KEY_OF } from "./keys.js";

const ICON_OF = { sending: "loader-circle", done: "check", refused: "info" };
const CALLS_BACK = new Set(["call"]);

/** @param {{work: import("./work.js").Work}} props */
export function EchoLine({ work }) {
  const [now, setNow] = useState(Date.now());
  const echo = work.echo.value;
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [echo?.seq]);
  const shown = echo && now < echo.until ? echo : null;
  const seconds = shown ? Math.max(1, Math.ceil((shown.until - now) / 1000)) : 0;
  const undoText = shown?.undo && t(CALLS_BACK.has(shown.undo.action) ? "undo-call-back" : "undo-offer");
  return html`<footer class="echo" data-tone=${shown?.tone}>
    <p class="echo__words" role="status" aria-live="polite">${shown && html`<${Icon} name=${ICON_OF[shown.tone]} class=${shown.tone === "sending" ? "icon--turning" : ""} /><span>${shown.text}</span>`}</p>
    ${undoText && html`<button type="button" class="button button--quiet button--m echo__undo" aria-keyshortcuts="Control+Z" onClick=${() => work.undo()}><${Icon} name="undo-2" /><span>${undoText}</span> <span class="numbers echo__left" aria-hidden="true">${seconds}</span><kbd class="key">${KEY_OF.undo}</kbd></button>`}
    <button type="button" class="button button--quiet button--m echo__keys" aria-keyshortcuts="F1" onClick=${() => ask(work, "help")}><${Icon} name="keyboard" /><span>${t("action-help")}</span><kbd class="key">F1</kbd></button>
  </footer>`;
}
