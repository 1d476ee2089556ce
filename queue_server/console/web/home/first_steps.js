// What is still missing before a fresh server serves an office: shown to administrators until all of it is there, or until they say
// that it is enough. Never in a demonstration, which needs none of it.

import { Button, Icon } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { t } from "/assets/web/i18n.js";
import { asleep, steps } from "./steps.js";

const MEMORY = "queue.first-steps";

/** @typedef {import("./steps.js").Offices} Offices */

/** @param {{answer: Offices}} props */
export function FirstSteps({ answer }) {
  const [lists, setLists] = useState(/** @type {{people: any[], devices: any[]} | null} */ (null));
  const [enough, setEnough] = useState(remembered);
  const finished = lists !== null && steps(answer, lists.people, lists.devices).every((step) => step.done);
  useEffect(() => {
    if (enough || finished) return;
    // With each look at the offices: somebody else may have done a step meanwhile. Without an answer nothing is missed.
    Promise.all([get("/api/v1/people"), get("/api/v1/devices")]).then(([{ people }, { devices }]) => setLists({ people, devices }), () => {});
  }, [answer]);
  if (enough || lists === null || finished) return null;
  const all = steps(answer, lists.people, lists.devices);
  const next = all.find((step) => !step.done && step.href);
  const hide = () => {
    setEnough(true);
    try {
      localStorage.setItem(MEMORY, "enough");
    } catch {
      // A browser without storage shows them again; nothing else depends on it.
    }
  };
  return html`<section class="first-steps" aria-labelledby="home-first-steps">
    <div class="first-steps__head">
      <h2 class="home__title" id="home-first-steps">${t("first-steps")}</h2>
      <${Button} kind="quiet" icon="x" onClick=${hide}>${t("first-steps-enough")}<//>
    </div>
    <ol>${all.map((step, i) => html`<li key=${step.id} class="first-step" data-done=${step.done ? "true" : undefined}>
      <span class="first-step__mark" aria-hidden="true">${step.done ? html`<${Icon} name="check" />` : i + 1}</span>
      <div class="first-step__words">
        <b>${t(`first-steps-${step.id}`)}${step.done && html`<span class="only-read">. ${t("first-steps-done")}</span>`}</b>
        ${!step.done && html`<p>${t(step.id === "organisation" && answer.offices.length > 0 ? "first-steps-example-text" : `first-steps-${step.id}-text`)}</p>`}
      </div>
      ${!step.done && step.href && html`<a class=${`button button--${step === next ? "primary" : "secondary"} button--m`} href=${step.href}>${t(`first-steps-${step.id}-do`)}</a>`}
    </li>`)}</ol>
    ${asleep(answer) && html`<p class="first-steps__note"><${Icon} name="clock" /><span>${t("first-steps-closed")} <a href="/admin">${t("first-steps-closed-do")}</a></span></p>`}
  </section>`;
}

function remembered() {
  try {
    return localStorage.getItem(MEMORY) === "enough";
  } catch {
    return false;
  }
}
