// How a screen becomes known to the server: by the code in its address, once. In a demonstration it asks for a code itself.

import { effect } from "/assets/web/html.js";
import { get, post } from "/assets/web/http.js";

/** Who may look at a board: the screen itself, staff who look at it from their desks, a kiosk of the same office. */
const SEES_BOARD = new Set(["display", "kiosk", "manager", "supervisor", "admin", "integration"]);
/** In a demonstration many screens share one browser and its one device cookie: who was turned away asks again, not in haste. */
const AGAIN_MS = 5_000;

/**
 * @param {string} office
 * @returns {Promise<{demo: boolean}>}
 */
export async function enrol(office) {
  const code = new URLSearchParams(location.hash.slice(1)).get("enrol");
  if (code !== null) {
    history.replaceState(null, "", location.pathname + location.search); // it works once, and is nobody else's business
    await enrolBy(code).catch((error) => console.warn("enrol", error.code));
  }
  const session = await get("/api/v1/session").catch((error) => error.body);
  const demo = Boolean(session?.demo);
  const fits = SEES_BOARD.has(session?.role) && (session.office === null || session.office === office);
  if (demo && !fits) await asDisplay(office);
  return { demo };
}

/**
 * In a demonstration, come back after another screen of the same browser took the cookie.
 * @param {import("/assets/web/live_view.js").LiveView} view
 * @param {string} office
 */
export function comeBackInDemo(view, office) {
  effect(() => {
    if (view.standing.value === "refused") setTimeout(() => asDisplay(office).then((granted) => granted && location.reload()), AGAIN_MS);
  });
}

/** @param {string} office @returns {Promise<boolean>} */
async function asDisplay(office) {
  try {
    const granted = await post("/api/v1/devices", { role: "display", office }, { tries: 1 });
    await enrolBy(granted.code);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} code */
function enrolBy(code) {
  return post("/api/v1/devices/enrol", { code: code.replaceAll(/\s/g, "").toUpperCase() });
}
