// Printing the slip by the browser's own kiosk mode (--kiosk-printing): no dialog, one slip for a ticket.

import { h, render } from "/assets/web/html.js";
import { Slip } from "./slip.js";

/** A QR code that takes longer is left out: a slip with a number is better than none. */
const QR_LIMIT_MS = 2_500;

/** @type {Set<string>} */
const printed = new Set();

/**
 * Print a ticket's slip, once however often it is asked for.
 * @param {import("./slip.js").SlipProps} slip
 */
export async function printSlip(slip) {
  if (printed.has(slip.ticket.id)) return;
  printed.add(slip.ticket.id);
  const place = /** @type {HTMLElement} */ (document.getElementById("slip") ?? document.body.appendChild(made()));
  render(h(Slip, slip), place);
  const picture = place.querySelector("img");
  if (picture) await Promise.race([picture.decode().catch(() => picture.remove()), new Promise((resolve) => setTimeout(resolve, QR_LIMIT_MS))]);
  window.print();
}

function made() {
  const place = document.createElement("div");
  place.id = "slip";
  return place;
}
