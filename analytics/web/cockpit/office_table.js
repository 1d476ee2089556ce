// All offices in a table that sorts, or as tiles by territory: worst first. Each row draws itself when its own office changes.

import { Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { named, number, t } from "/assets/web/i18n.js";
import { Empty } from "/assets/web/states.js";
import { share } from "./numbers.js";
import { minutes } from "./watching.js";

/** @typedef {import("./company.js").Company} Company */
/** @typedef {import("./watching.js").OfficeStanding} OfficeStanding */

/** @type {{id: import("./watching.js").Column, text: string}[]} */
const COLUMNS = [
  { id: "waiting", text: "cockpit-waiting" },
  { id: "longest", text: "cockpit-longest" },
  { id: "above", text: "cockpit-above" },
  { id: "level", text: "cockpit-level" },
  { id: "desks", text: "cockpit-serving" },
  { id: "idle", text: "cockpit-idle" },
  { id: "load", text: "cockpit-load" },
];

/** @param {{company: Company, territories: Map<string, any>}} props */
export function OfficeTable({ company, territories }) {
  const order = company.order.value;
  if (order.length === 0) return html`<${Nothing} company=${company} />`;
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${t("cockpit-offices")}><table class="table offices-table">
    <thead><tr>
      <${Head} company=${company} by="name" text=${t("cockpit-office")} />
      ${COLUMNS.map((column) => html`<${Head} key=${column.id} company=${company} by=${column.id} text=${t(column.text)} numeric />`)}
    </tr></thead>
    <tbody>${order.map((id) => html`<${OfficeRow} key=${id} company=${company} id=${id} territories=${territories} />`)}</tbody>
  </table></div>`;
}

/** @param {{company: Company, by: import("./watching.js").Column, text: string, numeric?: boolean}} props */
function Head({ company, by, text, numeric = false }) {
  const sorting = company.sorting.value;
  const here = sorting.by === by;
  const upwards = (by === "name") !== sorting.reversed;
  return html`<th scope="col" class=${numeric ? "table__number" : ""} aria-sort=${here ? (upwards ? "ascending" : "descending") : undefined}>
    <button type="button" class="sort" onClick=${() => company.sortBy(by)}>${text}<${Icon} name=${here ? (upwards ? "arrow-up" : "arrow-down") : "minus"} class=${here ? "" : "sort__idle"} /></button>
  </th>`;
}

/** @param {{company: Company, id: string, territories: Map<string, any>}} props */
function OfficeRow({ company, id, territories }) {
  const one = company.offices.get(id)?.value;
  if (!one) return null;
  return html`<tr data-tone=${one.nearness} data-closed=${one.open ? undefined : "true"}>
    <th scope="row"><a class="office-link" href=${`#office/${encodeURIComponent(id)}`}>${named(one.row.name)}</a><small>${where(one, territories)}</small></th>
    <td class="table__number">${number(one.waiting)}</td>
    <td class="table__number"><${Wait} one=${one} /></td>
    <td class="table__number">${one.above > 0 ? html`<b class="breach">${number(one.above)}</b>` : "—"}</td>
    <td class="table__number"><${Level} one=${one} /></td>
    <td class="table__number">${number(one.serving)}<span class="quiet"> / ${number(one.desksOpen)}</span>${one.missing > 0 && html` <b class="idle"><${Icon} name="user-minus" label=${t("cockpit-missing", { count: one.missing })} />${number(one.missing)}</b>`}</td>
    <td class="table__number">${one.idle > 0 ? html`<b class="idle"><${Icon} name="user-x" />${number(one.idle)}</b>` : "—"}</td>
    <td class="table__number">${share(one.load, 0)}</td>
  </tr>`;
}

/** @param {{company: Company, territories: Map<string, any>}} props */
export function OfficeTiles({ company, territories }) {
  const order = company.order.value;
  if (order.length === 0) return html`<${Nothing} company=${company} />`;
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const id of order) {
    const territory = company.offices.get(id)?.peek().row.territory ?? "";
    groups.set(territory, [...(groups.get(territory) ?? []), id]);
  }
  return html`${[...groups].map(
    ([territory, ids]) => html`<section key=${territory} class="territory" aria-label=${territories.get(territory) ? named(territories.get(territory)) : t("cockpit-no-territory")}>
      <h2 class="small-title">${territories.get(territory) ? named(territories.get(territory)) : territory || t("cockpit-no-territory")} <span class="count">${number(ids.length)}</span></h2>
      <ul class="office-tiles">${ids.map((id) => html`<${OfficeTile} key=${id} company=${company} id=${id} />`)}</ul>
    </section>`,
  )}`;
}

/** @param {{company: Company, id: string}} props */
function OfficeTile({ company, id }) {
  const one = company.offices.get(id)?.value;
  if (!one) return null;
  return html`<li class="office-tile" data-tone=${one.nearness} data-closed=${one.open ? undefined : "true"}>
    <a class="office-link" href=${`#office/${encodeURIComponent(id)}`}>${named(one.row.name)}</a>
    <p class="office-tile__wait"><${Wait} one=${one} /></p>
    <p class="office-tile__more numbers"><span>${t("cockpit-tile-waiting", { count: one.waiting })}</span><${Level} one=${one} /></p>
    ${one.missing > 0 && html`<p class="office-tile__idle"><${Icon} name="user-minus" />${t("cockpit-missing", { count: one.missing })}</p>`}
    ${one.idle > 0 && html`<p class="office-tile__idle"><${Icon} name="user-x" />${t("cockpit-tile-idle", { count: one.idle })}</p>`}
  </li>`;
}

/** Colour means time: amber from two thirds of the standard, red above it, with an icon and words beside. @param {{one: OfficeStanding}} props */
function Wait({ one }) {
  const whole = minutes(one.longestS);
  if (whole === null) return html`<span class="quiet">—</span>`;
  const words = t("cockpit-minutes", { minutes: whole });
  if (one.nearness === "calm") return html`${words}`;
  const tone = one.nearness === "breach" ? "breach" : "late";
  return html`<b class=${`wait ${tone}`}><${Icon} name=${tone === "breach" ? "clock-alert" : "clock"} label=${t(`cockpit-tone-${tone}`)} />${words}</b>`;
}

/** @param {{one: OfficeStanding}} props */
function Level({ one }) {
  const below = one.level !== null && one.level < one.row.goal;
  return html`<span class=${below ? "level level--below" : "level"}>${below && html`<${Icon} name="trending-down" label=${t("cockpit-below-goal")} />`}${share(one.level)}</span>`;
}

/** @param {OfficeStanding} one @param {Map<string, any>} territories */
function where(one, territories) {
  const words = [one.row.territory && territories.has(one.row.territory) ? named(territories.get(one.row.territory)) : ""];
  if (!one.open) words.push(t("cockpit-closed"));
  else if (!one.row.issuing) words.push(t("cockpit-not-issuing"));
  if (one.row.suspended > 0) words.push(t("cockpit-suspended", { count: one.row.suspended }));
  if (one.onBreak > 0) words.push(t("cockpit-on-break", { count: one.onBreak }));
  return words.filter(Boolean).join(" · ");
}

/** @param {{company: Company}} props */
function Nothing({ company }) {
  const asked = company.search.value || company.territory.value;
  return html`<${Empty} icon=${asked ? "search" : "building"} title=${asked ? t("cockpit-none-found") : t("cockpit-no-offices")}>${asked ? t("cockpit-none-found-hint") : t("cockpit-no-offices-hint")}<//>`;
}
