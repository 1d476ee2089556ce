// Runs before the first paint, as a classic script: puts the remembered theme and language on <html>, so that nothing flashes.
// ?theme=dark|light in the address goes first: a hall's screen is set up by its address alone.
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const remembered = (/** @type {string} */ name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const theme = asked.get("theme") ?? remembered("queue.theme");
  if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  const lang = asked.get("lang") ?? remembered("queue.language");
  if (lang === "ru" || lang === "en" || lang === "zh") root.lang = lang;
})();
