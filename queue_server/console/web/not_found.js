// What a browser is shown where there is no page: said in words, with the way to the pages that there are.

import { html, useEffect } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { Empty } from "/assets/web/states.js";
import { StaffBar, startPage } from "/assets/web/staff/staff.js";

function NotFoundPage() {
  useEffect(() => {
    document.title = t("not-found-title");
  });
  const home = html`<a class="button button--primary button--l" href="/">${t("not-found-home")}</a>`;
  return html`<${StaffBar} who=${null} signingIn />
    <main><h1 class="only-read">${t("not-found-title")}</h1><${Empty} icon="map-pin" title=${t("not-found-title")} action=${home}>${t("not-found-do")}<//></main>`;
}

startPage(NotFoundPage);
