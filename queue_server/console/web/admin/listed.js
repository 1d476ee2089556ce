// A list that an administrator works on: asked for, shown, asked for again after each change.

import { useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { noteExpired } from "/assets/web/staff/session.js";

/**
 * @param {string} path below /api/v1/
 * @returns {{answer: any, error: unknown, reload: () => void}}
 */
export function useListed(path) {
  const [answer, setAnswer] = useState(/** @type {any} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const reload = () => {
    setError(null);
    get(`/api/v1/${path}`).then(setAnswer, (trouble) => {
      noteExpired(trouble);
      setError(trouble);
    });
  };
  useEffect(reload, [path]);
  return { answer, error, reload };
}
