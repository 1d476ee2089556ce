// Service worker of the visitor's pages. `VERSION` and `SHELL` are written above this text by kiosk/pages.py.
// Keeps the shell, never an answer of the API: what it shows without a network is a page that says so.

/** @typedef {{waitUntil(work: Promise<unknown>): void}} Lasting */
/** @typedef {Lasting & {request: Request, respondWith(answer: Promise<Response>): void}} Fetching */

const worker = /** @type {any} */ (self);
const { version, shell } = /** @type {{version: string, shell: string[]}} */ (worker.KEPT);
const CACHE = `queue-${version}`;
/** A server slower than this gets its page from the cache; the page itself then says that there is no link. */
const PAGE_LIMIT_MS = 4_000;

worker.addEventListener("install", (/** @type {Lasting} */ event) => {
  event.waitUntil(Promise.all([keepShell(), keepOpenPages()]).then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (/** @type {Lasting} */ event) => {
  event.waitUntil(forgetOld().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (/** @type {Fetching} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(asset(request));
});

/** All pages of one kind are the same bytes: /kiosk/klin is kept as /kiosk/. @param {URL} url */
function kindOf(url) {
  return `${url.origin}/${url.pathname.split("/")[1]}/`;
}

/** @param {Request} request @param {URL} url */
async function page(request, url) {
  const cache = await caches.open(CACHE);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PAGE_LIMIT_MS) });
    if (answer.ok) await cache.put(kindOf(url), answer.clone());
    if (answer.status < 500) return answer;
  } catch {
    // No network, or one that is as good as none.
  }
  return (await cache.match(kindOf(url))) ?? Response.error();
}

/** From the cache at once, renewed behind the scenes: the next start has what is newer. @param {Request} request */
async function asset(request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreSearch: true });
  const fresh = fetch(request).then((answer) => {
    if (answer.ok && answer.status === 200) cache.put(request, answer.clone());
    return answer;
  });
  if (!kept) return fresh;
  fresh.catch(() => {});
  return kept;
}

async function keepShell() {
  const cache = await caches.open(CACHE);
  await cache.addAll(shell);
}

/**
 * The page that brought this worker was loaded before anything could keep it. Part of the installation: a worker that is active has
 * all that a reload needs, and one that could not get it is tried again.
 */
async function keepOpenPages() {
  const cache = await caches.open(CACHE);
  const open = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  await Promise.all(
    open.map(async (/** @type {{url: string}} */ client) => {
      const answer = await fetch(client.url);
      if (answer.ok) await cache.put(kindOf(new URL(client.url)), answer);
    }),
  );
}

async function forgetOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("queue-") && name !== CACHE).map((name) => caches.delete(name)));
}
