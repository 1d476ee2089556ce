// How was it? From 1 to 5, with a word for each and room for a sentence. Once a visit. Both ends say beforehand which is the good one:
// one is the best mark in some countries, five in others.

import { Button, Icon } from "/assets/web/components.js";
import { html, useRef, useState } from "/assets/web/html.js";
import { newId, post } from "/assets/web/http.js";
import { t } from "/assets/web/i18n.js";
import { Refused } from "./phone_actions.js";

const SCORES = [1, 2, 3, 4, 5];

/** @param {import("./phone_state.js").StateProps} props */
export function Rating({ ticket, live, onAnswer }) {
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const key = useRef(newId());
  if (ticket.rated) return html`<p class="thanks" role="status"><${Icon} name="heart-handshake" />${t("phone-rated")}</p>`;
  const send = async () => {
    setBusy(true);
    setError(null);
    try {
      const words = comment.trim();
      await post(`/api/v1/tickets/${encodeURIComponent(ticket.id)}/rate`, { score, ...(words ? { comment: words } : {}) }, { key: key.current });
      onAnswer({ rated: true });
    } catch (failure) {
      setError(failure);
      key.current = newId(); // the words may be changed before the next try
    } finally {
      setBusy(false);
    }
  };
  return html`<section class="rating">
    <h2 id="rate">${t("phone-rate")}</h2>
    <div class="scores" role="radiogroup" aria-labelledby="rate">
      ${SCORES.map((one) => html`<button key=${one} type="button" class="score" role="radio" aria-checked=${score === one ? "true" : "false"} aria-label=${`${one}: ${t(`phone-rate-${one}`)}`} onClick=${() => setScore(one)}>${one}</button>`)}
    </div>
    <p class=${`scores__word${score > 0 ? "" : " scores__word--ends"}`} aria-hidden="true">${score > 0 ? t(`phone-rate-${score}`) : html`<span>${t("phone-rate-1")}</span><span>${t("phone-rate-5")}</span>`}</p>
    ${score > 0 && html`<label class="field"><span class="field__label">${t("phone-comment")}</span>
        <textarea class="input" rows="3" maxlength="500" value=${comment} onInput=${(/** @type {{currentTarget: HTMLTextAreaElement}} */ event) => setComment(event.currentTarget.value)}></textarea>
      </label>
      <${Button} kind="primary" size="l" wide busy=${busy} disabled=${!live} onClick=${send}>${t("phone-rate-send")}<//>`}
    <${Refused} error=${error} />
  </section>`;
}
