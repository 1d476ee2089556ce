// The code by which a phone in the hall takes a ticket, as a screen shows it: fetched, and fetched anew before it changes.
// Knows one endpoint; how it is drawn is the screen's.

import { pageQr } from "./components.js";
import { effect, signal } from "./html.js";
import { get } from "./http.js";

/** Asked again this often while there is no answer. */
const AGAIN_MS = 30_000;
/** All screens of all offices must not ask in the same second. */
const SPREAD_MS = 5_000;

/**
 * The address of the code's picture; null where this office gives no tickets to phones, or while nothing is known. One that could not be
 * renewed is taken down when it is about to end.
 * @param {string} office
 * @param {() => boolean} offered reads signals: whether the office gives tickets to phones, as far as the live view knows
 * @returns {import("./vendor/signals.js").ReadonlySignal<string | null>}
 */
export function joinCode(office, offered) {
  const picture = signal(/** @type {string | null} */ (null));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let until = 0;
  const load = async () => {
    try {
      const { url, lasts_s } = await get(`/api/v1/offices/${encodeURIComponent(office)}/join`);
      picture.value = pageQr(url);
      until = performance.now() + 1000 * lasts_s;
      timer = setTimeout(load, 1000 * lasts_s + Math.random() * SPREAD_MS);
    } catch {
      if (performance.now() > until + AGAIN_MS) picture.value = null;
      timer = setTimeout(load, AGAIN_MS);
    }
  };
  effect(() => {
    clearTimeout(timer);
    if (offered()) load();
    else picture.value = null;
  });
  return picture;
}
