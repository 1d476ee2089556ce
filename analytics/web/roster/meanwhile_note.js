// What somebody else has published meanwhile, in words, before it is published over.

import { Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { dateInWords, inLine, t } from "/assets/web/i18n.js";
import { loginOf } from "/assets/web/staff/session.js";

/** @typedef {import("./spanning.js").Shift} Shift */

/** @param {{of: import("./meanwhile.js").Meanwhile, names: Map<string, string>, timezone: string}} props */
export function MeanwhileNote({ of: { day, changes }, names, timezone }) {
  const subject = day.published_by ?? "";
  const at = day.published_at ? dateInWords(day.published_at, timezone, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }) : "";
  return html`<section class="roster__meanwhile" role="status">
    <p><${Icon} name="info" />${t("roster-meanwhile", { by: loginOf({ subject }) || subject, at })}</p>
    <ul>${changes.map((one) => html`<li key=${one.manager}>${t("roster-meanwhile-change", { name: names.get(one.manager) ?? one.manager, was: inWords(one.was), now: inWords(one.is) })}
      ${!one.taken && html` <b>${t("roster-meanwhile-yours")}</b>`}</li>`)}</ul>
  </section>`;
}

/** @param {Shift[]} shifts */
function inWords(shifts) {
  if (shifts.length === 0) return t("roster-meanwhile-none");
  return inLine(shifts.map((one) => {
    const desk = one.desk ? t("desk-number", { desk: one.desk }) : t("roster-any-desk-row");
    const rests = one.breaks.length > 0 ? `, ${t("roster-break")} ${inLine(one.breaks.map((rest) => rest.replace("-", "–")))}` : "";
    return `${one.begins}–${one.ends} (${desk}${rests})`;
  }));
}
