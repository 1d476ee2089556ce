// What the visit has been so far, from the log: each state with its time, and how much of it counts.

import { Icon } from "/assets/web/components.js";
import { everySecond, stopwatch } from "/assets/web/clock.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { named, t, textIn, language, timeOfDay } from "/assets/web/i18n.js";
import { noteExpired } from "/assets/web/staff/session.js";

/**
 * @typedef {{state: string, from_at: string, to_at: string | null, seconds: number, desk: string | null, manager: string | null, topic: string | null,
 *   counted_s: number | null, why: string | null, by?: string | null}} Segment
 */

/** @type {Record<string, string>} */
const ICON_OF = { waiting: "hourglass", called: "megaphone", serving: "user-check", postponed: "pause", no_show: "user-x" };

/** @param {{work: import("./work.js").Work, visitor: import("./rows.js").VisitorRow}} props */
export function History({ work, visitor }) {
  const [segments, setSegments] = useState(/** @type {Segment[] | null} */ (null));
  const [failed, setFailed] = useState(false);
  const load = () => {
    let wanted = true;
    setFailed(false);
    get(`/api/v1/tickets/${visitor.id}/history`).then(
      (answer) => wanted && setSegments(answer.segments),
      (error) => wanted && (noteExpired(error), setFailed(true)),
    );
    return () => void (wanted = false);
  };
  useEffect(load, [visitor.id, visitor.state, visitor.calls, visitor.topic]);
  const { topics, office } = work.view.value;
  return html`<section class="history" id="history" tabindex="-1" aria-labelledby="history-title">
    <h2 class="small-title" id="history-title">${t("history-title")}</h2>
    ${failed && html`<p class="quiet">${t("history-failed")} <button type="button" class="link" onClick=${load}>${t("try-again")}</button></p>`}
    ${!failed && segments?.length === 0 && html`<p class="quiet">${t("history-empty")}</p>`}
    <ol class="history__list">
      ${(segments ?? []).map((segment, place) => {
        const running = segment.to_at === null || (place === (segments ?? []).length - 1 && segment.state === visitor.state);
        const seconds = running ? Math.max(0, (everySecond.value - Date.parse(segment.from_at)) / 1000) : segment.seconds;
        const why = segment.why && textIn(language.value, `why-${segment.why}`);
        const words = [
          segment.topic && named(topics.get(segment.topic)?.name),
          segment.desk && t("history-at-desk", { desk: segment.desk }),
          why || segment.why,
        ].filter(Boolean);
        return html`<li key=${segment.from_at + segment.state} class="segment" data-state=${segment.state}>
          <${Icon} name=${ICON_OF[segment.state] ?? "clock"} />
          <time class="segment__at" datetime=${segment.from_at}>${timeOfDay(segment.from_at, office?.timezone)}</time>
          <span class="segment__words"><b>${t(`history-${segment.state}`)}</b> ${words.join(" · ")}</span>
          <span class="segment__counted">${running ? t("history-now") : counted(segment)}</span>
          <span class="segment__time">${stopwatch(seconds)}</span>
        </li>`;
      })}
    </ol>
  </section>`;
}

/** Whether the time counts is said only where it might be doubted. @param {Segment} segment */
function counted({ state, counted_s, seconds }) {
  if (counted_s === null || counted_s === undefined) return "";
  if (counted_s === 0) return state === "waiting" || state === "postponed" ? t("history-not-counted") : "";
  return Math.abs(counted_s - seconds) < 1 && state === "waiting" ? "" : t("history-counted", { time: stopwatch(counted_s) });
}
