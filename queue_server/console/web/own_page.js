// Where the sign-in page leads on to: a page of this server, whatever its address says. Knows addresses only.

/**
 * The page that `next` names, if it is one of this server and there is something to come to; null where it is not. Whole, with
 * the server in it: a path that begins with two strokes would be another server's by itself.
 * @param {string | null} next
 * @param {string} origin this server's
 * @returns {string | null}
 */
export function ownPage(next, origin) {
  const found = next === null ? null : parsed(next, origin);
  if (found === null || found.origin !== origin || found.pathname === "/" || found.pathname === "/sign-in") return null;
  return origin + found.pathname + found.search;
}

/** @param {string} address @param {string} base */
function parsed(address, base) {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
