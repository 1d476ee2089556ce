// Where alerts are sent, for administrators: what stands in the way of a channel, a try of it, and what never arrived.

import { Button, Icon } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { get, newId, post } from "/assets/web/http.js";
import { dateInWords, errorText, t, timeOfDay } from "/assets/web/i18n.js";
import { Failed } from "/assets/web/states.js";

/** @typedef {{id: string, kind: string, severity: string, quiet: string | null, hindrance: string | null}} Channel */
/** @typedef {{id: string, channel: string, kind: string, attempts: number, created_at: string, why: string | null}} Message */

export function Channels() {
  const [channels, setChannels] = useState(/** @type {Channel[] | null} */ (null));
  const [lost, setLost] = useState(/** @type {Message[]} */ ([]));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const load = () => {
    Promise.all([get("/api/v1/alert_channels"), get("/api/v1/alert_messages?state=given_up&limit=20")]).then(([found, messages]) => {
      setChannels(found.channels);
      setLost(messages.messages);
      setError(null);
    }, setError);
  };
  useEffect(load, []);
  if (error) return html`<${Failed} error=${error} onRetry=${load} />`;
  if (!channels) return null;
  return html`<section class="channels" aria-labelledby="channels"><h2 id="channels">${t("channels-title")}</h2>
    ${channels.length === 0 && html`<p class="alerts__quiet">${t("channels-none")}</p>`}
    <ul class="channels__list">${channels.map((channel) => html`<${ChannelLine} key=${channel.id} channel=${channel} />`)}</ul>
    ${lost.length > 0 && html`<h3 class="alerts__day">${t("channels-lost")}</h3>
      <ul class="channels__list">${lost.map((message) => html`<${LostLine} key=${message.id} message=${message} onDone=${load} />`)}</ul>`}
  </section>`;
}

/** @param {{channel: Channel}} props */
function ChannelLine({ channel }) {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const attempt = async () => {
    setBusy(true);
    try {
      const { sent, why } = await post(`/api/v1/alert_channels/${encodeURIComponent(channel.id)}/try`, {}, { key: newId(), timeoutMs: 40_000, tries: 1 });
      setSaid(sent ? t("channels-taken") : t("channels-not-taken", { why }));
    } catch (error) {
      setSaid(errorText(error));
    }
    setBusy(false);
  };
  return html`<li class="channel">
    <${Icon} name=${channel.hindrance ? "circle-pause" : "circle-check"} />
    <p class="channel__words"><b>${channel.id}</b> <span>${t(`channels-kind-${channel.kind}`)}</span>
      ${channel.severity === "critical" && html`<span>${t("channels-critical")}</span>`} ${channel.quiet && html`<span>${t("channels-quiet", { hours: channel.quiet })}</span>`}
      <small role="status">${said || (channel.hindrance ? t("channels-hindrance", { why: channel.hindrance }) : t("channels-usable"))}</small></p>
    <${Button} kind="quiet" icon="send" busy=${busy} disabled=${channel.hindrance !== null} label=${`${t("channels-try")}: ${channel.id}`} onClick=${attempt}>${t("channels-try")}<//>
  </li>`;
}

/** @param {{message: Message, onDone: () => void}} props */
function LostLine({ message, onDone }) {
  const [said, setSaid] = useState("");
  const again = () => post(`/api/v1/alert_messages/${message.id}/again`, {}, { key: newId() }).then(onDone, (error) => setSaid(errorText(error)));
  return html`<li class="channel">
    <${Icon} name="circle-x" />
    <p class="channel__words"><b>${message.channel}</b> <span>${dateInWords(message.created_at)}, ${timeOfDay(message.created_at)}</span> <span>${t(`alert-kind-${message.kind}`)}</span>
      <small role="status">${said || t("channels-given-up", { why: message.why ?? "–", count: message.attempts })}</small></p>
    <${Button} kind="quiet" icon="repeat" label=${`${t("channels-again")}: ${message.channel}`} onClick=${again}>${t("channels-again")}<//>
  </li>`;
}
