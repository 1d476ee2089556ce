// The same step in many offices: a few at a time, each told for itself. Pure.

/** Commands under way at once: quick over a territory, and no flood for the server. */
const TOGETHER = 4;

/**
 * @param {readonly string[]} ids
 * @param {(id: string) => Promise<string | null>} run gives the trouble in words, or null
 * @returns {Promise<Map<string, string | null>>} by id, in the order of `ids`
 */
export async function outcomes(ids, run) {
  const found = new Map(ids.map((id) => [id, /** @type {string | null} */ (null)]));
  const rest = [...ids];
  const worker = async () => {
    for (let id = rest.shift(); id !== undefined; id = rest.shift()) found.set(id, await run(id));
  };
  await Promise.all(Array.from({ length: Math.min(TOGETHER, ids.length) }, worker));
  return found;
}
