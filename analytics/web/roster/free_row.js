// Somebody without a shift on the day, or a desk without one: where a shift may be dropped.

import { Button } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { Wish } from "./wish.js";

/**
 * @param {{name: string, row: string, over: boolean, off: boolean, person: any, opening: import("./spanning.js").Opening, onAdd: (() => void) | null}} props
 */
export function FreeRow({ name, row, over, off, person, opening, onAdd }) {
  return html`<li class="roster__free" data-row=${row} data-over=${over ? "true" : undefined}>
    <div class="roster__free-name">${name}${off && html` <small>${t("roster-day-off")}</small>`}</div>
    <div class="roster__track"><${Wish} person=${person} opening=${opening} /></div>
    <div class="roster__row-tools">${onAdd && html`<${Button} kind="quiet" icon="plus" label=${`${t("roster-add")}: ${name}`} onClick=${onAdd} />`}</div>
  </li>`;
}
