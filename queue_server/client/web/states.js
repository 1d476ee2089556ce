// The states every screen has besides its good one: loading, empty, failed, cut off.

import { Banner, Button, Icon } from "./components.js";
import { html } from "./html.js";
import { errorText, t, timeOfDay } from "./i18n.js";

/** @typedef {import("./vendor/preact.js").ComponentChildren} Children */

/** @param {{children?: Children}} props */
export function Loading({ children }) {
  return html`<div class="state" role="status"><${Icon} name="loader-circle" class="icon--turning state__icon" /><p>${children ?? t("loading")}</p></div>`;
}

/** @param {{icon?: string, title: string, children?: Children, action?: Children}} props */
export function Empty({ icon = "check-check", title, children, action }) {
  return html`<div class="state"><${Icon} name=${icon} class="state__icon" /><h2>${title}</h2>${children && html`<p>${children}</p>`}${action}</div>`;
}

/** @param {{error: unknown, onRetry?: () => void}} props */
export function Failed({ error, onRetry }) {
  return html`<div class="state" role="alert">
    <${Icon} name="circle-alert" class="state__icon" />
    <h2>${t("failed-title")}</h2>
    <p>${errorText(error)}</p>
    ${onRetry && html`<${Button} icon="rotate-ccw" onClick=${onRetry}>${t("try-again")}<//>`}
  </div>`;
}

/**
 * The banner of a cut-off view: never show stale as live. Draws nothing while the view is live.
 * @param {{view: import("./live_view.js").LiveView, timezone?: string}} props
 */
export function ConnectionBanner({ view, timezone }) {
  const standing = view.standing.value;
  if (standing === "refused") {
    const code = { 4401: "unauthenticated", 4403: "forbidden", 4404: "office_unknown", 4410: "gone" }[view.refusal.value];
    return html`<${Banner} tone="cut" icon="lock" urgent title=${t("connection-refused")}>${errorText({ code })}<//>`;
  }
  if (standing !== "stale") return null;
  const since = view.asOf.value > 0 ? t("connection-as-of", { time: timeOfDay(view.asOf.value, timezone) }) : "";
  return html`<${Banner} tone="cut" icon="wifi-off" urgent title=${t("connection-lost")}>${since} ${t("connection-returns")}<//>`;
}
