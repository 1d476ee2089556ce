// The page without a network: a service worker keeps its shell, so that a reload shows the page saying so, not the browser's error.

/** How often a page that is never reloaded asks whether there is a new release. */
const ASK_EVERY_MS = 10 * 60_000;

/**
 * Needs HTTPS or localhost; without it the page works as long as it is not reloaded offline. A new release replaces the worker; the
 * page then loads itself anew, once nobody stands before it.
 * @param {string} scope
 * @param {() => boolean} idle
 */
export function keepOffline(scope, idle) {
  if (!("serviceWorker" in navigator)) return;
  const workers = navigator.serviceWorker;
  const before = workers.controller;
  workers
    .register("/visitor-worker.js", { scope, updateViaCache: "none" })
    .then((registration) => setInterval(() => registration.update().catch(() => {}), ASK_EVERY_MS))
    .catch((error) => console.warn("no service worker", error));
  workers.addEventListener("controllerchange", () => {
    if (before === null) return; // the first worker brings nothing new
    const timer = setInterval(() => {
      if (!idle()) return;
      clearInterval(timer);
      location.reload();
    }, 1000);
  });
}
