// What every page for staff has around its content: the bar with the other pages, language, theme and the way out; the
// gate that lets in only who may; and the password asked for in place when a session has ended.

import { Dialog, Icon } from "/assets/web/components.js";
import { html, render, useEffect, useRef, useState } from "/assets/web/html.js";
import { language, startLanguage, t } from "/assets/web/i18n.js";
import { startClock } from "/assets/web/clock.js";
import { Empty, Failed, Loading } from "/assets/web/states.js";
import { LanguageSwitch, ThemeSwitch } from "/assets/web/switches.js";
import { enrolByAddress, expired, loadSession, loginOf, session, signInAddress, signOut } from "./session.js";
import { SignInForm } from "./sign_in_form.js";

/** @typedef {import("/assets/web/vendor/preact.js").ComponentChildren} Children */
/** @typedef {import("./session.js").Session} Session */

/** The pages for staff and the roles that work with them, in the order of the bar. */
export const STAFF_PAGES = [
  { path: "/desk", text: "staff-desk", icon: "layout-dashboard", roles: ["manager", "supervisor", "admin"] },
  { path: "/reception", text: "staff-reception", icon: "clipboard-list", roles: ["manager", "supervisor", "admin"] },
  { path: "/cockpit", text: "staff-cockpit", icon: "gauge", roles: ["supervisor", "admin"] },
  { path: "/alerts", text: "staff-alerts", icon: "bell", roles: ["supervisor", "admin"] },
  { path: "/reports", text: "staff-reports", icon: "file-text", roles: ["supervisor", "admin"] },
  { path: "/forecast", text: "staff-forecast", icon: "chart-line", roles: ["supervisor", "admin"] },
  { path: "/roster", text: "staff-roster", icon: "calendar-clock", roles: ["supervisor", "admin"] },
  { path: "/what_if", text: "staff-what-if", icon: "sliders-horizontal", roles: ["supervisor", "admin"] },
  { path: "/admin", text: "staff-admin", icon: "settings", roles: ["supervisor", "admin"] },
];

/** What one sets up of one's own, the second factor: a sign of its own in a wide bar, the last of the pages in a narrow one. */
const ACCOUNT = { path: "/account", text: "staff-account", icon: "shield", roles: ["supervisor", "admin"] };

/**
 * Draw a page: texts first, then whoever may see it.
 * @param {() => any} content
 * @param {...string} rooms whose texts it needs beside the shared ones; the console's where none is named
 */
export async function startPage(content, ...rooms) {
  const root = /** @type {HTMLElement} */ (document.getElementById("app"));
  await startLanguage({ rooms: rooms.length > 0 ? rooms : ["console"] });
  startClock();
  render(html`<${content} />`, root);
}

/**
 * The content for those who may see it; everybody else is told what to do.
 * @param {{roles: string[], children: (who: Session) => any}} props
 */
export function ForStaff({ roles, children }) {
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const ask = () => {
    setError(null);
    enrolByAddress().then(loadSession).then((found) => (found ? setAsked(true) : location.replace(signInAddress())), setError);
  };
  useEffect(ask, []);
  if (error) return html`<${Failed} error=${error} onRetry=${ask} />`;
  const who = session.value;
  if (!asked || !who) return html`<${Loading} />`;
  if (!roles.includes(who.role)) return html`<${Refused} who=${who} />`;
  return html`${children(who)}<${SignInAgain} who=${who} />`;
}

/** @param {{who: Session}} props */
function Refused({ who }) {
  return html`<${StaffBar} who=${who} />
    <main><${Empty} icon="lock" title=${t("staff-refused", { name: who.name ?? t(`role-${who.role}`) })} action=${html`<a class="button button--secondary button--m" href=${signInAddress()}>${t("staff-sign-in")}</a>`}>
      ${t("staff-refused-hint")}
    <//></main>`;
}

/** @param {{who: Session}} props */
function SignInAgain({ who }) {
  return html`<${Dialog} open=${expired.value} title=${t("sign-in-again")} onClose=${() => {}} class="sign-in-again">
    <p>${t("sign-in-again-text")}</p>
    <${SignInForm} key=${loginOf(who)} login=${loginOf(who)} fixed=${loginOf(who) !== ""} onDone=${() => {}} />
    <a class="link" href=${signInAddress()}>${t("sign-in-otherwise")}</a>
  <//>`;
}

/**
 * @param {{who: Session | null, here?: string, signingIn?: boolean, start?: Children, children?: Children}} props `start` stands at the left, the rest before the switches
 */
export function StaffBar({ who, here, signingIn = false, start, children }) {
  useEffect(() => {
    document.documentElement.lang = language.value;
  }, [language.value]);
  const pages = [...STAFF_PAGES, ACCOUNT].filter((page) => who && page.roles.includes(who.role));
  return html`<header class="bar">
    <a class="bar__home" href="/" aria-label=${t("staff-home")}><${Icon} name="ticket" /></a>
    ${start}
    ${pages.length > 0 && html`<${Pages} pages=${pages} here=${here} />`}
    <div class="bar__middle">${children}</div>
    <${LanguageSwitch} short />
    <${ThemeSwitch} />
    ${pages.includes(ACCOUNT) && html`<a class="round bar__account" href=${ACCOUNT.path} aria-label=${t(ACCOUNT.text)} title=${t(ACCOUNT.text)} aria-current=${here === ACCOUNT.path ? "page" : undefined}><${Icon} name=${ACCOUNT.icon} /></a>`}
    ${who
      ? html`<button type="button" class="round" aria-label=${t("staff-sign-out")} title=${t("staff-sign-out")} onClick=${signOut}><${Icon} name="log-out" /></button>`
      : !signingIn && html`<a class="button button--quiet button--m" href="/sign-in"><${Icon} name="log-in" />${t("staff-sign-in")}</a>`}
  </header>`;
}

/**
 * The other pages: beside each other where there is room, else behind one button that says which page this is.
 * @param {{pages: typeof STAFF_PAGES, here?: string}} props
 */
function Pages({ pages, here }) {
  const [open, setOpen] = useState(false);
  const menu = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    if (!open) return;
    const close = (/** @type {Event} */ event) => {
      if (event instanceof KeyboardEvent ? event.key === "Escape" : !menu.current?.contains(/** @type {Node} */ (event.target))) setOpen(false);
    };
    for (const kind of CLOSING) document.addEventListener(kind, close);
    return () => CLOSING.forEach((kind) => document.removeEventListener(kind, close));
  }, [open]);
  const current = pages.find((page) => page.path === here);
  return html`<div class=${`bar__menu ${pages.length > FEW_PAGES ? "bar__menu--many" : ""}`} ref=${menu}>
    <button type="button" class="bar__more" aria-label=${current ? `${t("staff-pages")}: ${t(current.text)}` : t("staff-pages")} aria-expanded=${open} aria-controls="bar-pages" onClick=${() => setOpen(!open)}>
      <${Icon} name="menu" /><span>${t(current?.text ?? "staff-pages")}</span>
    </button>
    <nav id="bar-pages" class=${`bar__pages ${open ? "bar__pages--open" : ""}`} aria-label=${t("staff-pages")}>
      ${pages.map((page) => html`<a class=${`bar__page ${page === ACCOUNT ? "bar__page--account" : ""}`} href=${page.path} aria-current=${page.path === here ? "page" : undefined}><${Icon} name=${page.icon} />${t(page.text)}</a>`)}
    </nav>
  </div>`;
}

const FEW_PAGES = 3;
const CLOSING = ["keydown", "pointerdown", "focusin"];
