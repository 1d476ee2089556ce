// Whom a demo lets in, as `queue-server demo` makes them from the demo organisation; a test holds the two together.
// Drawn only where the server says that it is a demo.

import { Icon } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { inLine, named, t } from "/assets/web/i18n.js";

export const DEMO_PASSWORD = "yellow-kettle-by-the-window";
/** @type {{login: string, role: string, office: string | null, territory?: string}[]} */
export const DEMO_PEOPLE = [
  { login: "yakovleva", role: "manager", office: "klin" },
  { login: "shubin", role: "manager", office: "kolomna" },
  { login: "ulyanova", role: "manager", office: "podolsk" },
  { login: "lebedeva", role: "manager", office: "mytishchi" },
  { login: "supervisor", role: "supervisor", office: null },
  { login: "south", role: "supervisor", office: null, territory: "south" },
  { login: "admin", role: "admin", office: null },
];

/** @param {{offices: {id: string, name: any}[], territories: {id: string, name: any}[]}} props */
export function DemoPeople({ offices, territories }) {
  const [demo, setDemo] = useState(false);
  useEffect(() => {
    // Asked beside http.js: whether this is a demo stands in the refusal that somebody unknown gets, too.
    fetch("/api/v1/session", { cache: "no-store" })
      .then((answer) => answer.json())
      .then((answer) => setDemo(answer.demo === true), () => {});
  }, []);
  const placeOf = (/** @type {typeof DEMO_PEOPLE[number]} */ one) => (one.territory ? territories : offices).find((place) => place.id === (one.territory ?? one.office));
  const people = DEMO_PEOPLE.filter((one) => (one.office === null && !one.territory) || placeOf(one));
  if (!demo || offices.length === 0) return null;
  return html`<section class="demo" aria-labelledby="home-demo">
    <h2 class="home__title" id="home-demo">${t("home-demo")}</h2>
    <p>${t("home-demo-text")} <b class="demo__password">${DEMO_PASSWORD}</b></p>
    <ul>
      ${people.map((one) => html`<li key=${one.login}><a class="demo__person" href=${`/sign-in?login=${one.login}`}><${Icon} name="log-in" /><b>${one.login}</b> <span>${inLine([t(`role-${one.role}`), ...(placeOf(one) ? [named(placeOf(one)?.name)] : [])])}</span></a></li>`)}
    </ul>
  </section>`;
}
