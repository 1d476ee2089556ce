// The middle of the desk: one visitor, one clock, one next step. The same place whatever happens, so that nobody searches.

import { Chip, Icon } from "/assets/web/components.js";
import { everySecond, secondsSince, stopwatch } from "/assets/web/clock.js";
import { html } from "/assets/web/html.js";
import { named, OWN_NAMES, t, timeOfDay } from "/assets/web/i18n.js";
import { nearness } from "/assets/web/waiting.js";
import { ActionButton } from "./action_button.js";
import { ask } from "./asking.js";
import { noShow } from "./clocks.js";
import { History } from "./history.js";
import { VisitTopics } from "./visit_topics.js";
import { WaitMeter } from "./wait_meter.js";

/** @typedef {import("./work.js").Work} Work */
/** @typedef {import("./rows.js").VisitorRow} VisitorRow */

/** @param {{work: Work}} props */
export function Stage({ work }) {
  const { visitor } = work.view.value;
  return html`<section class="stage" data-here=${work.here.value} aria-busy=${work.sending.value !== null ? "true" : undefined} aria-labelledby="stage-title">
    ${visitor ? html`<${AtDesk} work=${work} visitor=${visitor} />` : html`<${Nobody} work=${work} />`}
  </section>`;
}

/** @param {{work: Work}} props */
function Nobody({ work }) {
  const { desk, line, office } = work.view.value;
  const here = work.here.value;
  const waiting = line?.waiting ?? 0;
  const words = {
    closed: [t("desk-closed", { desk: work.number }), `${t("desk-closed-text")} ${work.manager ? t("line-in-words", { count: waitingFor(work) }) : ""}`],
    taken: [t("desk-taken", { desk: work.number }), t("desk-taken-text", { name: desk?.manager?.name ?? "" })],
    office_closed: [t("desk-office-closed"), t("desk-office-closed-text")],
    break: [t("visitor-on-break"), `${t("visitor-on-break-text")} ${t("line-in-words", { count: waiting })}`],
    back_office: [t("visitor-back-office"), `${t("visitor-on-break-text")} ${t("line-in-words", { count: waiting })}`],
    ready: waiting > 0 ? [t("visitor-ready"), ""] : [t("visitor-ready-empty"), t("visitor-ready-empty-text")],
  }[String(here)] ?? [t("desk-loading"), ""];
  const since = here === "break" || here === "back_office" ? desk?.break_since_at : null;
  const next = work.next.value;
  return html`<div class="stage__nobody">
    <h1 id="stage-title" class="stage__title">${words[0]}</h1>
    ${since && html`<p class="stage__clock" role="timer"><b>${stopwatch(secondsSince(since, everySecond.value))}</b> <span>${t("visitor-on-pause")}</span></p>`}
    ${words[1] && html`<p class="stage__text">${words[1]}</p>`}
    <div class="stage__actions">
      ${next && html`<${ActionButton} work=${work} action=${next} keyOf=${here === "ready" ? next : "pause"} kind=${here === "ready" && waiting === 0 ? "secondary" : "primary"} size="xl" onPress=${() => ask(work, next)} />`}
      ${here === "taken" || here === "closed" || here === "office_closed" ? html`<a class="button button--secondary button--l" href=${`/desk?office=${office?.id ?? work.office}&choose=1`}>${t("desk-change")}</a>` : null}
    </div>
    ${here === "ready" && html`<div class="stage__more"><${ActionButton} work=${work} action="call" kind="quiet" onPress=${() => ask(work, "call")} /></div>`}
  </div>`;
}

/** How many wait for the manager's topics before the desk is open, and so has no line of its own. @param {Work} work */
function waitingFor(work) {
  const { office, topics } = work.view.value;
  const skills = office?.managers?.find((one) => one.id === work.manager)?.topics ?? {};
  return Object.keys(skills).reduce((sum, topic) => sum + (topics.get(topic)?.waiting ?? 0), 0);
}

/** @param {{work: Work, visitor: VisitorRow}} props */
function AtDesk({ work, visitor }) {
  const serving = visitor.state === "serving";
  const { office } = work.view.value;
  const clock_s = secondsSince((serving ? visitor.started_at : visitor.called_at) ?? visitor.called_at, everySecond.value);
  const walkLimit = office?.limits?.walk_limit_s ?? 180;
  const late = !serving && clock_s > walkLimit;
  const topic = visitor.topic ? work.view.value.topics.get(visitor.topic) : null;
  return html`<div class="stage__visitor">
      <p class="stage__state"><${Icon} name=${serving ? "user-check" : "megaphone"} />${serving ? t("visitor-serving") : t("visitor-called", { desk: work.number })}${!serving && html` · ${t("visitor-calls", { count: visitor.calls_in_row })}`}</p>
      <div class="stage__who">
        <h1 id="stage-title" class="stage__number"><${Chip} number=${visitor.number} size="xl" /></h1>
        <p class="stage__clock" role="timer"><b>${stopwatch(clock_s)}</b> <span>${t(serving ? "visitor-in-service" : "visitor-since-call")}</span></p>
      </div>
      ${late && html`<p class="stage__late late"><${Icon} name="clock" />${t("visitor-walk-long", { limit: stopwatch(walkLimit) })}</p>`}
      <p class="stage__topic">${named(topic?.name)}</p>
      <${About} work=${work} visitor=${visitor} />
      <${WaitMeter} wait_s=${visitor.accountable_wait_s} target_s=${visitor.target_s} title=${t("visitor-accountable")} tone=${nearness(visitor.accountable_wait_s, visitor.target_s)} />
    </div>
    <div class="stage__actions">
      ${serving ? html`<${ServingActions} work=${work} visitor=${visitor} />` : html`<${CalledActions} work=${work} visitor=${visitor} />`}
    </div>
    ${serving && html`<${VisitTopics} work=${work} visitor=${visitor} />`}
    <${History} work=${work} visitor=${visitor} />`;
}

/** What else is to be known of the visitor; nothing that names them. @param {{work: Work, visitor: VisitorRow}} props */
function About({ work, visitor }) {
  const { office } = work.view.value;
  const category = office?.categories?.find((one) => one.id === visitor.category);
  const language = /** @type {Record<string, string>} */ (OWN_NAMES)[visitor.language ?? ""];
  const back = visitor.returns.at(-1);
  const who = office?.managers?.find((one) => one.id === back?.manager)?.name;
  /** @type {({icon: string, text: string} | null | false | undefined | "")[]} */
  const known = [
    category && { icon: "heart-handshake", text: named(category.name) },
    visitor.language && visitor.language !== "ru" && language && { icon: "languages", text: t("visitor-language", { language }) },
    visitor.appointment && visitor.slot_at && { icon: "calendar-check", text: t("visitor-appointment", { time: timeOfDay(visitor.slot_at, office?.timezone) }) },
    back && { icon: "corner-up-left", text: who ? t("visitor-returns", { name: who }) : t("visitor-returns-unnamed") },
    visitor.offline && { icon: "cloud-off", text: t("visitor-offline") },
  ];
  const facts = known.filter((fact) => !!fact);
  if (facts.length === 0) return null;
  return html`<ul class="facts">${facts.map((fact) => html`<li key=${fact.icon}><${Icon} name=${fact.icon} />${fact.text}</li>`)}</ul>`;
}

/** @param {{work: Work, visitor: VisitorRow}} props */
function CalledActions({ work, visitor }) {
  const limits = work.view.value.office?.limits ?? {};
  const left = noShow(visitor, limits, everySecond.value);
  const note = left.calls > 0 ? t("visitor-no-show-calls", { count: left.calls }) : left.seconds > 0 ? t("visitor-no-show-in", { seconds: left.seconds }) : null;
  const share = left.calls > 0 ? 0 : 1 - Math.min(1, left.seconds / (limits.no_show_after_s || 40));
  const press = (/** @type {string} */ action) => () => ask(work, action);
  return html`
    <${ActionButton} work=${work} action="start" kind="primary" size="l" onPress=${press("start")} />
    <${ActionButton} work=${work} action="recall" size="l" onPress=${press("recall")} />
    <${ActionButton} work=${work} action="mark_no_show" size="l" note=${note} share=${share} onPress=${press("mark_no_show")} />
    <div class="stage__rest">
      <${ActionButton} work=${work} action="transfer" kind="quiet" onPress=${press("transfer")} />
      <${ActionButton} work=${work} action="postpone" kind="quiet" onPress=${press("postpone")} />
      <${ActionButton} work=${work} action="return_to_queue" kind="quiet" onPress=${press("return_to_queue")} />
    </div>`;
}

/** @param {{work: Work, visitor: VisitorRow}} props */
function ServingActions({ work, visitor }) {
  const press = (/** @type {string} */ action) => () => ask(work, action);
  return html`
    <${ActionButton} work=${work} action="complete" kind="primary" size="l" onPress=${press("complete")} />
    <${ActionButton} work=${work} action="transfer" size="l" onPress=${press("transfer")} />
    <${ActionButton} work=${work} action="postpone" size="l" onPress=${press("postpone")} />
    <div class="stage__rest">
      <${ActionButton} work=${work} action="add_topic" kind="quiet" onPress=${press("add_topic")} />
      ${visitor.topics.length > 1 && html`<${ActionButton} work=${work} action="finish_topic" kind="quiet" onPress=${press("finish_topic")} />`}
    </div>`;
}
