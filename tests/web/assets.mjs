// Lets node find what a browser finds on the server: /assets/<room>/… in the room's web folder. Node 20 has no synchronous hooks,
// so this file is both: imported first, it registers itself.

import { register } from "node:module";
import { isMainThread } from "node:worker_threads";

const ROOT = new URL("../../", import.meta.url);
const ROOMS = {
  web: "queue_server/client/web",
  console: "queue_server/console/web",
  kiosk: "kiosk/web",
  display: "display/web",
  analytics: "analytics/web",
};

if (isMainThread) register(import.meta.url);

/** @param {string} specifier @param {object} context @param {(specifier: string, context: object) => Promise<object>} next */
export async function resolve(specifier, context, next) {
  const asset = /^(?:file:\/\/)?\/assets\/([a-z]+)\/(.+)$/.exec(specifier);
  return next(asset === null ? specifier : new URL(`${ROOMS[asset[1]]}/${asset[2]}`, ROOT).href, context);
}
