// The line under the calls on the hall's boards, in each language.

import { Button } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { LANGUAGES, OWN_NAMES, t } from "/assets/web/i18n.js";
import { command } from "/assets/web/staff/commanding.js";

/** @param {import("./admin.js").PanelProps} props */
export function MessagePanel({ view, id, say }) {
  const shown = view.office?.message ?? {};
  const [text, setText] = useState(/** @type {Record<string, string>} */ ({ ...shown }));
  const [busy, setBusy] = useState(false);
  const standing = JSON.stringify(shown);
  const [seen, setSeen] = useState(standing);
  if (seen !== standing) {
    // while drawing, not after it: an effect would wipe what was typed in between
    setSeen(standing);
    setText({ ...shown });
  }

  const send = async (/** @type {Record<string, string>} */ words) => {
    setBusy(true);
    const said = Object.fromEntries(Object.entries(words).map(([lang, line]) => [lang, line.trim()]).filter(([, line]) => line));
    const { trouble } = await command(`offices/${id}/message`, { text: said });
    setBusy(false);
    say(trouble ?? t(Object.keys(said).length > 0 ? "admin-message-shown" : "admin-message-cleared"));
  };
  const changed = LANGUAGES.some((lang) => (text[lang] ?? "").trim() !== (shown[lang] ?? ""));
  return html`<form class="panel" aria-labelledby="message-title" onSubmit=${(/** @type {Event} */ event) => (event.preventDefault(), send(text))}>
    <h2 id="message-title">${t("admin-message")}</h2>
    <p class="panel__lead">${t("admin-message-hint")}</p>
    ${LANGUAGES.map((lang) => html`<label class="message-line" key=${lang} lang=${lang}>
      <span>${OWN_NAMES[lang]}</span>
      <input class="input" maxlength="200" value=${text[lang] ?? ""} onInput=${(/** @type {any} */ event) => setText({ ...text, [lang]: event.target.value })} />
    </label>`)}
    <div class="panel__actions">
      <${Button} type="submit" icon="megaphone" busy=${busy} disabled=${!changed || !view.fresh}>${t("admin-message-show")}<//>
      ${Object.keys(shown).length > 0 && html`<${Button} kind="quiet" icon="x" disabled=${!view.fresh} onClick=${() => send({})}>${t("admin-message-clear")}<//>`}
    </div>
  </form>`;
}
