// Which desk. Digits go to a desk at once; the desk is opened there, by a key of its own.

import { Icon, Plate } from "/assets/web/components.js";
import { html, useEffect, useMemo } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { LiveView } from "/assets/web/live_view.js";
import { ConnectionBanner, Empty, Loading } from "/assets/web/states.js";
import { StaffBar } from "/assets/web/staff/staff.js";
import { byNumber } from "./rows.js";

/** @typedef {import("/assets/web/staff/session.js").Session} Session */

/** @param {{who: Session, office: string}} props */
export function ChooseDesk({ who, office }) {
  const live = useMemo(() => new LiveView({ office, view: "queue" }), [office]);
  useEffect(() => {
    live.start();
    return () => live.stop();
  }, [live]);
  useEffect(() => {
    document.title = t("desk-choose");
  });
  const rows = [...live.all.value.values()];
  const officeRow = rows.find((row) => row.kind === "office");
  const desks = rows.filter((row) => row.kind === "desk").sort((one, other) => byNumber(one.number, other.number));
  const mine = desks.find((desk) => desk.manager && desk.manager.id === who.manager);
  const address = (/** @type {string} */ desk) => `/desk?office=${encodeURIComponent(office)}&desk=${encodeURIComponent(desk)}`;

  useEffect(() => {
    let typed = "";
    const hear = (/** @type {KeyboardEvent} */ event) => {
      if (!/^\d$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
      typed += event.key;
      setTimeout(() => (typed = ""), 800);
      const found = desks.find((desk) => desk.number === typed) ?? desks.find((desk) => desk.number.startsWith(typed));
      if (found) document.getElementById(`desk-${found.number}`)?.focus();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [desks.length]);

  return html`<${StaffBar} who=${who} here="/desk" />
    <${ConnectionBanner} view=${live} />
    <main class="choosing">
      <h1>${t("desk-choose")}</h1>
      <p class="choosing__lead">${officeRow && html`<b>${named(officeRow.name)}.</b>`} ${t("desk-choose-text")} <span class="quiet">${t("desk-choose-hint")}</span></p>
      ${!live.ready.value && live.standing.value !== "refused" && html`<${Loading} />`}
      ${live.ready.value && desks.length === 0 && html`<${Empty} icon="monitor" title=${t("desk-no-desks")} />`}
      <ul class="choosing__desks">
        ${desks.map((desk) => {
          const yours = desk === mine;
          const taken = desk.manager && !yours;
          return html`<li key=${desk.number}><a id=${`desk-${desk.number}`} class="tile tile--desk" data-taken=${taken ? "true" : undefined} data-yours=${yours ? "true" : undefined} href=${address(desk.number)}>
            <${Plate} desk=${desk.number} size="l" />
            <span class="tile__words">${yours ? html`<b><${Icon} name="map-pin" />${t("desk-yours")}</b>` : taken ? html`<span>${t("desk-taken-by", { name: desk.manager.name.replaceAll(" ", "\u00a0") })}</span>` : html`<span class="quiet">${t("desk-free")}</span>`}</span>
          </a></li>`;
        })}
      </ul>
    </main>`;
}
