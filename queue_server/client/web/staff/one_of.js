// A field for one of some: a list to choose from, and where there is only one, its name.

import { html } from "/assets/web/html.js";

/**
 * @param {{label: string, options: {value: string, text: string}[], value: string, onChange: (event: any) => void}} props
 */
export function OneOf({ label, options, value, onChange }) {
  if (options.length === 1) return html`<p class="field"><span class="field__label">${label}</span><span class="field__only">${options[0].text}</span></p>`;
  return html`<label class="field"><span class="field__label">${label}</span>
    <select class="input" value=${value} onChange=${onChange}>
      ${options.map((one) => html`<option key=${one.value} value=${one.value} selected=${one.value === value}>${one.text}</option>`)}
    </select></label>`;
}
