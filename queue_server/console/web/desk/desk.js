// The desk page: which office and desk, then the work at it. Keys are heard here and nowhere else.

import { Banner, Button, Icon, Plate } from "/assets/web/components.js";
import { everySecond, secondsSince, stopwatch } from "/assets/web/clock.js";
import { html, useEffect, useMemo } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { ConnectionBanner, Empty, Loading } from "/assets/web/states.js";
import { ChooseOffice } from "../choose_office.js";
import { ForStaff, StaffBar, startPage } from "/assets/web/staff/staff.js";
import { expired, signIns } from "/assets/web/staff/session.js";
import { ActionButton } from "./action_button.js";
import { Aside } from "./aside.js";
import { ask } from "./asking.js";
import { ChooseDesk } from "./choosing.js";
import { Dialogs } from "./dialogs/dialogs.js";
import { EchoLine } from "./echo_line.js";
import { actionOf } from "./keys.js";
import { Stage } from "./stage.js";
import { Work } from "./work.js";

/** @typedef {import("/assets/web/staff/session.js").Session} Session */

/** Close codes of the stream: nobody is signed in; it is another's desk. */
const SIGNED_OUT = 4401;
const NOT_ALLOWED = 4403;
const ROLES = ["manager", "supervisor", "admin"];
/** What has its own use for Space and Ctrl+Z while it has the focus. */
const OWN_KEYS = "a, button, input, select, textarea, summary, [role=option], [contenteditable]";

function DeskPage() {
  return html`<${ForStaff} roles=${ROLES}>${(/** @type {Session} */ who) => html`<${WhichDesk} who=${who} />`}<//>`;
}

/** @param {{who: Session}} props */
function WhichDesk({ who }) {
  const asked = new URLSearchParams(location.search);
  const office = who.office ?? asked.get("office");
  if (!office) return html`<${ChooseOffice} who=${who} path="/desk" />`;
  const remembered = sessionStorage.getItem(`desk.${office}`);
  const desk = asked.get("desk") ?? who.desk ?? (asked.has("choose") ? null : remembered);
  if (!desk) return html`<${ChooseDesk} who=${who} office=${office} />`;
  sessionStorage.setItem(`desk.${office}`, desk);
  return html`<${AtWork} key=${`${office}/${desk}/${who.subject}`} who=${who} office=${office} number=${desk} />`;
}

/** @param {{who: Session, office: string, number: string}} props */
function AtWork({ who, office, number }) {
  const manager = who.manager;
  // A session that ended took its socket along; whoever comes back gets a new one.
  const work = useMemo(() => new Work(office, number, manager), [office, number, manager, signIns.value]);
  useEffect(() => {
    work.start();
    const stop = hearKeys(work);
    const close = () => work.tab?.leave();
    addEventListener("pagehide", close);
    return () => {
      stop();
      removeEventListener("pagehide", close);
      work.stop();
    };
  }, [work]);
  useEffect(() => {
    if (work.live.standing.value === "refused" && work.live.refusal.value === SIGNED_OUT) expired.value = true;
  }, [work.live.standing.value]);
  const taken = work.live.standing.value === "refused" && work.live.refusal.value === NOT_ALLOWED;
  const { visitor, line } = work.view.value;
  useEffect(() => {
    const what = visitor ? visitor.number : line?.waiting ? `(${line.waiting})` : "";
    document.title = [what, t("desk-title-number", { desk: number })].filter(Boolean).join(" · ");
  });
  return html`<div class="desk" data-fresh=${work.moment().fresh ? "true" : "false"}>
    <${DeskBar} work=${work} who=${who} />
    ${!expired.value && !taken && html`<${ConnectionBanner} view=${work.live} timezone=${work.view.value.office?.timezone} />`}
    ${work.elsewhere.value && html`<${Banner} tone="info" icon="laptop" urgent title=${t("tab-warning", { desk: number })} action=${html`<${Button} onClick=${() => work.tab?.take()}>${t("tab-take")}<//>`}>${t("tab-warning-text")}<//>`}
    <main class="desk__main">
      ${taken ? html`<${Taken} office=${office} number=${number} />` : !work.live.ready.value ? html`<${Loading}>${t("desk-loading")}<//>` : work.view.value.desk ? html`<${Stage} work=${work} />` : html`<${NoSuchDesk} office=${office} />`}
      <${Aside} work=${work} />
    </main>
    <${EchoLine} work=${work} />
    <${Dialogs} work=${work} />
  </div>`;
}

/** The server shows a desk only to whoever works there. @param {{office: string, number: string}} props */
function Taken({ office, number }) {
  const link = html`<a class="button button--primary button--m" href=${`/desk?office=${office}&choose=1`}>${t("desk-change")}</a>`;
  return html`<${Empty} icon="user-x" title=${t("desk-taken", { desk: number })} action=${link}>${t("desk-taken-unnamed")}<//>`;
}

/** @param {{office: string}} props */
function NoSuchDesk({ office }) {
  const link = html`<a class="button button--secondary button--m" href=${`/desk?office=${office}&choose=1`}>${t("desk-change")}</a>`;
  return html`<${Empty} icon="monitor" title=${t("error-desk-unknown")} action=${link} />`;
}

/** @param {{work: Work, who: Session}} props */
function DeskBar({ work, who }) {
  const { office, desk, topics } = work.view.value;
  const offered = [...topics.values()].filter((topic) => topic.state !== "heading");
  const skills = office?.managers?.find((one) => one.id === desk?.manager?.id)?.topics ?? {};
  const mine = offered.filter((topic) => topic.id in skills).length;
  const atWork = desk?.manager != null;
  const start = html`<div class="bar__desk">
    <${Plate} desk=${work.number} size="m" />
    <span class="bar__who"><b>${desk?.manager?.name ?? who.name ?? t(`role-${who.role}`)}</b><small>${named(office?.name)}</small></span>
    ${desk && html`<span class="presence" data-presence=${desk.presence}><i></i>${t(`presence-${desk.presence}`)}${desk.since_at && atWork && html` <span class="numbers">${stopwatch(secondsSince(desk.since_at, everySecond.value))}</span>`}</span>`}
  </div>`;
  return html`<${StaffBar} who=${who} start=${start}>
    ${atWork && html`
      <${ActionButton} work=${work} action="set_topics" kind="quiet" text=${`${t("action-set_topics")} ${desk?.topics.length}/${mine}`} onPress=${() => ask(work, "set_topics")} />
      ${work.next.value !== "end_break" && html`<${ActionButton} work=${work} action="start_break" text=${t("action-pause")} keyOf="pause" kind="quiet" onPress=${() => ask(work, "pause")} />`}`}
    <button type="button" class="button button--quiet button--m" aria-keyshortcuts="Control+K" onClick=${() => ask(work, "palette")}><${Icon} name="search" /><span>${t("action-palette")}</span><kbd class="key">Ctrl K</kbd></button>
  <//>`;
}

/**
 * @param {Work} work
 * @returns {() => void} stop hearing
 */
function hearKeys(work) {
  const hear = (/** @type {KeyboardEvent} */ event) => {
    const inside = document.activeElement?.matches(OWN_KEYS) ?? false;
    const action = actionOf(event, { busy: inside });
    if (action === null) return;
    event.preventDefault();
    if (event.repeat || expired.peek() || document.querySelector("dialog[open]")) return;
    ask(work, action);
  };
  addEventListener("keydown", hear);
  return () => removeEventListener("keydown", hear);
}

startPage(DeskPage);
