// Choosing one of a few by digit, arrow or pointer: radio buttons that show the digit which chooses them.

import { html, useLayoutEffect, useRef } from "/assets/web/html.js";

/** @typedef {{value: string, label: string, hint?: string, disabled?: boolean}} Choice */

/** As many digits as a keyboard has; later choices are reached by arrows. */
const DIGITS = 9;

/**
 * @param {{name: string, legend: string, choices: Choice[], value: string | null, onChoose: (value: string, byDigit: boolean) => void,
 *   error?: string | null, columns?: boolean, focus?: boolean}} props
 */
export function Choices({ name, legend, choices, value, onChoose, error, columns = false, focus = false }) {
  const byDigit = (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    const choice = choices[Number(event.key) - 1];
    if (!choice || choice.disabled) return;
    event.preventDefault();
    const radios = /** @type {HTMLElement} */ (event.currentTarget).querySelectorAll("input");
    radios[Number(event.key) - 1]?.focus();
    onChoose(choice.value, true);
  };
  const group = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    if (error) group.current?.querySelector("input")?.focus();
  }, [error]);
  const first = choices.findIndex((choice) => (value === null ? !choice.disabled : choice.value === value));
  return html`<fieldset ref=${group} class=${`choices${columns ? " choices--columns" : ""}`} onKeyDown=${byDigit} aria-describedby=${error ? `${name}-error` : undefined}>
    <legend class="field__label">${legend}</legend>
    <div class="choices__list">
      ${choices.map(
        (choice, place) => html`<label class="choice" key=${choice.value} data-disabled=${choice.disabled ? "true" : undefined}>
          <input type="radio" name=${name} value=${choice.value} checked=${choice.value === value} disabled=${choice.disabled} autofocus=${focus && place === first}
            onChange=${() => onChoose(choice.value, false)} />
          <span class="choice__words">${choice.label}${choice.hint && html`<small>${choice.hint}</small>`}</span>
          ${place < DIGITS && !choice.disabled && html`<kbd class="key" aria-hidden="true">${place + 1}</kbd>`}
        </label>`,
      )}
    </div>
    ${error && html`<p class="field__error" id=${`${name}-error`} role="alert">${error}</p>`}
  </fieldset>`;
}
