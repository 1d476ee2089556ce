// The bar at the kiosk's foot: back, languages, reach and theme. Always there, always within reach.

import { Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { LanguageSwitch } from "/assets/web/switches.js";
import { toggleTheme } from "/assets/web/theme.js";
import { reading, readsHere, toggleReading } from "./reading.js";
import { reach } from "./steps.js";

/**
 * @param {{back?: () => void, onPhone?: () => void, onAppointment?: () => void, cut?: boolean}} props `onPhone`: show the code by which a phone takes a ticket;
 *   `onAppointment`: here for one; `cut`: no link, and so no voice
 */
export function Bar({ back, onPhone, onAppointment, cut = false }) {
  const toggleReach = () => {
    reach.value = !reach.peek();
  };
  return html`<nav class="bar" aria-label=${t("kiosk-bar")}>
    <div class="bar__back">
      ${onPhone && html`<button type="button" class="bar__button" id="on-phone" onClick=${onPhone}><${Icon} name="smartphone" /><span>${t("kiosk-on-phone")}</span></button>`}
      ${onAppointment && html`<button type="button" class="bar__button" id="appointment" onClick=${onAppointment}><${Icon} name="calendar-check" /><span>${t("kiosk-appointment")}</span></button>`}
      ${back && html`<button type="button" class="bar__button" onClick=${back}><${Icon} name="arrow-left" /><span>${t("back")}</span></button>`}
    </div>
    <${LanguageSwitch} remember=${false} short />
    <div class="bar__tools">
      <button type="button" class="bar__button" aria-pressed=${reach.value ? "true" : "false"} onClick=${toggleReach}>
        <${Icon} name="accessibility" /><span>${t(reach.value ? "kiosk-reach-off" : "kiosk-reach-on")}</span>
      </button>
      ${readsHere.value && !cut && html`<button type="button" class="bar__button" id="read-aloud" aria-pressed=${reading.value ? "true" : "false"} onClick=${toggleReading}>
        <${Icon} name=${reading.value ? "volume-x" : "volume-2"} /><span>${t(reading.value ? "kiosk-read-off" : "kiosk-read-on")}</span>
      </button>`}
      <button type="button" class="bar__button" onClick=${toggleTheme}>
        <${Icon} name="contrast" /><span>${t("kiosk-theme")}</span>
      </button>
    </div>
  </nav>`;
}
