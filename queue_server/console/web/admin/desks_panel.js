// Who is at which desk, since when, with whom.

import { Button, Chip, Plate } from "/assets/web/components.js";
import { everySecond, secondsSince, stopwatch } from "/assets/web/clock.js";
import { html } from "/assets/web/html.js";
import { inLine, named, t } from "/assets/web/i18n.js";
import { command } from "/assets/web/staff/commanding.js";

/** @param {import("./admin.js").PanelProps} props */
export function DesksPanel({ view, id, ask, say }) {
  const { desks, topics, office, fresh } = view;
  const served = [...topics.values()].filter((topic) => topic.state !== "heading");
  const skillsOf = (/** @type {string | undefined} */ manager) => Object.keys(office?.managers?.find((/** @type {any} */ one) => one.id === manager)?.topics ?? {}).filter((topic) => served.some((one) => one.id === topic));
  const close = (/** @type {any} */ desk) =>
    ask({
      title: t("admin-close-desk-ask", { desk: desk.number }),
      text: t("admin-close-desk-text", { name: desk.manager.name }),
      action: t("action-close"),
      run: async () => {
        const { trouble } = await command(`offices/${id}/desks/${encodeURIComponent(desk.number)}/close`);
        if (!trouble) say(t("done-close", { desk: desk.number }));
        return trouble;
      },
    });
  return html`<section class="panel panel--wide" aria-labelledby="desks-title">
    <h2 id="desks-title">${t("desks-title")} <span class="count">${t("admin-desks-open", { open: desks.filter((desk) => desk.manager).length, all: desks.length })}</span></h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="desks-title"><table class="table">
      <thead><tr><th scope="col">${t("desk")}</th><th scope="col">${t("manager")}</th><th scope="col">${t("admin-presence")}</th><th scope="col">${t("admin-at-desk")}</th><th scope="col">${t("admin-desk-topics")}</th><th scope="col"><span class="only-read">${t("reception-actions")}</span></th></tr></thead>
      <tbody>
        ${desks.map((desk) => {
          const skills = skillsOf(desk.manager?.id);
          const names = desk.topics.length === skills.length ? t("admin-topic-all") : inLine(desk.topics.map((/** @type {string} */ topic) => named(topics.get(topic)?.name))) || "—";
          return html`<tr key=${desk.number} data-closed=${desk.manager ? undefined : "true"}>
            <td><${Plate} desk=${desk.number} size="s" /></td>
            <td>${desk.manager?.name ?? "—"}</td>
            <td>${t(`presence-${desk.presence}`)} ${desk.manager && desk.since_at && html`<span class="quiet numbers">${stopwatch(secondsSince(desk.break_since_at ?? desk.since_at, everySecond.value))}</span>`}</td>
            <td>${desk.number_called && html`<${Chip} number=${desk.number_called} size="s" />`}</td>
            <td>${desk.manager ? names : ""}</td>
            <td class="table__actions">${desk.manager && !desk.number_called && fresh && html`<${Button} kind="quiet" icon="log-out" label=${`${t("action-close")} ${desk.number}`} onClick=${() => close(desk)}>${t("action-close")}<//>`}</td>
          </tr>`;
        })}
      </tbody>
    </table></div>
  </section>`;
}
