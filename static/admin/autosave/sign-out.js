// Who signs out leaves nothing behind in this browser; the server keeps it for the next time.
import { findAll } from "../dom.js";
import { request } from "./shared.js";
import { Copies } from "./store.js";

const LONGEST = 3000;

/**
 * Send what only the browser has to the server, drop the copies of this account, then sign out.
 *
 * @param {HTMLFormElement} form the form that signs out
 */
export function keepUntilSignOut(form) {
  const user = document.querySelector("meta[name=account]")?.getAttribute("content");
  form.addEventListener("submit", async (event) => {
    if (!user) return;
    event.preventDefault();
    findAll(form, "button").forEach((button) => { button.setAttribute("aria-disabled", "true"); });
    const copies = new Copies(user);
    /** @type {Promise<unknown>[]} */
    const keeping = [];
    document.dispatchEvent(new CustomEvent("newsroom:sign-out", { detail: keeping }));
    await Promise.all(keeping);
    await Promise.race([sendAll(copies), new Promise((resolve) => { setTimeout(resolve, LONGEST); })]);
    await copies.removeAll();
    form.submit();
  });
}

/** @param {Copies} copies */
async function sendAll(copies) {
  const oldestFirst = (await copies.all()).sort((one, other) => one.at - other.at);
  const newest = [...new Map(oldestFirst.map((copy) => [copy.key, copy])).values()];
  await Promise.all(newest.filter(({ sent }) => !sent).map(({ key, url, version, data }) => request("POST", url, {
    key, user: copies.user, version, data,
  })));
}
