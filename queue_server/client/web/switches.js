// The two switches every screen carries: language and theme.

import { Icon } from "./components.js";
import { html } from "./html.js";
import { LANGUAGES, language, OWN_NAMES, setLanguage, t } from "./i18n.js";
import { theme, toggleTheme } from "./theme.js";

/**
 * All languages side by side, each in its own words, so that nobody has to read a foreign one to find theirs.
 * @param {{remember?: boolean, short?: boolean, onChange?: () => void}} props
 */
export function LanguageSwitch({ remember = true, short = false, onChange }) {
  return html`<div class="languages" role="group" aria-label=${t("language")}>
    ${LANGUAGES.map((lang) => {
      const choose = () => {
        setLanguage(lang, { remember });
        onChange?.();
      };
      return html`<button type="button" class="languages__one" lang=${lang} aria-pressed=${language.value === lang ? "true" : "false"} aria-label=${OWN_NAMES[lang]} onClick=${choose}>
        ${short ? { ru: "Рус", en: "Eng", zh: "中文" }[lang] : OWN_NAMES[lang]}
      </button>`;
    })}
  </div>`;
}

export function ThemeSwitch() {
  const label = t(theme.value === "dark" ? "theme-to-light" : "theme-to-dark");
  return html`<button type="button" class="round" aria-label=${label} title=${label} onClick=${toggleTheme}>
    <${Icon} name=${theme.value === "dark" ? "sun" : "moon"} />
  </button>`;
}
