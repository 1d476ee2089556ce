// The span that somebody likes best, as a frame on the day's scale.

import { html } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { spanOf } from "./spanning.js";

/** @param {{person: any, opening: import("./spanning.js").Opening}} props */
export function Wish({ person, opening }) {
  if (!person?.wishes) return null;
  const long = opening.closes - opening.opens;
  const [from, to] = spanOf(person.wishes).map((at) => Math.min(1, Math.max(0, (at - opening.opens) / long)));
  if (to <= from) return null;
  return html`<span class="roster__wish" title=${t("roster-wishes", { span: person.wishes.replace("-", "–") })} style=${{ left: `${from * 100}%`, right: `${(1 - to) * 100}%` }}></span>`;
}
