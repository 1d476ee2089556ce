// What was agreed on for a time and is due, and colleagues whom another office asks for: each a sentence with what to do.
// Knows the rows `step:{id}` and `help:{id}` of the overview; when one ends, the server knows.

import { everySecond } from "/assets/web/clock.js";
import { Button, Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { named, number, t, timeOfDay } from "/assets/web/i18n.js";
import { command } from "/assets/web/staff/commanding.js";

/** @typedef {import("./company.js").Company} Company */

/**
 * @param {{company: Company, office?: string, fresh: boolean, say: (text: string) => void}} props `office`: of this one only
 */
export function StepsPanel({ company, office, fresh, say }) {
  const now = everySecond.value;
  const rows = [...company.steps.value.values()].filter((row) => (office === undefined || row.office === office) && (row.kind === "help" || isDue(row, now)));
  if (rows.length === 0) return null;
  rows.sort((one, other) => (one.due_at ?? one.at).localeCompare(other.due_at ?? other.at));
  return html`<section class="alerts" aria-labelledby="steps-title">
    <h2 id="steps-title" class="small-title"><${Icon} name="timer-reset" />${t("cockpit-agreements")} <span class="count">${number(rows.length)}</span></h2>
    <ul>${rows.map((row) => html`<${Line} key=${`${row.kind}:${row.id}`} row=${row} company=${company} alone=${office !== undefined} fresh=${fresh} say=${say} />`)}</ul>
  </section>`;
}

/** Whether somebody has to do something about it now. @param {any} row @param {number} now */
export function isDue(row, now) {
  return Date.parse(row.due_at) <= now;
}

/** @param {{row: any, company: Company, alone: boolean, fresh: boolean, say: (text: string) => void}} props */
function Line({ row, company, alone, fresh, say }) {
  const here = company.offices.get(row.office)?.peek().row;
  const run = async (/** @type {string} */ path, /** @type {string} */ done) => {
    const { trouble } = await command(`offices/${encodeURIComponent(row.office)}/${path}`);
    say(trouble ?? done);
  };
  const seen = () => run(`staffing/moves/${row.id}/acknowledge`, t("cockpit-done"));
  const words = row.kind === "help" ? asked(row, here) : due(row, here, company);
  const closes = row.kind === "step" && row.move.kind === "open_desk";
  return html`<li class="alert" data-tone=${row.kind === "help" ? "calm" : "late"}>
    <${Icon} name=${row.kind === "help" ? "users" : "clock"} />
    <p class="alert__words">${!alone && html`<a href=${`#office/${encodeURIComponent(row.office)}`}>${named(here?.name) || row.office}</a> `}<b>${words}</b></p>
    <span class="alert__steps">
      ${closes && html`<${Button} kind="quiet" icon="circle-pause" disabled=${!fresh} label=${`${t("cockpit-step-close")}: ${words}`} onClick=${() => run(`desks/${encodeURIComponent(row.move.desk)}/close`, t("cockpit-done"))}>${t("cockpit-step-close")}<//>`}
      <${Button} kind="quiet" icon="eye" disabled=${!fresh} label=${`${t(closes ? "cockpit-step-keep" : "cockpit-alert-seen")}: ${words}`} onClick=${seen}>${t(closes ? "cockpit-step-keep" : "cockpit-alert-seen")}<//>
    </span>
  </li>`;
}

/** @param {any} row @param {any} here the office's own row */
function asked(row, here) {
  return t(row.until ? "cockpit-help-until" : "cockpit-help", {
    office: named(row.for_office_name) || row.for_office,
    manager: row.manager_name ?? row.manager ?? "",
    desk: row.desk ?? "",
    until: row.until ? timeOfDay(row.until, here?.timezone) : "",
  });
}

/** @param {any} row @param {any} here @param {Company} company */
function due(row, here, company) {
  return t(`cockpit-step-due-${row.move.kind}`, {
    manager: row.manager_name ?? row.move.manager ?? "",
    desk: row.move.desk ?? "",
    office: row.move.office ? named(company.offices.get(row.move.office)?.peek().row.name) || row.move.office : "",
    time: timeOfDay(row.due_at, here?.timezone),
  });
}
