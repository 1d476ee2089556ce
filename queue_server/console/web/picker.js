// Finding one of many by typing: a field with a list under it (WAI-ARIA combobox with a list box). Arrows move, Enter takes.

import { Icon } from "/assets/web/components.js";
import { html, useEffect, useId, useRef, useState } from "/assets/web/html.js";
import { found } from "/assets/web/staff/finding.js";

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {string} label
 * @property {string} [group]
 * @property {string} [hint]
 * @property {string} [key] the key that does the same
 * @property {string} [icon]
 * @property {string | null} [obstacle] why it cannot be taken now
 */

/**
 * @param {{label: string, items: Item[], none: (text: string) => string, onTake: (item: Item, shift: boolean) => void, onText?: (text: string) => void, placeholder?: string}} props
 */
export function Picker({ label, items, none, onTake, onText, placeholder }) {
  const id = useId();
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const [text, setText] = useState("");
  const [place, setPlace] = useState(0);
  const shown = found(items, text, (item) => `${item.label} ${item.hint ?? ""} ${item.group ?? ""}`);
  const at = Math.min(place, shown.length - 1);

  useEffect(() => field.current?.focus(), []);
  useEffect(() => list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" }), [at, text]);

  const take = (/** @type {Item | undefined} */ item, /** @type {boolean} */ shift) => {
    if (item && !item.obstacle) onTake(item, shift);
  };
  const typed = (/** @type {any} */ event) => {
    setText(event.target.value);
    setPlace(0);
    onText?.(event.target.value);
  };
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) {
      event.preventDefault();
      setPlace(Math.min(Math.max(at + step, 0), shown.length - 1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      take(shown[at], event.shiftKey);
    }
  };
  return html`<div class="picker">
    <div class="picker__field">
      <${Icon} name="search" />
      <input ref=${field} class="input" type="text" role="combobox" aria-label=${label} aria-expanded="true" aria-controls=${id} aria-autocomplete="list"
        aria-activedescendant=${at >= 0 ? `${id}-${at}` : undefined} autocomplete="off" spellcheck=${false} placeholder=${placeholder ?? label} value=${text}
        onInput=${typed} onKeyDown=${pressed} />
    </div>
    <div class="picker__list" role="listbox" id=${id} aria-label=${label} ref=${list}>
      ${shown.map(
        (item, index) => html`${item.group && item.group !== shown[index - 1]?.group && html`<div class="picker__group" role="presentation">${item.group}</div>`}
          <div class="picker__item" role="option" id=${`${id}-${index}`} aria-selected=${index === at ? "true" : "false"} aria-disabled=${item.obstacle ? "true" : undefined}
            onClick=${(/** @type {MouseEvent} */ event) => take(item, event.shiftKey)} onMouseMove=${() => index !== at && setPlace(index)}>
            ${item.icon && html`<${Icon} name=${item.icon} />`}
            <span class="picker__words">${item.label}${(item.obstacle ?? item.hint) && html`<small>${item.obstacle ?? item.hint}</small>`}</span>
            ${item.key && html`<kbd class="key">${item.key}</kbd>`}
          </div>`,
      )}
    </div>
    <p class="picker__none" role="status">${shown.length === 0 ? none(text) : ""}</p>
  </div>`;
}
