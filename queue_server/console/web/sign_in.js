// The sign-in page. Sends whoever is in to where they wanted to go, never to another site.

import { html, useEffect, useState } from "/assets/web/html.js";
import { Icon } from "/assets/web/components.js";
import { get, Problem } from "/assets/web/http.js";
import { errorText, t } from "/assets/web/i18n.js";
import { FirstAdmin } from "./first_admin.js";
import { ownPage } from "./own_page.js";
import { loadSession, session } from "/assets/web/staff/session.js";
import { SignInForm } from "/assets/web/staff/sign_in_form.js";
import { StaffBar, startPage } from "/assets/web/staff/staff.js";

/** Where each role's day begins. @type {Record<string, string>} */
const FIRST_PAGE = { manager: "/desk", supervisor: "/cockpit", admin: "/admin" };

function SignInPage() {
  const code = new URLSearchParams(location.hash.slice(1)).get("first-admin");
  const [first, setFirst] = useState(code !== null);
  const [step, setStep] = useState("password");
  const [ways, setWays] = useState(/** @type {{passwords: boolean, provider: string | null} | null} */ (null));
  const trouble = /^[a-z_]{1,64}$/.exec(new URLSearchParams(location.search).get("trouble") ?? "")?.[0]; // a code, and no words of a stranger
  useEffect(() => {
    loadSession().then((who) => who && goOn(), () => {});
    get("/api/v1/session/ways").then(setWays, () => setWays({ passwords: true, provider: null }));
  }, []);
  useEffect(() => {
    document.title = t("sign-in-title");
  });
  return html`<${StaffBar} who=${null} signingIn />
    <main class="sign-in">
      <section class=${first ? "sign-in__card sign-in__card--wide" : "sign-in__card"}>
        <h1>${t(first ? "first-admin-title" : "sign-in-title")}</h1>
        ${step === "password" && html`<p class="sign-in__lead">${t(first ? "first-admin-lead" : "sign-in-lead")}</p>`}
        ${trouble && step === "password" && html`<p class="form-trouble" role="alert"><${Icon} name="circle-alert" /><span>${errorText(new Problem(trouble))}</span></p>`}
        ${first
          ? html`<${FirstAdmin} code=${code ?? ""} onDone=${() => location.replace("/")} />`
          : html`${ways?.provider && step === "password" && html`<a class="button button--${ways.passwords ? "secondary" : "primary"} button--m button--wide" href=${providerAddress()}><${Icon} name="log-in" /><span class="button__label">${t("sign-in-by-provider", { name: ways.provider })}</span></a>`}
              ${ways?.provider && ways.passwords && step === "password" && html`<p class="sign-in__or">${t("sign-in-or")}</p>`}
              ${ways?.passwords && html`<${SignInForm} login=${new URLSearchParams(location.search).get("login") ?? ""} onStep=${setStep} onDone=${goOn} />`}`}
        ${step === "password" && html`<p class="sign-in__other">
          ${!first && ways?.passwords && html`<span class="quiet">${t("sign-in-forgotten")}</span>`}
          <button type="button" class="link" onClick=${() => setFirst(!first)}>${t(first ? "first-admin-back" : "first-admin-have-code")}</button>
        </p>`}
      </section>
    </main>`;
}

/** The provider, and back to the page that was asked for; without one to this page, which leads on to where a role's day begins. */
function providerAddress() {
  return `/api/v1/session/provider?next=${encodeURIComponent(new URLSearchParams(location.search).get("next") ?? "/sign-in")}`;
}

function goOn() {
  const next = ownPage(new URLSearchParams(location.search).get("next"), location.origin);
  location.replace(next ?? FIRST_PAGE[session.peek()?.role ?? ""] ?? "/");
}

startPage(SignInPage);
