// Which steps a fresh server still lacks. Pure.

/** What the organisation is called that is served where nobody named one; a test holds it to its file. */
export const EXAMPLE = "Подмосковный расчётный центр";

/** @typedef {{organisation: {name: any}, offices: any[]}} Offices */
/** @typedef {{id: string, done: boolean, href?: string}} Step */

/** Whether nothing can be tried at this hour, as on a first evening: there are offices, and none is open. Pure. @param {Offices} answer */
export const asleep = ({ offices }) => offices.length > 0 && offices.every((office) => !office.open);

/**
 * The steps in the order in which they are taken. Pure.
 * @param {Offices} answer
 * @param {{disabled_at: string | null}[]} people
 * @param {{role: string, desk: string | null, revoked_at: string | null}[]} devices
 * @returns {Step[]}
 */
export function steps(answer, people, devices) {
  const there = (/** @type {string} */ role) => devices.some((device) => device.role === role && device.desk === null && device.revoked_at === null);
  return [
    { id: "organisation", done: answer.offices.length > 0 && answer.organisation.name !== EXAMPLE },
    { id: "people", done: people.filter((person) => person.disabled_at === null).length > 1, href: "/admin#people" },
    { id: "kiosks", done: there("kiosk"), href: "/admin#devices" },
    { id: "boards", done: there("display"), href: "/admin#devices" },
  ];
}
