// A ticket on the visitor's own phone, by the code on the hall's screen: why have you come? The same questions as at the kiosk, one
// under the other. With the ticket in hand the phone goes to the ticket's own page.
// Who has a slip and no camera types what stands on it.

import { Button, Chip } from "/assets/web/components.js";
import { html, render, signal, useEffect } from "/assets/web/html.js";
import { get, Problem } from "/assets/web/http.js";
import { errorText, named, startLanguage, t } from "/assets/web/i18n.js";
import { Empty, Failed, Loading } from "/assets/web/states.js";
import { LanguageSwitch, ThemeSwitch } from "/assets/web/switches.js";
import { startClock } from "/assets/web/clock.js";
import { Choice } from "./choice.js";
import { BySlip, HaveSlip } from "./by_slip.js";
import { JoinTopic } from "./join_topic.js";
import { openTicket, rememberJoined } from "./memory.js";
import { situation } from "./situation.js";
import { forgetIntent, takeByHallCode } from "./taking.js";
import { atTheTop, under } from "./tree.js";
import { whyNot } from "./trouble.js";

/** How many wait is asked again this often while somebody chooses. */
const EVERY_MS = 15_000;

const officeId = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const code = new URLSearchParams(location.search).get("code") ?? "";
await startLanguage({ rooms: ["kiosk"] });
startClock();
takeByHallCode(code);

/** @typedef {import("./situation.js").OfficeRow & {id: string, phone_join: boolean, topics: import("./tree.js").Topic[]}} Office */

const office = signal(/** @type {Office | null} */ (null));
const failed = signal(/** @type {unknown} */ (null));
const before = signal(/** @type {{id: string, number: string} | null} */ (null));
/** The way down the topics: headings, and the topic at its end. */
const way = signal(/** @type {string[]} */ ([]));

async function begin() {
  failed.value = null;
  try {
    if (code) await get(`/api/v1/offices/${encodeURIComponent(officeId)}/join/${encodeURIComponent(code)}`);
    await look();
    before.value = await openTicket(officeId);
  } catch (error) {
    failed.value = error;
  }
}

async function look() {
  office.value = await get(`/api/v1/offices/${encodeURIComponent(officeId)}`);
}

addEventListener("popstate", () => {
  forgetIntent();
  way.value = history.state?.way ?? [];
});

/** @param {string} topic */
function choose(topic) {
  way.value = [...way.peek(), topic];
  history.pushState({ way: way.peek() }, "");
  scrollTo(0, 0);
}

/** @param {{id: string}} ticket */
function issued(ticket) {
  rememberJoined(officeId, ticket.id);
  location.replace(`/t/${encodeURIComponent(ticket.id)}`);
}

function Join() {
  useEffect(() => {
    begin();
    const timer = setInterval(() => office.peek() && document.visibilityState === "visible" && look().catch(() => {}), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    document.title = [t("kiosk-title"), named(office.value?.name)].filter(Boolean).join(" · ");
  });
  return html`<div class="phone">
    <header class="top"><p class="top__office">${named(office.value?.name)}</p><div class="top__tools"><${LanguageSwitch} short /><${ThemeSwitch} /></div></header>
    <main class="phone__main">${body()}</main>
  </div>`;
}

function body() {
  const error = failed.value;
  if (error instanceof Problem && error.code === "office_unknown") return html`<${Empty} icon="map-pin" title=${t("kiosk-unknown")}>${t("kiosk-unknown-do")}<//>`;
  if (!code) return html`<${BySlip} office=${officeId} onOpened=${issued} />${office.value?.phone_join && html`<${Empty} icon="qr-code" title=${t("join-no-code")}>${t("join-no-code-do")}<//>`}`;
  if (error instanceof Problem && error.status > 0 && error.status < 500) return html`<${Empty} icon="qr-code" title=${t("join-no-code")}>${errorText(error.code === "request_invalid" ? { code: "join_code_invalid" } : error)}<//>
    <${HaveSlip} office=${officeId} onOpened=${issued} />`;
  if (error) return html`<${Failed} error=${error} onRetry=${begin} />`;
  const here = office.value;
  if (!here) return html`<${Loading} />`;
  const now = situation({ standing: "live", refusal: 0, office: here, topics: atTheTop(here.topics).length });
  if (now !== "ready" && now !== "cut") return html`<${Empty} icon=${whyNot(now, here).icon} title=${whyNot(now, here).title}>${whyNot(now, here).words}<//><${HaveSlip} office=${officeId} onOpened=${issued} />`;
  const chosen = here.topics.find((topic) => topic.id === way.value.at(-1));
  if (chosen && chosen.state !== "heading") return html`<${JoinTopic} key=${chosen.id} office=${here} topic=${chosen} onIssued=${issued} />`;
  const topics = chosen ? under(here.topics, chosen.id) : atTheTop(here.topics);
  return html`${before.value && !chosen && html`<section class="had"><p>${t("join-had")}</p><p class="had__number"><${Chip} number=${before.value.number} size="l" /></p>
      <a class="button button--primary button--l button--wide" href=${`/t/${encodeURIComponent(before.value.id)}`}>${t("join-had-open")}</a></section>`}
    <h1 class="join__question">${chosen ? named(chosen.name) : t("kiosk-question")}</h1>
    ${chosen && html`<p class="join__closer">${t("kiosk-question-closer")}</p>`}
    <ul class="choices">
      ${topics.map((topic) => html`<li key=${topic.id}><${Choice} topics=${here.topics} topic=${topic} onChoose=${choose} /></li>`)}
    </ul>
    ${chosen && html`<${Button} kind="quiet" size="l" wide icon="arrow-left" onClick=${() => history.back()}>${t("back")}<//>`}
    ${!chosen && html`<${HaveSlip} office=${officeId} onOpened=${issued} />`}`;
}

render(html`<${Join} />`, /** @type {Element} */ (document.getElementById("app")));
