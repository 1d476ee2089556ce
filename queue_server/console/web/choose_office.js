// Which office, asked of those who work with all of them.

import { html, useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { named, t } from "/assets/web/i18n.js";
import { Empty, Failed, Loading } from "/assets/web/states.js";
import { isTheirs } from "/assets/web/staff/session.js";
import { StaffBar } from "/assets/web/staff/staff.js";

/** @param {{who: import("/assets/web/staff/session.js").Session, path: string, more?: {href: string, text: string}[]}} props `path`: the page that asks; `more`: what needs no office */
export function ChooseOffice({ who, path, more = [] }) {
  const [offices, setOffices] = useState(/** @type {any[] | null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const load = () => {
    setError(null);
    get("/api/v1/offices").then((answer) => setOffices(answer.offices.filter((/** @type {any} */ one) => isTheirs(who, one))), setError);
  };
  useEffect(load, []);
  return html`<${StaffBar} who=${who} here=${path} />
    <main class="choosing">
      <h1>${t("staff-choose-office")}</h1>
      ${error && html`<${Failed} error=${error} onRetry=${load} />`}
      ${!offices && !error && html`<${Loading} />`}
      ${offices?.length === 0 && html`<${Empty} icon="building" title=${t("staff-no-office")}>${t("staff-no-office-hint")}<//>`}
      <ul class="choosing__offices">
        ${offices?.map((office) => html`<li key=${office.id}><a class="tile" href=${`${path}?office=${encodeURIComponent(office.id)}`}><b>${named(office.name)}</b><small>${t("home-waiting", { count: office.waiting })}</small></a></li>`)}
      </ul>
      ${more.length > 0 && html`<p class="choosing__more">${more.map((link) => html`<a key=${link.href} href=${link.href}>${link.text}</a>`)}</p>`}
    </main>`;
}
