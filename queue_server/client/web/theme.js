// Light and dark. The device's wish holds until a person chooses; the choice is remembered here.

import { signal } from "./vendor/signals.js";

/** @typedef {"light" | "dark"} Theme */

const MEMORY = "queue.theme";
const dark = globalThis.matchMedia?.("(prefers-color-scheme: dark)");

/** The theme in force. */
export const theme = signal(current());
dark?.addEventListener("change", () => {
  theme.value = current();
});

/** @param {Theme} chosen */
export function setTheme(chosen) {
  document.documentElement.dataset.theme = chosen;
  try {
    localStorage.setItem(MEMORY, chosen);
  } catch {
    // A device without storage forgets at the next load; nothing else depends on it.
  }
  theme.value = chosen;
}

export function toggleTheme() {
  setTheme(theme.peek() === "dark" ? "light" : "dark");
}

/** @returns {Theme} */
function current() {
  const chosen = globalThis.document?.documentElement.dataset.theme;
  if (chosen === "dark" || chosen === "light") return chosen;
  return dark?.matches ? "dark" : "light";
}
