// The board over one desk: which number is called here. Nothing else: who looks up at it stands before the desk or walks to it.

import { Chip, Plate } from "/assets/web/components.js";
import { computed, html, render } from "/assets/web/html.js";
import { LANGUAGES, named, t, textIn, timeOfDay } from "/assets/web/i18n.js";
import { Loading } from "/assets/web/states.js";
import { Announcer } from "./announcer.js";
import { openHall } from "./hall.js";
import { overDesk } from "./legibility.js";
import { capRatio, signEm, wordsEm } from "./measure.js";
import { CHIP_AIR_EM, Clock, Notice, Refused, SoundHint, StaleBanner, TooSmall, staleness } from "./parts.js";
import { CHIME } from "./voice.js";

/** @typedef {import("./announcements.js").Call} Call */

/** A small screen over a desk, read from the first rows; the lobby board speaks for all of them. */
const USUAL = { farM: 5, diagonalIn: 24, sound: false };
const WIDEST_NUMBER = "М000";
/** Presence of a desk to the words on its board. */
const WORDS = /** @type {Record<string, string>} */ ({
  offline: "desk-board-closed",
  ready: "desk-board-ready",
  calling: "desk-board-called",
  serving: "desk-board-serving",
  break: "desk-board-break",
  back_office: "desk-board-back-office",
});

const hall = await openHall(USUAL);
const { office, settings, view, speaker, size } = hall;
const desk = decodeURIComponent(location.pathname.split("/")[4] ?? "");

const announcer = new Announcer(`${office}/${desk}`, async () => {
  await speaker?.play([CHIME]);
});
announcer.follow(view, (call) => call.desk === desk);

const call = computed(() => {
  const number = view.row(`desk:${desk}`).value?.number_called;
  return number ? /** @type {Call | undefined} */ (view.row(`call:${number}`).value) : undefined;
});
const cap = capRatio();

function DeskBoard() {
  if (view.standing.value === "refused") return html`<${Refused} code=${view.refusal.value} />`;
  const row = view.row(`desk:${desk}`).value;
  const about = view.row(`office:${office}`).value;
  const stale = staleness(view);
  if (view.ready.value && about && !row) return html`<${Notice} kind="setup" icon="monitor" title=${t("desk-number", { desk })}><p>${t("desk-board-no-desk")}</p><//>`;
  if (!row || stale?.hidden) {
    return html`<div class="hall hall--waiting">${stale && html`<${StaleBanner} since=${stale.since} known=${false} />`}
      ${stale ? html`<${Notice} icon="tv" title=${t("board-not-live")} />` : html`<main><h1 class="only-read">${t("desk-board")}</h1><${Loading} /></main>`}</div>`;
  }
  const number = row.number_called ?? null;
  const layout = overDesk({ ...size.value, ...settings }, measured(number));
  if (!layout.fits) return html`<${TooSmall} refusal=${layout} settings=${settings} />`;
  const called = number !== null && row.state === "calling";
  const arriving = called && announcer.turn.value !== null;
  const style = { "--sign": `${layout.font}px`, "--small": `${layout.small}px` };
  return html`<div class=${`hall over${stale ? " hall--stale" : ""}`} style=${style} data-cap=${layout.cap.toFixed(1)} data-required-cap=${layout.requiredCap.toFixed(1)}>
    ${stale
      ? html`<${StaleBanner} since=${stale.since} known timezone=${about?.timezone} widthEm=${size.value.width / layout.small} />`
      : html`<header class="head over__head"><p class="over__desk">${t("desk")} <${Plate} desk=${desk} /></p><${Clock} timezone=${about?.timezone} /></header>`}
    <main class="over__main" key=${`${number} ${call.value?.announced_at}`}>
      <h1 class="only-read">${named(about?.name)}. ${t("desk-number", { desk })}</h1>
      <section class=${`over__sign${called && !stale ? " over__sign--called" : ""}`} data-theme=${called && !stale ? "light" : undefined}>
        <div class=${`veil${arriving && !stale ? " veil--beating" : ""}`} aria-hidden="true"></div>
        ${number !== null && html`<${Chip} number=${number} muted=${!called || stale !== null} />`}
        <p class="over__words" role="status">${stale ? t("connection-as-of", { time: timeOfDay(stale.since, about?.timezone) }) : t(WORDS[row.state] ?? "desk-board-closed")}</p>
      </section>
    </main>
    <${SoundHint} speaker=${speaker} />
  </div>`;
}

/** @param {string | null} number */
function measured(number) {
  const words = LANGUAGES.filter((one) => settings.languages.includes(one)).flatMap((one) => Object.values(WORDS).map((id) => wordsEm(textIn(one, id) ?? "")));
  return { capRatio: cap, chipEm: Math.max(signEm(WIDEST_NUMBER), signEm(number ?? "")) + CHIP_AIR_EM, wordsEm: Math.max(...words) };
}

render(html`<${DeskBoard} />`, /** @type {Element} */ (document.getElementById("app")));
