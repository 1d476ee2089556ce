// Reception: tickets for those who cannot or will not use the kiosk, arrivals by appointment, and everybody in the queue.

import { Chip, Icon, Plate } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { ConnectionBanner, Loading } from "/assets/web/states.js";
import { ChooseOffice } from "../choose_office.js";
import { command } from "/assets/web/staff/commanding.js";
import { Confirm } from "/assets/web/staff/confirming.js";
import { useOfficeView } from "../office_view.js";
import { expired } from "/assets/web/staff/session.js";
import { ForStaff, StaffBar, startPage } from "/assets/web/staff/staff.js";
import { IssuePanel } from "./issue_panel.js";
import { QueueTable } from "./queue_table.js";
import { Slip } from "./slip.js";
import { get } from "/assets/web/http.js";

/** @typedef {import("/assets/web/staff/session.js").Session} Session */
/** @typedef {import("./queue_order.js").QueueRow} QueueRow */

/** What was done is said for this long. */
const SAID_MS = 6_000;

function ReceptionPage() {
  return html`<${ForStaff} roles=${["manager", "supervisor", "admin"]}>${(/** @type {Session} */ who) => {
    const office = who.office ?? new URLSearchParams(location.search).get("office");
    return office ? html`<${Reception} who=${who} id=${office} />` : html`<${ChooseOffice} who=${who} path="/reception" />`;
  }}<//>`;
}

/** @param {{who: Session, id: string}} props */
function Reception({ who, id }) {
  const { live, fresh, ready, office, topics, tickets } = useOfficeView(id);
  const [slip, setSlip] = useState(/** @type {any} */ (null));
  const [question, setQuestion] = useState(/** @type {import("/assets/web/staff/confirming.js").Question | null} */ (null));
  const [said, setSaid] = useState("");
  const supervises = who.role !== "manager";
  useEffect(() => {
    document.title = `${t("reception-title")} · ${named(office?.name)}`;
  });
  useEffect(() => {
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  const run = async (/** @type {string} */ path, /** @type {object} */ body, /** @type {(data: any) => string} */ words) => {
    const { data, trouble } = await command(path, body);
    setSaid(trouble ?? words(data));
    return trouble;
  };
  const print = async (/** @type {QueueRow} */ row) => {
    try {
      setSlip(await get(`/api/v1/tickets/${encodeURIComponent(row.id)}`));
    } catch {
      setSaid(t("error-network-unreachable"));
    }
  };
  const actions = {
    checkIn: { label: t("reception-check-in"), icon: "calendar-check", run: (/** @type {QueueRow} */ row) => run(`appointments/${row.id}/check_in`, {}, (ticket) => t("reception-checked-in", { number: ticket.number })) },
    cancel: {
      label: t("reception-cancel"),
      icon: "circle-x",
      run: (/** @type {QueueRow} */ row) =>
        setQuestion({ title: t("reception-cancel-ask"), text: t("reception-cancel-text"), action: t("reception-cancel"), run: () => run(`appointments/${row.id}/cancel`, {}, () => t("reception-cancelled")) }),
    },
    print: { label: t("reception-slip"), icon: "printer", run: print },
    resume: { label: t("action-resume"), icon: "corner-up-left", run: (/** @type {QueueRow} */ row) => run(`tickets/${row.id}/resume`, {}, () => t("done-resume", { number: row.number ?? "" })) },
    left: {
      label: t("action-mark_left"),
      icon: "user-minus",
      run: (/** @type {QueueRow} */ row) =>
        setQuestion({ title: t("reception-left-ask", { number: row.number ?? "" }), text: t("reception-left-text"), action: t("reception-left-do"), run: () => run(`tickets/${row.id}/mark_left`, {}, () => t("reception-marked-left", { number: row.number ?? "" })) }),
    },
    remove: {
      label: t("action-remove"),
      icon: "user-x",
      run: (/** @type {QueueRow} */ row) =>
        setQuestion({
          title: t("reception-remove-ask", { number: row.number ?? "" }),
          text: t("reception-remove-text"),
          action: t("action-remove"),
          reason: { legend: t("call-reason"), choices: [t("remove-reason-twice"), t("remove-reason-mistake"), t("remove-reason-behaviour")] },
          run: (reason) => run(`tickets/${row.id}/remove`, { reason }, () => t("reception-removed", { number: row.number ?? "" })),
        }),
    },
  };
  const actionsOf = (/** @type {QueueRow} */ row) => {
    if (!fresh) return [];
    if (row.state === "booked") return [actions.checkIn, actions.cancel];
    const some = { waiting: [actions.print, actions.left], postponed: [actions.print, actions.resume] }[String(row.state)] ?? [];
    return supervises && row.state !== "serving" ? [...some, actions.remove] : some;
  };
  const called = tickets.filter((row) => row.state === "called");
  return html`<div class="reception" data-fresh=${fresh ? "true" : "false"}>
      <${StaffBar} who=${who} here="/reception" start=${html`<span class="bar__who"><h1>${t("reception-title")}</h1><small>${named(office?.name)}</small></span>`} />
      ${!expired.value && html`<${ConnectionBanner} view=${live} timezone=${office?.timezone} />`}
      ${!ready
        ? html`<main><${Loading} /></main>`
        : html`<main class="reception__main">
            <${IssuePanel} office=${office} topics=${[...topics.values()]} fresh=${fresh} onPrint=${setSlip} />
            <div class="reception__queue">
              <section class="called-now" aria-labelledby="called-now">
                <h2 class="small-title" id="called-now">${t("reception-called-now")}</h2>
                ${called.length === 0 ? html`<p class="quiet">${t("reception-called-nobody")}</p>` : html`<ul>${called.map((row) => html`<li key=${row.id}><${Chip} number=${row.number} size="m" /><${Icon} name="arrow-right" /><${Plate} desk=${row.desk} size="m" /></li>`)}</ul>`}
              </section>
              <${QueueTable} rows=${tickets} topics=${topics} office=${office} actionsOf=${actionsOf} />
            </div>
          </main>`}
      <p class="said" role="status">${said}</p>
    </div>
    ${slip && html`<${Slip} ticket=${slip} office=${office} topic=${topics.get(slip.topic)} onPrinted=${() => setSlip(null)} />`}
    <${Confirm} question=${question} onClose=${() => setQuestion(null)} />`;
}

startPage(ReceptionPage);
