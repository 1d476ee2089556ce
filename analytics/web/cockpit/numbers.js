// The seven numbers that a supervisor acts on, of the company or of one office, each with what it leads to.

import { everySecond, serverNow, stopwatch } from "/assets/web/clock.js";
import { Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { named, number, t } from "/assets/web/i18n.js";
import { percent } from "./watching.js";

/** @typedef {"calm" | "late" | "breach"} Nearness */

/**
 * @param {{label: string, value: any, note?: any, tone?: Nearness, icon?: string}} props
 */
export function Figure({ label, value, note, tone = "calm", icon }) {
  return html`<div class="figure" data-tone=${tone}>
    <dt class="figure__label">${label}</dt>
    <dd class="figure__value numbers">${tone !== "calm" && html`<${Icon} name=${tone === "breach" ? "clock-alert" : "clock"} />`}${icon && html`<${Icon} name=${icon} />`}${value}</dd>
    <dd class="figure__note">${note}</dd>
  </div>`;
}

/**
 * @param {{totals: ReturnType<typeof import("./watching.js").together>, alone?: boolean}} props `alone`: of one office, whose page this is
 */
export function Numbers({ totals, alone = false }) {
  const { longest, level, goal } = totals;
  const belowGoal = level !== null && goal !== null && level < goal;
  return html`<dl class="figures" aria-label=${t("cockpit-now")}>
    <${Figure} label=${t("cockpit-waiting")} value=${number(totals.waiting)} note=${t("cockpit-waiting-note")} />
    <${Figure} label=${t("cockpit-longest")} tone=${longest?.nearness ?? "calm"} value=${longest ? html`<${Running} row=${longest.row} />` : "—"} note=${longest ? html`<${Whose} row=${longest.row} alone=${alone} />` : t("cockpit-nobody")} />
    <${Figure} label=${t("cockpit-above")} tone=${totals.above > 0 ? "breach" : "calm"} value=${number(totals.above)} note=${totals.above === 0 ? t("cockpit-above-none") : alone ? t("cockpit-above-wait") : t("cockpit-above-in", { count: totals.aboveIn })} />
    <${Figure} label=${t("cockpit-level")} icon=${belowGoal ? "trending-down" : undefined} value=${share(level)} note=${belowGoal ? t("cockpit-level-below", { goal: share(goal) }) : t("cockpit-level-goal", { goal: share(goal) })} />
    <${Figure} label=${t("cockpit-serving")} value=${html`${number(totals.serving)}<small> / ${number(totals.desksOpen)}</small>`} icon=${totals.missing > 0 ? "user-minus" : undefined} note=${totals.missing > 0 ? t("cockpit-serving-missing", { count: totals.missing }) : t("cockpit-serving-note")} />
    <${Figure} label=${t("cockpit-idle")} icon=${totals.idle > 0 ? "user-x" : undefined} value=${number(totals.idle)} note=${totals.idle === 0 ? t("cockpit-idle-none") : alone ? t("cockpit-idle-here") : t("cockpit-idle-in", { count: totals.idleIn })} />
    <${Figure} label=${t("cockpit-load")} value=${share(totals.load, 0)} note=${t("cockpit-load-note")} />
  </dl>`;
}

/** Where the longest wait leads: to its office, and there to its ticket. @param {{row: any, alone: boolean}} props */
function Whose({ row, alone }) {
  const office = `#office/${encodeURIComponent(row.id)}`;
  if (!alone) return html`<a href=${office}>${named(row.name)}</a>`;
  return html`<a href=${`${office}/ticket/${encodeURIComponent(row.longest_ticket)}`}>${t("cockpit-longest-story")}</a>`;
}

/** A wait that runs. @param {{row: any}} props */
function Running({ row }) {
  everySecond.value; // drawn anew each second, by the time that it then is
  const text = stopwatch(Math.max(0, (serverNow() - Date.parse(row.longest_since_at)) / 1000));
  return html`<span data-hours=${text.length > "59:59".length ? "true" : undefined}>${text}</span>`;
}

/**
 * A share as people read it, rounded down: what has not reached the goal must not look as if it had.
 * @param {number | null} value
 * @param {number} [digits]
 */
export function share(value, digits = 1) {
  const tenths = percent(value);
  if (tenths === null) return "—";
  return number((digits === 0 ? Math.floor(tenths) : tenths) / 100, { style: "percent", minimumFractionDigits: digits && tenths < 100 && tenths % 1 ? 1 : 0, maximumFractionDigits: digits });
}
