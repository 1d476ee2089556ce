// The audit: who did what, when and from where, newest first. It can only grow; `queue-server verify` holds its chain.

import { Button } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { dateInWords, named, t } from "/assets/web/i18n.js";
import { Empty, Failed, Loading } from "/assets/web/states.js";
import { noteExpired } from "/assets/web/staff/session.js";
import { changes, doneText, whoText } from "./audit_words.js";
import { useListed } from "./listed.js";

/** @typedef {import("./audit_words.js").Entry} Entry */

const PAGE = 50;
/** Beyond every entry: the newest come first. */
const FROM_THE_END = Number.MAX_SAFE_INTEGER;

export function AuditPanel() {
  const [entries, setEntries] = useState(/** @type {Entry[] | null} */ (null));
  const [more, setMore] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const offices = useListed("offices").answer;
  const places = (/** @type {string} */ member, /** @type {string} */ id) => {
    const among = member === "office" ? offices?.offices : member === "territory" ? offices?.organisation.territories : null;
    return named(among?.find((/** @type {{id: string}} */ one) => one.id === id)?.name) || undefined;
  };
  const load = async () => {
    setBusy(true);
    setError(null);
    try {
      const before = entries?.at(-1)?.seq ?? FROM_THE_END;
      const page = /** @type {Entry[]} */ ((await get(`/api/v1/audit?before=${before}&limit=${PAGE}`)).entries);
      setEntries([...(entries ?? []), ...page]);
      setMore(page.length === PAGE);
    } catch (trouble) {
      noteExpired(trouble);
      setError(trouble);
    }
    setBusy(false);
  };
  useEffect(() => void load(), []);
  return html`<main class="admin__main">
    <header class="admin__head"><h1 id="audit-title">${t("admin-audit")}</h1><p class="quiet">${t("admin-audit-text")}</p></header>
    <section class="panel panel--wide" aria-labelledby="audit-title">
      ${!entries && !error && html`<${Loading} />`}
      ${entries?.length === 0 && html`<${Empty} icon="file-text" title=${t("admin-audit-none")} />`}
      ${entries && entries.length > 0 && html`<div class="scroll" tabindex="0" role="group" aria-labelledby="audit-title"><table class="table">
        <thead><tr><th scope="col">${t("admin-audit-at")}</th><th scope="col">${t("admin-audit-who")}</th><th scope="col">${t("admin-audit-what")}</th><th scope="col">${t("admin-audit-subject")}</th><th scope="col">${t("admin-audit-address")}</th></tr></thead>
        <tbody>${entries.map((entry) => html`<${Row} key=${entry.seq} entry=${entry} places=${places} />`)}</tbody>
      </table></div>`}
      ${error && html`<${Failed} error=${error} onRetry=${load} />`}
      ${more && !error && html`<div class="panel__actions"><${Button} kind="secondary" busy=${busy} onClick=${load}>${t("admin-audit-more")}<//></div>`}
    </section>
  </main>`;
}

/** @param {{entry: Entry, places: import("./audit_words.js").Places}} props */
function Row({ entry, places }) {
  const changed = changes(entry, places).join(" · ");
  return html`<tr>
    <td class="audit__at">${dateInWords(entry.at, undefined, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" })}</td>
    <td class="audit__at">${whoText(entry.actor)}</td>
    <td><b>${doneText(entry.action)}</b>${changed && html`<small class="audit__change">${changed}</small>`}</td>
    <td>${entry.subject === entry.actor ? "" : whoText(entry.subject, places)}</td>
    <td class="audit__at">${entry.address}</td>
  </tr>`;
}
