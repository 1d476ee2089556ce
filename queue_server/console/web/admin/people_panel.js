// People: who may sign in, as what and where; a new password; access closed and opened.

import { Button, Dialog, Icon } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { Failed, Loading } from "/assets/web/states.js";
import { command } from "/assets/web/staff/commanding.js";
import { loginOf } from "/assets/web/staff/session.js";
import { useListed } from "./listed.js";
import { PersonForm } from "./person_form.js";

/** @param {Pick<import("./admin.js").PanelProps, "ask" | "say"> & {who: import("/assets/web/staff/session.js").Session}} props */
export function PeoplePanel({ who, ask, say }) {
  const people = useListed("people");
  const offices = useListed("offices");
  const [password, setPassword] = useState(/** @type {any} */ (null));
  const territories = offices.answer?.organisation.territories ?? [];
  const placeOf = (/** @type {any} */ person) => {
    const [among, id] = person.territory === null ? [offices.answer?.offices ?? [], person.office] : [territories, person.territory];
    return id === null ? t("admin-every-office") : named(among.find((/** @type {any} */ one) => one.id === id)?.name) || id;
  };
  const act = async (/** @type {any} */ person, /** @type {string} */ name, /** @type {object} */ body = {}) => {
    const { trouble } = await command(`people/${encodeURIComponent(person.login)}/${name}`, body);
    people.reload();
    if (!trouble) say(t("admin-done"));
    return trouble;
  };
  const disable = (/** @type {any} */ person) =>
    ask({ title: t("admin-person-disable-ask", { name: person.name }), text: t("admin-person-disable-text"), action: t("admin-person-disable"), run: () => act(person, "disable") });
  const reset = (/** @type {any} */ person) =>
    ask({ title: t("admin-person-reset-ask", { name: person.name }), text: t("admin-person-reset-text"), action: t("admin-person-reset"), run: () => act(person, "reset_second_factor") });
  return html`<main class="admin__main">
    <header class="admin__head"><h1 id="people-title">${t("admin-people")}</h1></header>
    <${PersonForm} offices=${offices.answer?.offices ?? []} territories=${territories} onAdded=${(/** @type {string} */ name) => (people.reload(), say(t("admin-person-added", { name })))} />
    <section class="panel panel--wide" aria-labelledby="people-title">
      ${people.error && html`<${Failed} error=${people.error} onRetry=${people.reload} />`}
      ${!people.answer && !people.error && html`<${Loading} />`}
      ${people.answer && html`<div class="scroll" tabindex="0" role="group" aria-labelledby="people-title"><table class="table">
        <thead><tr><th scope="col">${t("admin-person-name")}</th><th scope="col">${t("admin-person-login")}</th><th scope="col">${t("admin-person-role")}</th><th scope="col">${t("office")}</th><th scope="col"><span class="only-read">${t("reception-actions")}</span></th></tr></thead>
        <tbody>${people.answer.people.map((/** @type {any} */ person) => html`<tr key=${person.login} data-closed=${person.disabled_at ? "true" : undefined}>
          <td><b>${person.name}</b>${person.disabled_at && html`<small>${t("admin-person-disabled")}</small>`}</td>
          <td>${person.login}</td>
          <td>${t(`role-${person.role}`)}${person.second_factor_at && html`<small>${t("admin-person-two-factors")}</small>`}</td>
          <td>${placeOf(person)}${person.territory !== null && html`<small>${t("admin-territory")}</small>`}</td>
          <td class="table__actions">
            <${Button} kind="quiet" icon="key-round" label=${`${t("admin-person-set-password")}: ${person.name}`} onClick=${() => setPassword(person)}>${t("admin-person-set-password")}<//>
            ${person.login !== loginOf(who) && person.second_factor_at && html`<${Button} kind="quiet" icon="shield" label=${`${t("admin-person-reset")}: ${person.name}`} onClick=${() => reset(person)}>${t("admin-person-reset")}<//>`}
            ${person.login !== loginOf(who) && (person.disabled_at
              ? html`<${Button} kind="quiet" icon="user-check" label=${`${t("admin-person-enable")}: ${person.name}`} onClick=${() => act(person, "enable")}>${t("admin-person-enable")}<//>`
              : html`<${Button} kind="quiet" icon="user-x" label=${`${t("admin-person-disable")}: ${person.name}`} onClick=${() => disable(person)}>${t("admin-person-disable")}<//>`)}
          </td>
        </tr>`)}</tbody>
      </table></div>`}
    </section>
    <${Dialog} open=${password !== null} title=${t("admin-person-new-password", { name: password?.name ?? "" })} onClose=${() => setPassword(null)} class="confirm">
      ${password && html`<${PasswordForm} onSet=${(/** @type {string} */ secret) => act(password, "set_password", { password: secret })} onClose=${() => setPassword(null)} />`}
    <//>
  </main>`;
}

/** @param {{onSet: (secret: string) => Promise<string | null>, onClose: () => void}} props */
function PasswordForm({ onSet, onClose }) {
  const [secret, setSecret] = useState("");
  const [trouble, setTrouble] = useState(/** @type {string | null} */ (null));
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const refused = await onSet(secret);
    setTrouble(refused);
    if (refused === null) onClose();
  };
  return html`<form class="form" onSubmit=${submit}>
    <label class="field"><span class="field__label">${t("admin-person-password")}</span>
      <input class="input" type="password" autocomplete="new-password" autofocus required value=${secret} onInput=${(/** @type {any} */ event) => setSecret(event.target.value)} />
      <span class="field__hint">${t("admin-person-password-hint")}</span></label>
    <p class="form-trouble" role="alert">${trouble && html`<${Icon} name="circle-alert" /><span>${trouble}</span>`}</p>
    <div class="dialog__actions"><${Button} kind="quiet" onClick=${onClose}>${t("cancel")}<//><${Button} kind="primary" type="submit">${t("admin-person-set-password")}<//></div>
  </form>`;
}
