// Tickets given out without a link, kept on the kiosk's own disk until the server has them. Knows IndexedDB; must not know the API.

/**
 * @typedef {{id: string, key: string, office: string, topic: string, category: string | null, language: string, issued_at: string}} Kept a ticket as
 *   it will be sent; `issued_at` by the server's clock as this device last knew it
 */

const NAME = "queue.kiosk";
const STORE = "tickets";

/** @type {Promise<IDBDatabase> | null} */
let opening = null;

/** Whether tickets can be kept here: a private window may have no disk. @returns {Promise<boolean>} */
export function canKeep() {
  return open().then(
    () => true,
    () => false,
  );
}

/** Resolves when it is on disk, and not before. @param {Kept} ticket */
export async function keep(ticket) {
  await work("readwrite", (tickets) => tickets.add(ticket));
}

/** In the order in which they were given out. @returns {Promise<Kept[]>} */
export function kept() {
  return work("readonly", (tickets) => tickets.getAll());
}

/** The server has it, or never will. @param {string} id */
export async function letGo(id) {
  const key = await work("readonly", (tickets) => tickets.index("id").getKey(id));
  if (key !== undefined) await work("readwrite", (tickets) => tickets.delete(key));
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { autoIncrement: true }).createIndex("id", "id", { unique: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  opening.catch(() => (opening = null));
  return opening;
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(tickets: IDBObjectStore) => IDBRequest<T>} ask
 * @returns {Promise<T>}
 */
async function work(mode, ask) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: "strict" });
    const asked = ask(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = () => reject(transaction.error);
  });
}
