// The ranking of territories in a quarter: places, trend, what would lift one place, the values behind it, and entering some.

import { serverNow, stopwatch } from "/assets/web/clock.js";
import { Icon } from "/assets/web/components.js";
import { html, useEffect, useRef, useState } from "/assets/web/html.js";
import { get, newId, post } from "/assets/web/http.js";
import { errorText, inLine, language, named, number, t } from "/assets/web/i18n.js";
import { Empty, Failed, Loading } from "/assets/web/states.js";
import { quarterName } from "./making_panel.js";
import { addressOf, lastQuarters, stillOpenOf, todayOf, usualPeriod } from "./periods.js";

const QUARTERS = 12;
/** A ranking over many offices may have to be worked out first. */
const PATIENCE_MS = 60_000;
const FILES = ["pdf", "xlsx", "csv"];

/** @param {{places: import("./reports.js").Places, alone: boolean}} props `alone`: of one territory, for whoever looks after it */
export function RankingPanel({ places, alone }) {
  const today = todayOf(places.offices, serverNow());
  const [quarter, setQuarter] = useState(usualPeriod("quarter", stillOpenOf(places.offices, serverNow())));
  const [ranking, setRanking] = useState(/** @type {any} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const ask = () => {
    setError(null);
    setRanking(null);
    get(`/api/v1/reports/ranking?quarter=${quarter}`, { timeoutMs: PATIENCE_MS }).then(setRanking, setError);
  };
  useEffect(ask, [quarter]);
  if (places.territories.length === 0) return html`<${Empty} icon="flag" title=${t("ranking-no-territories")}>${t("ranking-no-territories-hint")}<//>`;
  return html`<section class="panel" aria-label=${t("reports-ranking")}>
      <div class="making">
        <label class="field"><span class="field__label">${t("reports-quarter")}</span>
          <select class="input" value=${quarter} onChange=${(/** @type {any} */ event) => setQuarter(event.target.value)}>
            ${lastQuarters(today, QUARTERS).map((one) => html`<option key=${one} value=${one}>${quarterName(one)}</option>`)}
          </select></label>
        ${!alone && html`<div class="making__links">
          ${FILES.map((format) => html`<a key=${format} class="button button--secondary button--m" href=${addressOf({ kind: "ranking", period: quarter, format, language: language.value })} download><${Icon} name="download" /><span class="button__label">${format.toUpperCase()}</span></a>`)}
        </div>`}
      </div>
      ${error ? html`<${Failed} error=${error} onRetry=${ask} />` : !ranking ? html`<${Loading} />` : html`<${Leagues} ranking=${ranking} />`}
    </section>
    ${!alone && html`<${Entering} onTaken=${ask} />`}`;
}

/** @param {{ranking: any}} props */
function Leagues({ ranking }) {
  const leagues = ranking.leagues.filter((/** @type {any} */ one) => one.standings.length > 0);
  return html`${leagues.map((/** @type {any} */ league) => html`<div key=${league.league} class="league">
    <h2 class="panel__title">${t(`ranking-league-${league.league}`, { accounts: ranking.league_accounts })}</h2>
    <div class="wide" tabindex="0" role="group" aria-label=${t(`ranking-league-${league.league}`, { accounts: ranking.league_accounts })}><table class="rows rows--ranking">
      <thead><tr>
        <th scope="col" class="rows__number">${t("ranking-place")}</th><th scope="col">${t("ranking-territory")}</th>
        <th scope="col" class="rows__number">${t("ranking-points")}</th><th scope="col">${t("ranking-trend")}</th><th scope="col">${t("ranking-lift")}</th>
      </tr></thead>
      <tbody>${league.standings.map((/** @type {any} */ one) => html`<${Standing} key=${one.territory} one=${one} ranking=${ranking} />`)}</tbody>
    </table></div>
    <details class="values"><summary>${t("ranking-values")}</summary><${ValuesTable} league=${league} ranking=${ranking} /></details>
  </div>`)}`;
}

/** @param {{one: any, ranking: any}} props */
function Standing({ one, ranking }) {
  const known = one.place !== null && one.place_before !== null;
  return html`<tr>
    <td class="rows__number rows__place">${one.place ?? "–"}</td>
    <th scope="row">${territoryName(one.territory, ranking)}</th>
    <td class="rows__number">${one.total === null ? "–" : number(one.total, { minimumFractionDigits: 1 })}</td>
    <td class=${`rows__trend${known ? "" : " rows__trend--none"}`}>${known ? html`<${Trend} one=${one} />` : html`<span class="quiet">–</span>`}</td>
    <td class="rows__words">${lift(one, ranking)}</td>
  </tr>`;
}

/** @param {{one: any}} props */
function Trend({ one }) {
  const change = one.place_before - one.place;
  if (change === 0) return html`<span class="quiet">${t("ranking-same")}</span>`;
  return html`<span class="with-icon"><${Icon} name=${change > 0 ? "arrow-up" : "arrow-down"} />${t(change > 0 ? "ranking-up" : "ranking-down", { count: Math.abs(change) })}</span>`;
}

/** @param {any} one @param {any} ranking */
function lift(one, ranking) {
  const named_ = (/** @type {string} */ id) => named(criterion(id, ranking).name);
  const missing = one.missing.length > 0 ? ` ${t("ranking-missing", { criteria: inLine(one.missing.map(named_)) })}` : "";
  if (one.place === null) return t("ranking-no-place", { criteria: inLine(one.missing.map(named_)) });
  if (one.above === null) return missing.trim();
  const [best] = one.lifts;
  if (!best) return t("ranking-no-lift", { above: territoryName(one.above, ranking) }) + missing;
  return t("ranking-lift-by", {
    above: territoryName(one.above, ranking),
    criterion: named_(best.criterion),
    value: valueText(best.value, criterion(best.criterion, ranking)),
    needed: valueText(best.needed, criterion(best.criterion, ranking)),
  }) + missing;
}

/** @param {{league: any, ranking: any}} props */
function ValuesTable({ league, ranking }) {
  return html`<div class="wide" tabindex="0" role="group" aria-label=${t("ranking-values")}><table class="rows rows--values">
    <thead><tr><th scope="col">${t("ranking-criterion")}</th><th scope="col" class="rows__number">${t("ranking-weight")}</th>
      ${league.standings.map((/** @type {any} */ one) => html`<th key=${one.territory} scope="col" class="rows__number">${territoryName(one.territory, ranking)}</th>`)}</tr></thead>
    <tbody>${ranking.criteria.map((/** @type {any} */ each, /** @type {number} */ index) => html`<tr key=${each.id}>
      <th scope="row">${named(each.name)}</th><td class="rows__number">${number(each.weight)}</td>
      ${league.standings.map((/** @type {any} */ one) => html`<td key=${one.territory} class="rows__number">${valueText(one.scores[index].value, each)}</td>`)}
    </tr>`)}</tbody>
  </table></div>`;
}

/** @param {{onTaken: () => void}} props */
function Entering({ onTaken }) {
  const [said, setSaid] = useState(/** @type {{text: string, wrong: boolean} | null} */ (null));
  const field = useRef(/** @type {HTMLInputElement | null} */ (null));
  const take = async () => {
    const file = field.current?.files?.[0];
    if (!file) return;
    setSaid(null);
    try {
      const answer = await post("/api/v1/reports/ranking/entries", { csv: await file.text() }, { key: newId(), tries: 1, timeoutMs: PATIENCE_MS });
      setSaid({ text: t("ranking-taken", { count: answer.taken }), wrong: false });
      onTaken();
    } catch (problem) {
      const detail = /** @type {any} */ (problem).code === "request_invalid" ? /** @type {any} */ (problem).message : "";
      setSaid({ text: detail || errorText(problem), wrong: true });
    } finally {
      if (field.current) field.current.value = "";
    }
  };
  return html`<section class="panel" aria-labelledby="entering">
    <h2 class="panel__title" id="entering">${t("ranking-enter")}</h2>
    <label class="button button--secondary button--m entering__file"><${Icon} name="list-checks" /><span class="button__label">${t("ranking-enter-file")}</span>
      <input class="only-read" type="file" accept=".csv,text/csv" ref=${field} onChange=${take} aria-describedby="entering-hint" /></label>
    <p class="field__hint" id="entering-hint">${t("ranking-enter-hint")} <code>quarter,territory,criterion,value</code></p>
    <p class="entering__said" role="status">${said && html`<span class="with-icon"><${Icon} name=${said.wrong ? "circle-alert" : "circle-check"} />${said.text}</span>`}</p>
  </section>`;
}

/** @param {string} id @param {any} ranking */
function criterion(id, ranking) {
  return ranking.criteria.find((/** @type {any} */ one) => one.id === id);
}

/** @param {string} id @param {any} ranking */
function territoryName(id, ranking) {
  return named(ranking.territories[id] ?? { en: id });
}

/** @param {number | null} value @param {any} each */
function valueText(value, each) {
  if (value === null) return "–";
  if (each.unit === "share") return number(honest(value), { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return each.unit === "s" ? stopwatch(value) : number(value, { maximumFractionDigits: 1 });
}

/** What is not all is never shown as 100 %, and what is something never as 0 %: as reports have it. @param {number} share */
function honest(share) {
  const shown = Math.round(share * 1000) / 1000;
  if (shown === 1 && share < 1) return 0.999;
  return shown === 0 && share > 0 ? 0.001 : share;
}
