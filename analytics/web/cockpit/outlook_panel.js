// The next two hours of an office: breaches to come, what helps most (each tried by the server), who is at risk, what was done.
// Knows the outlook's calls; asks again when the office changes, and now and then, because the future moves on without an event.

import { serverNow } from "/assets/web/clock.js";
import { Button, Chip } from "/assets/web/components.js";
import { html, useRef, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { named, number, t, timeOfDay } from "/assets/web/i18n.js";
import { signIns } from "/assets/web/staff/session.js";
import { share } from "./numbers.js";
import { useStirred } from "./stirring.js";

/** The server makes an outlook anew after a quarter of a minute. */
const PACE = { soonMs: 15_000, lateMs: 60_000 };
/** From this chance on, a ticket is told of: four of five breaches are known so five minutes ahead (docs/outlook.md). */
const AT_RISK = 0.7;
const AT_RISK_SHOWN = 6;
const DONE_SHOWN = 3;
/** Fewer breaches than this are as good as none. */
const CALM = 0.3;

/** @param {{hall: import("./office_screen.js").Hall, company: import("./company.js").Company}} props */
export function OutlookPanel({ hall, company }) {
  const [seen, again] = useOutlook(hall.id, company.live.row(`office:${hall.id}`));
  if (!hall.office.open || !seen) return null;
  const { outlook, moves } = seen;
  const hour = outlook.expected_breaches.find((/** @type {any} */ part) => part.within_s === 3600);
  const atRisk = outlook.chances.filter((/** @type {any} */ one) => one.breach_chance >= AT_RISK && !one.passed);
  const calm = hour.mean < CALM && atRisk.length === 0;
  return html`<section class="panel panel--wide" aria-labelledby="outlook-title">
    <h2 id="outlook-title">${t("outlook-title")}</h2>
    ${calm
      ? html`<p class="quiet">${t("outlook-calm")}</p>`
      : html`<dl class="outlook__expected numbers">${outlook.expected_breaches.map(
          (/** @type {any} */ part) => html`<div key=${part.within_s}><dt>${t("outlook-within", { minutes: part.within_s / 60 })}</dt>
            <dd><b>${breaches(part.mean)}</b> <small>${t("outlook-span", { low: number(Math.round(part.low)), high: number(Math.round(part.high)) })}</small></dd></div>`,
        )}</dl>`}
    ${outlook.advice.length > 0 &&
    html`<h3 class="small-title">${t("outlook-helps")}</h3>
      <ol class="outlook__advice">${outlook.advice.map((/** @type {any} */ advice, /** @type {number} */ index) => html`<${Advice} key=${JSON.stringify(advice.move)} advice=${advice} first=${index === 0} hall=${hall} company=${company} done=${again} />`)}</ol>`}
    ${!calm && outlook.advice.length === 0 && html`<p class="quiet">${t("outlook-nothing-helps")}</p>`}
    ${atRisk.length > 0 &&
    html`<h3 class="small-title">${t("outlook-at-risk")} <span class="count">${number(atRisk.length)}</span></h3>
      <ul class="outlook__risk">${atRisk.slice(0, AT_RISK_SHOWN).map(
        (/** @type {any} */ one) => html`<li key=${one.ticket}><a class="outlook__ticket" href=${`#office/${encodeURIComponent(hall.id)}/ticket/${encodeURIComponent(one.ticket)}`}><${Chip} number=${one.number} size="s" /></a> <span class="numbers">${share(one.breach_chance, 0)}</span></li>`,
      )}</ul>`}
    ${moves.length > 0 &&
    html`<h3 class="small-title">${t("outlook-done")}</h3>
      <ul class="outlook__done">${moves.slice(0, DONE_SHOWN).map((/** @type {any} */ made) => html`<li key=${made.at}>${words(made.move, made.manager_name, hall, company)}<small>${[outcome(made), answered(made, hall)].filter(Boolean).join(" · ")}</small></li>`)}</ul>`}
  </section>`;
}

/** @param {{advice: any, first: boolean, hall: import("./office_screen.js").Hall, company: import("./company.js").Company, done: () => void}} props */
function Advice({ advice, first, hall, company, done }) {
  const [busy, setBusy] = useState(false);
  const text = words(advice.move, advice.manager_name, hall, company);
  const take = async () => {
    setBusy(true);
    const made = advice.move.kind === "call_neighbour" ? t("outlook-asked", { office: officeName(advice.move, company) }) : t("cockpit-done");
    const reason = advice.move.kind === "redirect_topic" ? t("outlook-redirect-reason", { office: officeName(advice.move, company) }) : undefined;
    const trouble = await hall.run("staffing/moves", { ...advice.move, reason }, made);
    setBusy(false);
    done();
    return trouble;
  };
  const ask = () => {
    const warning = { suspend_topic: "cockpit-suspend-text", redirect_topic: "outlook-redirect-text" }[/** @type {string} */ (advice.move.kind)];
    if (warning) hall.ask({ title: text, text: t(warning), action: t("outlook-do"), run: take });
    else void take();
  };
  return html`<li>
    <div><b>${text}</b><small>${advice.expected_since && `${t("outlook-expected-since", { time: timeOfDay(advice.expected_since, hall.office.timezone) })} · `}${effect(advice)}</small></div>
    <${Button} kind=${first ? "primary" : "secondary"} busy=${busy} disabled=${!hall.fresh} label=${`${t("outlook-do")}: ${text}`} onClick=${ask}>${t("outlook-do")}<//>
  </li>`;
}

/** A move in words. @param {any} move @param {string | null} manager @param {import("./office_screen.js").Hall} hall @param {import("./company.js").Company} company */
function words(move, manager, hall, company) {
  return t(`outlook-move-${move.kind}${move.until ? "-until" : ""}`, {
    desk: move.desk ?? "",
    manager: manager ?? move.manager ?? "",
    topic: move.topic ? named(hall.topics.get(move.topic)?.name) || move.topic : "",
    office: officeName(move, company),
    minutes: move.by_s ? move.by_s / 60 : 0,
    until: move.until ? timeOfDay(Date.parse(move.until), hall.office.timezone) : "",
  });
}

/** @param {any} move @param {import("./company.js").Company} company */
function officeName(move, company) {
  return move.office ? named(company.offices.get(move.office)?.peek().row.name) || move.office : "";
}

/** @param {any} advice */
function effect(advice) {
  const { kind } = advice.move;
  const level = kind === "open_desk" || kind === "call_neighbour" ? [t(`outlook-reserve-${kind}`)] : [];
  const parts = [t("outlook-spares", { count: tenths(advice.spared) })];
  if (advice.minutes_spared >= 1) parts.push(t("outlook-spares-minutes", { minutes: number(Math.round(advice.minutes_spared)) }));
  if (advice.sent_away >= 0.5) parts.push(t(kind === "redirect_topic" ? "outlook-sends-over" : "outlook-sends-away", { count: Math.round(advice.sent_away) }));
  return [...parts, ...level].join(" · ");
}

/** @param {any} made */
function outcome(made) {
  const over = Date.parse(made.until) <= serverNow();
  if (made.expected === null) return t(over ? "outlook-came" : "outlook-came-so-far", { came: made.came });
  return t(over ? "outlook-came-instead" : "outlook-came-instead-so-far", { came: made.came, expected: tenths(made.expected) });
}

/** Whether the office that was asked has seen it; when a moved break begins. @param {any} made @param {import("./office_screen.js").Hall} hall */
function answered(made, hall) {
  const zone = hall.office.timezone;
  if (made.move.kind === "move_break" && made.due_at) return t("outlook-break-at", { time: timeOfDay(made.due_at, zone) });
  if (made.move.kind !== "call_neighbour") return "";
  return made.seen_at ? t("outlook-seen-by", { time: timeOfDay(made.seen_at, zone), name: made.seen_by ?? "" }) : t("outlook-not-seen");
}

/** @param {number} mean */
function breaches(mean) {
  return mean < CALM ? t("outlook-none") : t("outlook-about", { count: tenths(mean) });
}

/** @param {number} value one decimal below ten, none above */
function tenths(value) {
  return number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
}

/**
 * The outlook and the moves made, asked for while the page is seen; the second part asks at once.
 * @param {string} office
 * @param {{readonly value: unknown}} pulse changes when the office does
 * @returns {[{outlook: any, moves: any[]} | null, () => void]}
 */
function useOutlook(office, pulse) {
  const [seen, setSeen] = useState(/** @type {{outlook: any, moves: any[]} | null} */ (null));
  const [turn, setTurn] = useState(0);
  const here = useRef(office);
  here.current = office;
  const ask = async () => {
    const path = `/api/v1/offices/${encodeURIComponent(office)}/staffing`;
    const found = await Promise.all([get(`${path}/outlook`), get(`${path}/moves`)]).catch(() => null);
    if (found && here.current === office) setSeen({ outlook: found[0], moves: found[1].moves });
  };
  useStirred(pulse, ask, PACE, [office, pulse, turn, signIns.value]);
  return [seen, () => setTurn((before) => before + 1)];
}
