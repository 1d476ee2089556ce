// This kiosk as a device: how large its screen is, whether and on what it prints, and how the server comes to know it.
// Set once by the address (`?diagonal=21.5&print=on&paper=80#enrol=CODE`) and remembered here.

import { get, post } from "/assets/web/http.js";

/** @typedef {{diagonal: number, print: "on" | "off" | "auto", paper: 80 | 58}} Device */

const MEMORY = "queue.kiosk.device";
/** What a kiosk usually has, inches. */
const USUAL_DIAGONAL = 21.5;
/** Capital letters of 0.7° at half a metre (EN 301 549, 5.1.4). */
const CAPITAL_MM = 6.1;
/** Height of a capital of Golos Text, em. */
const CAPITAL_EM = 0.7;

/** @returns {Device} */
export function device() {
  const asked = new URLSearchParams(location.search);
  const before = remembered();
  const diagonal = Number(asked.get("diagonal")) || before.diagonal || USUAL_DIAGONAL;
  const print = asked.get("print") ?? before.print;
  const found = {
    diagonal: Math.min(60, Math.max(7, diagonal)),
    print: /** @type {Device["print"]} */ (print === "on" || print === "off" ? print : "auto"),
    paper: /** @type {Device["paper"]} */ (Number(asked.get("paper") ?? before.paper) === 58 ? 58 : 80),
  };
  try {
    localStorage.setItem(MEMORY, JSON.stringify(found));
  } catch {
    // Without storage the address alone says it.
  }
  return found;
}

/**
 * Millimetres of one CSS pixel where the page fills a screen of that diagonal.
 * @param {number} diagonal inches
 * @param {number} width
 * @param {number} height CSS px
 */
export function mmPerPx(diagonal, width, height) {
  return (diagonal * 25.4) / Math.hypot(width, height);
}

/**
 * The root font size with which 1 rem is the smallest text that can be read standing before the kiosk.
 * @param {number} mm of one px
 */
export function readablePx(mm) {
  return CAPITAL_MM / CAPITAL_EM / mm;
}

/** Keep the root font size right for the screen, now and whenever the window changes. @param {Device} known */
export function fitToScreen(known) {
  const fit = () => {
    const mm = mmPerPx(known.diagonal, innerWidth, innerHeight);
    document.documentElement.style.setProperty("font-size", `${readablePx(mm).toFixed(2)}px`);
    document.documentElement.dataset.turned = innerWidth > innerHeight ? "landscape" : "portrait";
  };
  fit();
  addEventListener("resize", fit);
}

/** Who may take tickets at a kiosk: the kiosk itself, and staff who try it out. */
const TAKES_TICKETS = new Set(["kiosk", "manager", "supervisor", "admin", "integration"]);

/**
 * Become known to the server: by the code in the address, which is taken out of it at once. In a demonstration a kiosk asks for a
 * code itself.
 * @param {string} office
 * @returns {Promise<{demo: boolean}>}
 */
export async function enrol(office) {
  const code = new URLSearchParams(location.hash.slice(1)).get("enrol");
  if (code) {
    history.replaceState(null, "", location.pathname + location.search);
    await enrolBy(code);
  }
  const session = await get("/api/v1/session").catch((error) => error?.body);
  const demo = Boolean(session?.demo);
  const fits = TAKES_TICKETS.has(session?.role) && (session.office === null || session.office === office);
  if (demo && !fits) {
    const granted = await post("/api/v1/devices", { role: "kiosk", office }, { tries: 1 });
    await enrolBy(granted.code);
  }
  return { demo };
}

/** @param {string} code as shown to the administrator; spaces and case do not matter */
export function enrolBy(code) {
  return post("/api/v1/devices/enrol", { code: code.replaceAll(/\s/g, "").toUpperCase() });
}

/** @returns {Partial<Device>} */
function remembered() {
  try {
    return JSON.parse(localStorage.getItem(MEMORY) ?? "{}");
  } catch {
    return {};
  }
}
