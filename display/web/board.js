// The lobby board: who is called where. Draws the live view; what is announced when, in which order and how large is decided in
// announcements.js, call_order.js and legibility.js.

import { Chip, Icon, Qr } from "/assets/web/components.js";
import { joinCode } from "/assets/web/join_code.js";
import { computed, html, render, signal } from "/assets/web/html.js";
import { LANGUAGES, named, t, textIn } from "/assets/web/i18n.js";
import { waitText } from "/assets/web/waiting.js";
import { Loading } from "/assets/web/states.js";
import { Announcer } from "./announcer.js";
import { Band } from "./band.js";
import { ordered, pages } from "./call_order.js";
import { openHall } from "./hall.js";
import { lobby, squeeze } from "./legibility.js";
import { capRatio, signEm, wordsEm } from "./measure.js";
import { briefly } from "./message_pages.js";
import { CHIP_AIR_EM, CallLine, Clock, Notice, PLATE_AIR_EM, Refused, SIGN_EM, SoundHint, StaleBanner, TooSmall, pageTurn, staleness } from "./parts.js";
import { sounds, spokenLanguages } from "./voice.js";

/** @typedef {import("./announcements.js").Call} Call */
/** @typedef {import("./legibility.js").Layout} Layout */

/** A screen whose size nobody told is taken for the commonest in halls, and the hall for a deep one. */
const USUAL = { farM: 10, diagonalIn: 55, sound: true };
/** The widest number that may come at any moment: no call may change the size of the others. */
const WIDEST_NUMBER = "М000";

/** Air at both ends of the band. */
const BAND_AIR_EM = 0.8;
/** A place in the line of those who are next, and the code for phones with the air above it, in em of the small font. */
const PLACE_EM = 1.2;
const CODE_EM = { small: 2.3, large: 3.1 };
const CODE_AIR_EM = 0.3;
/** With so much height the code is drawn large: it is then scanned from further away. */
const ROOMY_EM = 7;
/** How long the screen explains itself to whoever set it up. */
const NOTE_MS = 30_000;

const hall = await openHall(USUAL);
const { office, settings, view, speaker, size } = hall;
const voices = signal(/** @type {import("./settings.js").Language[] | null} */ (null));
void spokenLanguages(speaker ? settings.voices : []).then((spoken) => (voices.value = spoken));

const announcer = new Announcer(office, async ({ announcement, voice }, waiting) => {
  if (!speaker) return;
  // With others waiting for their turn, one language: a hall of five calls must not be two minutes behind.
  const languages = voice ? (voices.peek() ?? settings.voices).slice(0, waiting > 0 ? 1 : undefined) : [];
  await speaker.play(await sounds(announcement, languages));
});
announcer.follow(view);

const calls = computed(() => /** @type {Call[]} */ (view.rows("call:").value.map(([, row]) => row)));
const next = computed(() => view.rows("next:").value.map(([, row]) => row).sort((a, b) => a.position - b.position));
const cap = capRatio();
const phoneCode = joinCode(office, () => {
  const row = view.row(`office:${office}`).value;
  return view.standing.value === "live" && row?.phone_join === true && row.issuing;
});
const justOpened = signal(true);
setTimeout(() => (justOpened.value = false), NOTE_MS);

function Board() {
  if (view.standing.value === "refused") return html`<${Refused} code=${view.refusal.value} />`;
  const row = view.row(`office:${office}`).value;
  const stale = staleness(view);
  if (!row || stale?.hidden) {
    return html`<div class="hall hall--waiting">${stale && html`<${StaleBanner} since=${stale.since} known=${false} />`}
      ${stale ? html`<${Notice} icon="tv" title=${t("board-not-live")}><p>${t("board-not-live-remedy")}</p><//>` : html`<main><h1 class="only-read">${t("board")}</h1><${Loading} /></main>`}</div>`;
  }
  const atWork = calls.value.some((call) => call.state !== "done");
  if (!row.open && !atWork) return html`<${Closed} row=${row} stale=${stale} />`;
  return html`<${Open} row=${row} stale=${stale} />`;
}

/** @param {{row: any, stale: {since: number} | null}} props */
function Open({ row, stale }) {
  const join = stale ? null : phoneCode.value;
  // Each said in one way, or in several: the fullest that stands on one page.
  const said = [row.issuing ? "" : t("board-not-issuing"), !stale && row.expected_wait ? t("board-new", { range: waitText(row.expected_wait) }) : "", join ? [t("board-join"), t("board-join-short")] : "", named(row.message)].filter(Boolean);
  const signs = measured();
  const page = { ...size.value, ...settings };
  // Refused is only what was known when the screen was put up. A number longer than foreseen is drawn smaller.
  const usual = lobby(page, signs.usual, { band: true });
  if (!usual.fits) return html`<${TooSmall} refusal=${usual} settings=${settings} />`;
  const fitting = (/** @type {boolean} */ band) => [signs.now, signs.usual].map((one) => lobby(page, one, { band })).find((one) => one.fits) ?? usual;
  // Who is next stands beside the calls; where that is too narrow, in the band.
  const wanted = fitting(said.length > 0);
  const layout = /** @type {import("./legibility.js").Layout} */ (wanted.fits && (wanted.aside || wanted.band || next.value.length === 0) ? wanted : fitting(true));
  const upcoming = stale ? [] : next.value;
  const bandEm = size.value.width / layout.small - BAND_AIR_EM;
  const messages = said.map((ways) => briefly([ways].flat(), bandEm, wordsEm));
  if (!layout.aside && upcoming.length > 0) messages.push(upcomingInWords(upcoming, bandEm));

  const { first, others } = ordered(calls.value, announcer.turn.value);
  const style = { "--sign": `${layout.font}px`, "--first": `${layout.firstFont}px`, "--small": `${layout.small}px`, "--lines": layout.lines, "--chip-width": `${signs.now.chipEm}em` };
  return html`<div class=${`hall${stale ? " hall--stale" : ""}`} style=${style} data-cap=${layout.cap.toFixed(1)} data-required-cap=${layout.requiredCap.toFixed(1)} data-lines=${layout.lines}>
    ${stale ? html`<${StaleBanner} since=${stale.since} known timezone=${row.timezone} widthEm=${size.value.width / layout.small} />` : html`<${Header} row=${row} small=${layout.small} />`}
    <main class="calls">
      <h1 class="only-read">${named(row.name)}. ${t("board")}</h1>
      <${First} call=${first} stale=${stale !== null} layout=${layout} />
      <div class="below">
        <${Others} others=${others} places=${layout.lines} stale=${stale !== null} layout=${layout} />
        ${layout.aside && html`<${Upcoming} upcoming=${upcoming} join=${join} placesEm=${(layout.lines * 1.44 * layout.cap) / layout.small} />`}
      </div>
    </main>
    ${layout.band && html`<${Band} messages=${messages} widthEm=${bandEm} />`}
  </div>`;
}

/** As many of those who are next as one page of the band holds. @param {any[]} upcoming @param {number} widthEm */
function upcomingInWords(upcoming, widthEm) {
  const lists = upcoming.map((_, i) => `${t("board-next")}: ${upcoming.slice(0, i + 1).map((one) => one.number).join(" · ")}`);
  return lists.findLast((list) => wordsEm(list) <= widthEm) ?? "";
}

/** @param {{row: any, small: number}} props */
function Header({ row, small }) {
  const legend = `${t("ticket")} → ${t("desk")}`;
  const name = named(row.name);
  const room = size.value.width / small - 2 - wordsEm(legend) - wordsEm("00:00");
  const note = speaker !== null && settings.voices.length > 0 && voices.value?.length === 0 && justOpened.value;
  return html`<header class="head">
    <p class="head__legend">${t("ticket")}<span class="head__arrow" aria-hidden="true">→</span>${t("desk")}</p>
    ${speaker?.blocked.value ? html`<${SoundHint} speaker=${speaker} />` : note ? html`<${Note} />` : wordsEm(name) + 2 < room && html`<p class="head__office">${name}</p>`}
    <${Clock} timezone=${row.timezone} />
  </header>`;
}

/** @param {{call: Call | null, stale: boolean, layout: Layout}} props */
function First({ call, stale, layout }) {
  if (call === null) return html`<section class="first first--empty"><p>${t("board-nobody-called")}</p></section>`;
  const announced = announcer.turn.value?.announcement;
  const arriving = announced?.number === call.number && announced.missed.length === 0;
  const beating = arriving || announced?.missed.includes(call.number);
  const lit = (call.state === "called" || arriving) && !stale;
  return html`<section key=${`${call.number} ${call.announced_at}`} class=${`first${arriving ? " first--arriving" : ""}${lit ? " first--awaited" : ""}`} style=${squeezed(call, layout.firstFont)} data-theme=${lit ? "light" : undefined}>
    <div class=${`veil${beating ? " veil--beating" : ""}`} aria-hidden="true"></div>
    <${CallLine} number=${call.number} desk=${call.desk} muted=${stale} />
    <p class="only-read" role="status">${lit ? t("board-call", { number: call.number, desk: call.desk }) : ""}</p>
  </section>`;
}

/** @param {{others: Call[], places: number, stale: boolean, layout: Layout}} props */
function Others({ others, places, stale, layout }) {
  const cut = pages(others, places);
  const page = pageTurn.value % cut.length;
  const missed = announcer.turn.value?.announcement.missed ?? [];
  return html`<ol class="others">
    ${cut[page]?.map((call) => {
      const awaited = call.state === "called" && !stale;
      const beating = awaited && missed.includes(call.number);
      return html`<li key=${call.number} class=${awaited ? "line" : "line line--past"} style=${squeezed(call, layout.font)}>
        ${beating && html`<div class="veil veil--beating veil--line" aria-hidden="true"></div>`}<${CallLine} number=${call.number} desk=${call.desk} muted=${!awaited} /></li>`;
    })}
    ${cut.length > 1 && html`<li class="others__page" key="page" aria-hidden="true">${cut.map((_, i) => html`<span class=${`dot${i === page ? " dot--here" : ""}`}></span>`)}</li>`}
  </ol>`;
}

/**
 * Beside the calls: who is next, and below them the code by which a phone takes a ticket.
 * @param {{upcoming: any[], join: string | null, placesEm: number}} props `placesEm`: height there is, in em of the small font
 */
function Upcoming({ upcoming, join, placesEm }) {
  const codeEm = placesEm >= ROOMY_EM ? CODE_EM.large : CODE_EM.small;
  const places = Math.floor((placesEm - (join ? codeEm + CODE_AIR_EM : 0)) / PLACE_EM - 1);
  const shown = upcoming.slice(0, Math.max(join ? 0 : 1, places));
  if (shown.length === 0 && join === null) return null;
  return html`<aside class="upcoming" style=${{ "--code": `${codeEm}em` }} aria-label=${t("board-next")}>
    ${shown.length > 0 && html`<h2>${t("board-next")}</h2>
      <ol>${shown.map((one) => html`<li key=${one.number}><${Chip} number=${one.number} muted /></li>`)}</ol>`}
    ${join && html`<${Qr} class="upcoming__code" src=${join} label=${t("board-join")} />`}
  </aside>`;
}

/** @param {{row: any, stale: {since: number} | null}} props */
function Closed({ row, stale }) {
  const layout = lobby({ ...size.value, ...settings }, measured().usual, { band: true });
  if (!layout.fits) return html`<${TooSmall} refusal=${layout} settings=${settings} />`;
  const style = { "--sign": `${layout.font}px`, "--first": `${layout.firstFont}px`, "--small": `${layout.small}px` };
  const message = named(row.message);
  return html`<div class="hall hall--closed" style=${style}>
    ${stale ? html`<${StaleBanner} since=${stale.since} known timezone=${row.timezone} widthEm=${size.value.width / layout.small} />` : html`<header class="head"><p class="head__legend">${named(row.name)}</p><${Clock} timezone=${row.timezone} /></header>`}
    <main class="closed"><h1>${t("board-closed")}</h1></main>
    ${layout.band && message && html`<${Band} messages=${[message]} widthEm=${size.value.width / layout.small - BAND_AIR_EM} />`}
    <${SoundHint} speaker=${speaker} />
  </div>`;
}

/** For whoever sets up the screen: why no voice is heard. Gone when visitors need the place. */
function Note() {
  return html`<p class="head__note"><${Icon} name="bell" />${t("board-chime-only")}</p>`;
}

/** A smaller font for a call that would not fit. @param {Call} call @param {number} font */
function squeezed(call, font) {
  const factor = squeeze(signEm(call.number) + CHIP_AIR_EM, plateEm(call.desk), font, size.value.width);
  return factor < 1 ? { fontSize: `${(font * factor).toFixed(1)}px`, "--chip-width": "0" } : undefined;
}

/**
 * Widths of the signs: `usual` by what may come any day, `now` by what is shown as well.
 * @returns {{usual: import("./legibility.js").Signs, now: import("./legibility.js").Signs}}
 */
function measured() {
  const headings = LANGUAGES.filter((one) => settings.languages.includes(one)).map((one) => wordsEm(textIn(one, "board-next") ?? ""));
  const signs = (/** @type {string[]} */ numbers, /** @type {string[]} */ desks) => {
    const chipEm = Math.max(...numbers.map(signEm)) + CHIP_AIR_EM;
    return { capRatio: cap, chipEm, plateEm: Math.max(...desks.map(plateEm)), asideEm: Math.max(chipEm, ...headings) };
  };
  const desks = ["0", ...view.rows("desk:").value.map(([, row]) => String(row.number))];
  const shown = calls.value;
  return {
    usual: signs([WIDEST_NUMBER], desks),
    now: signs([WIDEST_NUMBER, ...shown.map((call) => call.number)], [...desks, ...shown.map((call) => call.desk)]),
  };
}

/** @param {string} desk */
function plateEm(desk) {
  return Math.max(SIGN_EM, signEm(desk) + PLATE_AIR_EM);
}

render(html`<${Board} />`, /** @type {Element} */ (document.getElementById("app")));
