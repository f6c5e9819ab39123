// The copies that the browser keeps, in IndexedDB: one for each account and form. A browser without it keeps none.

const NAME = "newsroom-autosave";
const STORE = "copies";
const RETRY = 300;
const RETENTION = 30 * 24 * 3600 * 1000;

/** @typedef {import("./form-data.js").Stored} Stored */

/** @returns {Promise<IDBDatabase>} */
const opened = () => new Promise((resolve, reject) => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});
/** @type {Promise<IDBDatabase> | undefined} */
let database;

/**
 * Run one transaction. Resolve to the result of its request once it is stored; to undefined if the browser refuses,
 * also after some time: an earlier process that was killed may still hold the database.
 *
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} action
 * @param {number} [retries]
 * @returns {Promise<T | undefined>}
 */
async function run(mode, action, retries = 10) {
  try {
    database ??= opened();
    const transaction = (await database).transaction(STORE, mode);
    return await new Promise((resolve, reject) => {
      const request = action(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } catch {
    database = undefined;
    if (retries === 0) return undefined;
    await new Promise((resolve) => { setTimeout(resolve, RETRY); });
    return run(mode, action, retries - 1);
  }
}

/** The copies of one account. Another account's are never read. */
export class Copies {
  /** @param {string} user */
  constructor(user) {
    this.user = user;
    this.range = IDBKeyRange.bound(`${user}/`, `${user}0`, false, true);
  }

  /** @param {string} key */
  #id(key) {
    return `${this.user}/${key}`;
  }

  /**
   * @param {string} key
   * @returns {Promise<Stored | undefined>}
   */
  get(key) {
    return run("readonly", (store) => store.get(this.#id(key)));
  }

  /**
   * @param {Stored} copy
   * @param {string} [slot]
   */
  put(copy, slot = copy.key) {
    return run("readwrite", (store) => store.put({ ...copy, slot }, this.#id(slot)));
  }

  /** @param {string} slot */
  remove(slot) {
    return run("readwrite", (store) => store.delete(this.#id(slot)));
  }

  /** @returns {Promise<Stored[]>} */
  async all() {
    return (await run("readonly", (store) => store.getAll(this.range))) ?? [];
  }

  removeAll() {
    return run("readwrite", (store) => store.delete(this.range));
  }
}

/**
 * Drop the copy of the form that the server has just saved, as its cookie says, and copies that are too old.
 *
 * @param {Copies} copies
 */
export async function dropSaved(copies) {
  const [, saved = ""] = /(?:^|; )newsroom_saved="?([^;"]*)/.exec(document.cookie) ?? [];
  if (saved) document.cookie = "newsroom_saved=; path=/admin/; max-age=0; samesite=lax";
  const key = decodeURIComponent(saved);
  const kept = key ? await copies.get(key) : undefined;
  // Without the mark it was typed after the save, in this tab or in another.
  if (kept?.submitted) await copies.remove(key);
  const old = (await copies.all()).filter(({ at }) => at < Date.now() - RETENTION);
  await Promise.all(old.map((copy) => copies.remove(copy.slot ?? copy.key)));
}
