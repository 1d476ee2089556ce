// The topics of an office against the standard, worst first; one opens its tickets, another step suspends it.

import { everySecond, serverNow, stopwatch } from "/assets/web/clock.js";
import { Button, Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { named, number, t } from "/assets/web/i18n.js";
import { share } from "./numbers.js";
import { standingOf } from "./watching.js";

/** @param {{hall: import("./office_screen.js").Hall, chosen: string | null}} props */
export function TopicsPanel({ hall, chosen }) {
  everySecond.value;
  const now = serverNow();
  const topics = [...hall.topics.values()].map((row) => ({ row, ...standingOf(row, now) }));
  topics.sort((one, other) => other.above - one.above || (other.longestS ?? -1) - (one.longestS ?? -1) || named(one.row.name).localeCompare(named(other.row.name)));
  return html`<section class="panel panel--wide" aria-labelledby="topics-title">
    <h2 id="topics-title">${t("cockpit-topics")}</h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="topics-title"><table class="table">
      <thead><tr>
        <th scope="col">${t("topic")}</th>
        ${["cockpit-waiting", "cockpit-longest", "cockpit-above", "cockpit-level", "cockpit-topic-desks"].map((text) => html`<th scope="col" key=${text} class="table__number">${t(text)}</th>`)}
        <th scope="col"><span class="only-read">${t("cockpit-steps")}</span></th>
      </tr></thead>
      <tbody>${topics.map((one) => html`<${TopicRow} key=${one.id} hall=${hall} one=${one} chosen=${one.id === chosen} />`)}</tbody>
    </table></div>
  </section>`;
}

/** @param {{hall: import("./office_screen.js").Hall, one: any, chosen: boolean}} props */
function TopicRow({ hall, one, chosen }) {
  const { row } = one;
  const name = named(row.name);
  const suspend = () =>
    hall.ask({
      title: t("cockpit-suspend-ask", { topic: name }),
      text: t("cockpit-suspend-text"),
      action: t("cockpit-suspend"),
      reason: { legend: t("cockpit-suspend-reason"), choices: [t("cockpit-reason-system"), t("cockpit-reason-staff"), t("cockpit-reason-full")] },
      run: (reason) => hall.run("suspend_topic", { topic: row.id, reason }),
    });
  const nobody = row.desks === 0 && row.waiting > 0;
  return html`<tr data-tone=${one.nearness} aria-current=${chosen ? "true" : undefined}>
    <th scope="row"><a class="office-link" href=${`#office/${encodeURIComponent(hall.id)}/topic/${encodeURIComponent(row.id)}`}>${name}</a>
      ${row.state === "suspended" && html`<small>${t("cockpit-topic-suspended")}${row.reason ? `: ${row.reason}` : ""}</small>`}
      ${row.state === "unavailable" && html`<small>${t("cockpit-topic-unavailable")}</small>`}</th>
    <td class="table__number">${number(row.waiting)}</td>
    <td class="table__number">${one.longestS === null ? "—" : html`<span class=${one.nearness === "calm" ? "" : `wait ${one.nearness}`}>${one.nearness !== "calm" && html`<${Icon} name=${one.nearness === "breach" ? "clock-alert" : "clock"} label=${t(`cockpit-tone-${one.nearness}`)} />`}${stopwatch(one.longestS)}</span>`}</td>
    <td class="table__number">${one.above > 0 ? html`<b class="breach">${number(one.above)}</b>` : "—"}</td>
    <td class="table__number">${share(one.level)}</td>
    <td class="table__number">${nobody ? html`<b class="idle"><${Icon} name="user-x" label=${t("cockpit-nobody-serves")} />0</b>` : number(row.desks)}</td>
    <td class="table__actions">${row.state === "suspended"
      ? html`<${Button} kind="quiet" icon="circle-play" disabled=${!hall.fresh} label=${`${t("cockpit-resume")}: ${name}`} onClick=${() => hall.run("resume_topic", { topic: row.id })}>${t("cockpit-resume")}<//>`
      : html`<${Button} kind="quiet" icon="circle-pause" disabled=${!hall.fresh} label=${`${t("cockpit-suspend")}: ${name}`} onClick=${suspend}>${t("cockpit-suspend")}<//>`}</td>
  </tr>`;
}
