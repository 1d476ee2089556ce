// The two questions of the cockpit that need more than a yes: what boards and kiosks say, and which topics a manager serves now.

import { Button, Dialog } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { LANGUAGES, named, OWN_NAMES, t } from "/assets/web/i18n.js";

/** @param {{open: boolean, hall: import("./office_screen.js").Hall, onClose: () => void}} props */
export function MessageDialog({ open, hall, onClose }) {
  return html`<${Dialog} open=${open} title=${t("cockpit-message-title")} onClose=${onClose}>${open && html`<${MessageForm} hall=${hall} onClose=${onClose} />`}<//>`;
}

/** @param {{hall: import("./office_screen.js").Hall, onClose: () => void}} props */
function MessageForm({ hall, onClose }) {
  const [text, setText] = useState(/** @type {Record<string, string>} */ ({ ...hall.office.message }));
  const [trouble, setTrouble] = useState(/** @type {string | null} */ (null));
  const send = async (/** @type {Record<string, string>} */ words) => {
    const said = Object.fromEntries(Object.entries(words).map(([lang, line]) => [lang, line.trim()]).filter(([, line]) => line));
    const refused = await hall.run("message", { text: said }, t(Object.keys(said).length > 0 ? "cockpit-message-shown" : "cockpit-message-gone"));
    setTrouble(refused);
    if (refused === null) onClose();
  };
  const stands = Object.keys(hall.office.message).length > 0;
  return html`<form class="form" onSubmit=${(/** @type {Event} */ event) => (event.preventDefault(), send(text))}>
    <p>${t("cockpit-message-hint")}</p>
    ${LANGUAGES.map((lang, place) => html`<label class="field" key=${lang} lang=${lang}><span class="field__label">${OWN_NAMES[lang]}</span>
      <input class="input" maxlength="200" autofocus=${place === 0} value=${text[lang] ?? ""} onInput=${(/** @type {any} */ event) => setText({ ...text, [lang]: event.target.value })} /></label>`)}
    <p class="form-trouble" role="alert">${trouble}</p>
    <div class="dialog__actions">
      ${stands && html`<${Button} kind="quiet" icon="x" onClick=${() => send({})}>${t("cockpit-message-clear")}<//>`}
      <${Button} kind="quiet" onClick=${onClose}>${t("cancel")}<//>
      <${Button} kind="primary" type="submit">${t("cockpit-message-show")}<//>
    </div>
  </form>`;
}

/** @param {{desk: any, hall: import("./office_screen.js").Hall, onClose: () => void}} props */
export function TopicsDialog({ desk, hall, onClose }) {
  return html`<${Dialog} open=${desk !== null} title=${desk ? t("cockpit-topics-title", { name: desk.manager.name }) : ""} onClose=${onClose}>
    ${desk && html`<${TopicsForm} key=${desk.number} desk=${desk} hall=${hall} onClose=${onClose} />`}<//>`;
}

/** @param {{desk: any, hall: import("./office_screen.js").Hall, onClose: () => void}} props */
function TopicsForm({ desk, hall, onClose }) {
  const [chosen, setChosen] = useState(/** @type {ReadonlySet<string>} */ (new Set(desk.topics)));
  const [trouble, setTrouble] = useState(/** @type {string | null} */ (null));
  useEffect(() => setChosen(new Set(desk.topics)), [desk.number]);
  const toggle = (/** @type {string} */ id) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const topics = desk.skills.filter((/** @type {string} */ id) => chosen.has(id));
    const refused = await hall.run(`desks/${encodeURIComponent(desk.number)}/set_topics`, { topics });
    setTrouble(refused);
    if (refused === null) onClose();
  };
  return html`<form class="form" onSubmit=${save}>
    <p>${t("cockpit-topics-text")}</p>
    <fieldset class="choices"><legend class="only-read">${t("cockpit-topics-of")}</legend><div class="choices__list">
      ${desk.skills.map((/** @type {string} */ id, /** @type {number} */ place) => html`<label class="choice" key=${id}>
        <input type="checkbox" checked=${chosen.has(id)} autofocus=${place === 0} onChange=${() => toggle(id)} />
        <span class="choice__words">${named(hall.topics.get(id)?.name)}</span>
        <span class="choice__count numbers">${t("cockpit-tile-waiting", { count: hall.topics.get(id)?.waiting ?? 0 })}</span>
      </label>`)}
    </div></fieldset>
    <p class="form-note" role="status">${chosen.size === 0 ? t("cockpit-topics-none") : ""}</p>
    <p class="form-trouble" role="alert">${trouble}</p>
    <div class="dialog__actions"><${Button} kind="quiet" onClick=${onClose}>${t("cancel")}<//><${Button} kind="primary" type="submit">${t("cockpit-topics-save")}<//></div>
  </form>`;
}
