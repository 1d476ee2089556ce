// The browsable API: Swagger UI over the server's own contract, in the contract's language. An operation is tried as
// whoever is signed in here, or with a token.

import { html, useEffect, useState } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { loadSession, session } from "/assets/web/staff/session.js";
import { StaffBar, startPage } from "/assets/web/staff/staff.js";
import { Failed } from "/assets/web/states.js";
import { theme } from "/assets/web/theme.js";

const VIEWER_SCRIPT = "/assets/web/vendor/swagger_ui.js";
const VIEWER = {
  dom_id: "#viewer",
  url: "/api/v1/openapi.json",
  validatorUrl: null, // the contract is shown to no other server
  docExpansion: "none",
  deepLinking: true,
};

function ApiPage() {
  const [error, setError] = useState(/** @type {unknown} */ (null));
  useEffect(() => {
    loadSession().catch(() => {}); // without an answer the page is as it is for anybody
    // As large as all the rest together: asked for once the bar stands.
    import(VIEWER_SCRIPT).then((viewer) => viewer.default(VIEWER)).catch(setError);
  }, []);
  useEffect(() => {
    document.title = t("api-title");
  });
  useEffect(() => {
    document.documentElement.classList.toggle("dark-mode", theme.value === "dark"); // the viewer's own name for it
  }, [theme.value]);
  return html`<${StaffBar} who=${session.value} />
    ${error && html`<${Failed} error=${error} onRetry=${() => location.reload()} />`}
    <main id="viewer" lang="en"></main>`;
}

startPage(ApiPage);
