// What a visitor can do from the phone: step out for a while, come back, leave, check in. One press, one intent.

import { Button, Dialog } from "/assets/web/components.js";
import { serverNow } from "/assets/web/clock.js";
import { html, useRef, useState } from "/assets/web/html.js";
import { newId, post } from "/assets/web/http.js";
import { errorText, t } from "/assets/web/i18n.js";

/** @typedef {import("./phone_state.js").StateProps} StateProps */

const MINUTES = [10, 20, 30, 60];

/**
 * Send one command of the ticket; a repeat after a failure is the same intent.
 * @param {StateProps} props
 */
function useCommand({ ticket, onAnswer }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const intent = useRef({ wish: "", key: "" });
  const send = async (/** @type {string} */ path, /** @type {object} */ body = {}) => {
    if (busy) return false;
    const wish = path + JSON.stringify(body);
    if (intent.current.wish !== wish) intent.current = { wish, key: newId() };
    setBusy(true);
    setError(null);
    try {
      onAnswer(await post(path, body, { key: intent.current.key }));
      return true;
    } catch (failure) {
      setError(failure);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, send, path: `/api/v1/tickets/${encodeURIComponent(ticket.id)}` };
}

/** @param {{error: unknown}} props */
export function Refused({ error }) {
  return error ? html`<p class="refused" role="alert">${errorText(error)}</p>` : null;
}

/** Come later: the visitor's own clock stands still meanwhile. @param {StateProps} props */
export function StepOut(props) {
  const [open, setOpen] = useState(false);
  const { busy, error, send, path } = useCommand(props);
  const [chosen, choose] = useState(0);
  const goFor = async (/** @type {number} */ minutes) => {
    choose(minutes);
    const due = new Date(serverNow() + minutes * 60_000).toISOString();
    if (await send(`${path}/postpone`, { by: "visitor", due })) setOpen(false);
  };
  return html`<${Button} size="l" wide icon="coffee" disabled=${!props.live} onClick=${() => setOpen(true)}>${t("phone-later")}<//>
    <${Dialog} open=${open} title=${t("phone-later-title")} onClose=${() => setOpen(false)} class="sheet" actions=${html`<${Button} kind="quiet" onClick=${() => setOpen(false)}>${t("cancel")}<//>`}>
      <p>${t("phone-later-do")}</p>
      <div class="minutes">
        ${MINUTES.map((minutes) => html`<${Button} key=${minutes} size="l" busy=${busy && chosen === minutes} onClick=${() => goFor(minutes)}>${t("phone-later-minutes", { minutes })}<//>`)}
      </div>
      <${Refused} error=${error} />
    <//>`;
}

/** @param {StateProps} props */
export function Resume(props) {
  const { busy, error, send, path } = useCommand(props);
  return html`<${Button} kind="primary" size="l" wide icon="undo-2" busy=${busy} disabled=${!props.live} onClick=${() => send(`${path}/resume`)}>${t("phone-back")}<//><${Refused} error=${error} />`;
}

/** @param {StateProps} props */
export function CheckIn(props) {
  const { busy, error, send } = useCommand(props);
  const path = `/api/v1/appointments/${encodeURIComponent(props.ticket.id)}/check_in`;
  return html`<${Button} kind="primary" size="l" wide icon="map-pin" busy=${busy} disabled=${!props.live} onClick=${() => send(path)}>${t("phone-check-in")}<//><${Refused} error=${error} />`;
}

/** Leaving cannot be undone, so it is asked once. @param {StateProps} props */
export function Leave(props) {
  const [open, setOpen] = useState(false);
  const { busy, error, send, path } = useCommand(props);
  const leave = async () => {
    if (await send(`${path}/cancel`)) setOpen(false);
  };
  const actions = html`<${Button} kind="secondary" size="l" onClick=${() => setOpen(false)}>${t(props.ticket.state === "booked" ? "phone-booked-keep" : "phone-leave-no")}<//><${Button} kind="danger" size="l" busy=${busy} onClick=${leave}>${t(props.ticket.state === "booked" ? "phone-booked-cancel" : "phone-leave-yes")}<//>`;
  return html`<${Button} kind="quiet" size="l" wide icon="log-out" disabled=${!props.live} onClick=${() => setOpen(true)}>${t(props.ticket.state === "booked" ? "phone-booked-cancel" : "phone-leave")}<//>
    <${Dialog} open=${open} title=${t(props.ticket.state === "booked" ? "phone-booked-cancel-title" : "phone-leave-title")} onClose=${() => setOpen(false)} class="sheet" actions=${actions}>
      <p>${props.ticket.number ? t("phone-leave-do", { number: props.ticket.number }) : t("phone-leave-booked")}</p>
      <${Refused} error=${error} />
    <//>`;
}
