// One office: how it stands, its topics, its desks, its open tickets, and the steps that help, each where one looks.
// Knows the office's live view; a ticket's story and the day's charts are modules of their own.

import { Button, Icon } from "/assets/web/components.js";
import { html, useEffect, useMemo, useState } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { LiveView } from "/assets/web/live_view.js";
import { command } from "/assets/web/staff/commanding.js";
import { Confirm } from "/assets/web/staff/confirming.js";
import { expired, signIns } from "/assets/web/staff/session.js";
import { ConnectionBanner, Loading } from "/assets/web/states.js";
import { serverNow, everySecond } from "/assets/web/clock.js";
import { AlertsPanel } from "./alerts_panel.js";
import { DayPanel } from "./day_panel.js";
import { DesksPanel } from "./desks_panel.js";
import { MessageDialog, TopicsDialog } from "./dialogs.js";
import { Numbers } from "./numbers.js";
import { OutlookPanel } from "./outlook_panel.js";
import { StepsPanel } from "./steps_panel.js";
import { TicketStory } from "./ticket_story.js";
import { TicketsPanel } from "./tickets_panel.js";
import { TopicsPanel } from "./topics_panel.js";
import { officeStanding, together } from "./watching.js";

/**
 * @typedef {object} Hall what the panels of one office share
 * @property {string} id
 * @property {any} office
 * @property {Map<string, any>} topics
 * @property {any[]} desks
 * @property {any[]} tickets
 * @property {boolean} fresh
 * @property {(path: string, body?: object, done?: string) => Promise<string | null>} run a command on this office; gives the trouble in words
 * @property {(question: import("/assets/web/staff/confirming.js").Question) => void} ask
 * @property {(desk: any) => void} chooseTopics
 */

/**
 * @param {{id: string, topic: string | null, ticket: string | null, company: import("./company.js").Company, alone: boolean, me: string, say: (text: string) => void}} props
 */
export function OfficeScreen({ id, topic, ticket, company, alone, me, say }) {
  const live = useOffice(id);
  const [question, setQuestion] = useState(/** @type {import("/assets/web/staff/confirming.js").Question | null} */ (null));
  const [writing, setWriting] = useState(false);
  const [desk, setDesk] = useState(/** @type {any} */ (null));
  const rows = [...live.all.value.values()];
  const of = (/** @type {string} */ kind) => /** @type {any[]} */ (rows.filter((row) => row.kind === kind));
  const office = of("office")[0];
  const run = async (/** @type {string} */ path, /** @type {object} */ body = {}, /** @type {string} */ done = t("cockpit-done")) => {
    const { trouble } = await command(`offices/${encodeURIComponent(id)}/${path}`, body);
    say(trouble ?? done);
    return trouble;
  };
  /** @type {Hall} */
  const hall = {
    id, office, run, ask: setQuestion, chooseTopics: setDesk,
    topics: new Map(of("topic").map((row) => [row.id, row])),
    desks: of("desk").sort((one, other) => one.number.localeCompare(other.number, undefined, { numeric: true })),
    tickets: of("ticket"),
    fresh: live.standing.value === "live" && !expired.value,
  };
  return html`<nav class="crumbs" aria-label=${t("cockpit-where")}>
      ${!alone && html`<a href="#"><${Icon} name="arrow-left" />${t("cockpit-all-offices")}</a>`}
      ${(topic || ticket) && html`<a href=${`#office/${encodeURIComponent(id)}`}>${named(office?.name)}</a>`}
    </nav>
    ${!expired.value && html`<${ConnectionBanner} view=${live} timezone=${office?.timezone} />`}
    ${!live.ready.value && live.standing.value !== "refused" && html`<${Loading} />`}
    ${office && ticket && html`<${TicketStory} id=${ticket} hall=${hall} />`}
    ${office && !ticket && html`<${Steps} hall=${hall} onMessage=${() => setWriting(true)} />
      <${OfficeNumbers} row=${company.live.row(`office:${id}`).value ?? office} schedule=${company.live.row(`schedule:${id}`).value} />
      <${AlertsPanel} rows=${company.alerts.value} office=${id} fresh=${hall.fresh} say=${say} me=${me} />
      <${StepsPanel} company=${company} office=${id} fresh=${hall.fresh} say=${say} />
      <div class="panels">
        <${OutlookPanel} hall=${hall} company=${company} />
        <${TopicsPanel} hall=${hall} chosen=${topic} />
        <${DesksPanel} hall=${hall} schedule=${company.live.row(`schedule:${id}`).value} steps=${[...company.steps.value.values()].filter((row) => row.kind === "step" && row.office === id)} />
        <${TicketsPanel} hall=${hall} topic=${topic} />
        <${DayPanel} id=${id} pulse=${company.live.row(`office:${id}`)} />
      </div>`}
    <${Confirm} question=${question} onClose=${() => setQuestion(null)} />
    ${office && html`<${MessageDialog} open=${writing} hall=${hall} onClose=${() => setWriting(false)} />`}
    <${TopicsDialog} desk=${desk} hall=${hall} onClose=${() => setDesk(null)} />`;
}

/** @param {{row: any, schedule: any}} props */
function OfficeNumbers({ row, schedule }) {
  everySecond.value;
  return html`<${Numbers} totals=${together([officeStanding(row, serverNow(), schedule)])} alone />`;
}

/** @param {{hall: Hall, onMessage: () => void}} props */
function Steps({ hall, onMessage }) {
  const { office, fresh, run, ask } = hall;
  const stop = () =>
    ask({
      title: t("cockpit-stop-ask", { office: named(office.name) }),
      text: t("cockpit-stop-text"),
      action: t("cockpit-stop"),
      run: () => run("stop_issuing"),
    });
  const state = !office.open ? "cockpit-closed" : office.issuing ? "cockpit-open" : "cockpit-not-issuing";
  return html`<header class="office-head">
    <div><h1>${named(office.name)}</h1><p class="quiet">${t(state)}${Object.keys(office.message).length > 0 && html` · ${t("cockpit-message-stands", { text: named(office.message) })}`}</p></div>
    <div class="panel__actions">
      ${office.open && office.issuing && html`<${Button} icon="circle-pause" disabled=${!fresh} onClick=${stop}>${t("cockpit-stop")}<//>`}
      ${office.open && !office.issuing && html`<${Button} icon="circle-play" disabled=${!fresh} onClick=${() => run("resume_issuing")}>${t("cockpit-resume-issuing")}<//>`}
      <${Button} icon="megaphone" disabled=${!fresh} onClick=${onMessage}>${t("cockpit-message")}<//>
    </div>
  </header>`;
}

/** @param {string} office */
function useOffice(office) {
  const live = useMemo(() => new LiveView({ office, view: "supervisor" }), [office, signIns.value]);
  useEffect(() => {
    live.start();
    return () => void live.stop();
  }, [live]);
  return live;
}
