// A command of reception or administration: sent once under its own key, its refusal in words.

import { post } from "/assets/web/http.js";
import { errorText } from "/assets/web/i18n.js";
import { noteExpired } from "./session.js";

/**
 * @param {string} path below /api/v1/
 * @param {object} [body]
 * @returns {Promise<{data: any, trouble: string | null}>}
 */
export async function command(path, body = {}) {
  try {
    return { data: await post(`/api/v1/${path}`, body), trouble: null };
  } catch (error) {
    noteExpired(error);
    return { data: null, trouble: errorText(error) };
  }
}
