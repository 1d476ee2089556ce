// The day of an office: open or closed, tickets given out or not.

import { Button } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { command } from "/assets/web/staff/commanding.js";

/** @param {import("./admin.js").PanelProps} props */
export function DayPanel({ view, id, ask, say }) {
  const [busy, setBusy] = useState("");
  const { office, tickets, fresh } = view;
  const waiting = tickets.filter((row) => row.state === "waiting" || row.state === "postponed" || row.state === "called").length;
  const serving = tickets.filter((row) => row.state === "serving").length;
  const run = async (/** @type {string} */ name) => {
    setBusy(name);
    const { trouble } = await command(`offices/${id}/${name}`);
    setBusy("");
    say(trouble ?? t("admin-done"));
    return trouble;
  };
  const close = () =>
    ask({
      title: t("admin-close-day-ask", { office: named(office.name) }),
      text: t("admin-close-day-text", { count: waiting }),
      action: t("admin-close-day"),
      run: () => run("close_day"),
    });
  const title = !office.open ? "admin-day-closed" : office.issuing ? "admin-day-open" : "admin-day-stopped";
  return html`<section class="panel panel--day" aria-labelledby="day-title">
    <div>
      <h2 id="day-title">${t(title)}</h2>
      <p class="panel__lead">${t("admin-day-figures", { waiting, serving })}</p>
    </div>
    <div class="panel__actions">
      ${!office.open && html`<${Button} kind="primary" icon="circle-play" busy=${busy === "open_day"} disabled=${!fresh} onClick=${() => run("open_day")}>${t("admin-open-day")}<//>`}
      ${office.open && office.issuing && html`<${Button} icon="circle-pause" busy=${busy === "stop_issuing"} disabled=${!fresh} onClick=${() => run("stop_issuing")}>${t("admin-stop-issuing")}<//>`}
      ${office.open && !office.issuing && html`<${Button} kind="primary" icon="circle-play" busy=${busy === "resume_issuing"} disabled=${!fresh} onClick=${() => run("resume_issuing")}>${t("admin-resume-issuing")}<//>`}
      ${office.open && html`<${Button} icon="power" disabled=${!fresh} onClick=${close}>${t("admin-close-day")}<//>`}
    </div>
  </section>`;
}
