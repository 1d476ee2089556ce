// A ticket of any past day, found by its number: leads to its story, whose address goes on working.

import { Button, Icon } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { errorText, t } from "/assets/web/i18n.js";

/** @param {{office: string, today: string}} props `today`: the office's local day */
export function PastTicket({ office, today }) {
  const [day, setDay] = useState(today);
  const [number, setNumber] = useState("");
  const [trouble, setTrouble] = useState("");
  const find = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTrouble("");
    try {
      const found = await get(`/api/v1/offices/${encodeURIComponent(office)}/history?day=${day}&number=${encodeURIComponent(number.trim())}`);
      location.hash = `#office/${encodeURIComponent(office)}/ticket/${encodeURIComponent(found.ticket)}`;
    } catch (/** @type {any} */ error) {
      setTrouble(error.code === "ticket_unknown" ? t("cockpit-past-none", { number: number.trim() }) : errorText(error));
    }
  };
  return html`<details class="past"><summary>${t("cockpit-past")}</summary>
    <form class="past__form" onSubmit=${find}>
      <label class="field"><span class="field__label">${t("cockpit-past-day")}</span>
        <input class="input" type="date" required max=${today} value=${day} onInput=${(/** @type {any} */ event) => setDay(event.target.value)} /></label>
      <label class="field"><span class="field__label">${t("cockpit-past-number")}</span>
        <input class="input" required maxlength="16" autocomplete="off" value=${number} onInput=${(/** @type {any} */ event) => setNumber(event.target.value)} /></label>
      <${Button} type="submit" icon="search">${t("cockpit-past-go")}<//>
    </form>
    <p class="form-trouble past__trouble" role="status">${trouble && html`<${Icon} name="circle-alert" /><span>${trouble}</span>`}</p>
  </details>`;
}
