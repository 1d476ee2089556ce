// A wait against its standard: figures, a bar with the mark of the standard, and words beside the colour.

import { Icon } from "/assets/web/components.js";
import { stopwatch } from "/assets/web/clock.js";
import { html } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";

const ICON_OF = { calm: "circle-check", late: "clock", breach: "clock-alert" };

/**
 * @param {{wait_s: number, target_s: number, title: string, tone: "calm" | "late" | "breach", words?: string | null, note?: string | null}} props
 *   `words` go beside the colour in place of the usual ones; with a `note` both stand below the bar
 */
export function WaitMeter({ wait_s, target_s, title, tone, words, note }) {
  const full_s = Math.max(target_s * 1.25, wait_s, 1);
  const said = html`<span class="meter__tone"><${Icon} name=${ICON_OF[tone]} />${words ?? t(`tone-${tone}`)}</span>`;
  return html`<div class="meter" data-tone=${tone}>
    <p class="meter__words">
      <span class="meter__title">${title}</span>
      <b>${stopwatch(wait_s)}</b>
      <span class="quiet">${t("visitor-of-standard", { standard: stopwatch(target_s) })}</span>
      ${note === undefined && said}
    </p>
    <div class="meter__bar" aria-hidden="true">
      <span class="meter__fill" style=${{ width: `${(100 * wait_s) / full_s}%` }}></span>
      <span class="meter__standard" style=${{ left: `${(100 * target_s) / full_s}%` }}></span>
    </div>
    ${note !== undefined && html`<p class="meter__below">${said}<span class="quiet">${note}</span></p>`}
  </div>`;
}
