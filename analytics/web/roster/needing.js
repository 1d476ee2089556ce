// The need of the day that is looked at: asked for once a day, as soon as the day is opened.

import { useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { errorText, t } from "/assets/web/i18n.js";

const PATIENCE_MS = 30_000;

/**
 * What is needed on a day, or why there is nothing to see.
 * @param {string} path
 * @param {import("./drafting.js").PublishedDay | undefined} day none is asked for where the office is closed
 * @returns {import("./day_board.js").Needed}
 */
export function useNeeds(path, day) {
  const [known, setKnown] = useState(/** @type {Record<string, {found: any, problem?: unknown}>} */ ({}));
  const wanted = day?.hours ? day.day : "";
  useEffect(() => {
    if (!wanted || known[wanted]?.found) return;
    const put = (/** @type {{found: any, problem?: unknown}} */ answer) => setKnown((before) => ({ ...before, [wanted]: answer }));
    let left = false;
    let again = 0;
    const ask = () =>
      get(`${path}/need?day=${wanted}`, { timeoutMs: PATIENCE_MS }).then(
        (found) => put({ found }),
        (problem) => {
          if (problem?.status !== 429) put({ found: null, problem });
          else if (!left) again = setTimeout(ask, (problem.retryAfterS ?? 2) * 1000); // it is still being worked out
        },
      );
    ask();
    return () => {
      left = true;
      clearTimeout(again);
    };
  }, [wanted]);
  const answer = known[wanted];
  if (!answer) return { found: null, said: t("roster-need-busy") };
  return { found: answer.found, said: answer.problem ? t("roster-need-failed", { why: errorText(answer.problem) }) : t("roster-no-need") };
}
