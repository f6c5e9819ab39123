// What the desk knows of a post (in the words this story quotes), of a picture, of another story; asked for once a page.
import { ask } from "./asking.js";

export const DESK = {
  socialpost: "/admin/articles/socialpost/",
  image: "/admin/articles/image/",
  story: "/admin/articles/article/",
};
export const STORY = location.pathname.match(/\/article\/(\d+)\/change\//)?.[1] ?? "";

const known = new Map();

// Resolves to what is known, and to null where nothing is: it is gone, or the desk does not answer.
export function card(kind, id) {
  const address = `${DESK[kind]}${encodeURIComponent(id)}/card/?story=${STORY}`;
  if (!known.has(address)) {
    const asked = ask(address).catch(() => {
      known.delete(address);
      return null;
    });
    known.set(address, asked);
  }
  return known.get(address);
}

// The next who asks is told anew.
export function forget(kind, id) {
  known.delete(`${DESK[kind]}${encodeURIComponent(id)}/card/?story=${STORY}`);
}

export const record = (kind, id) => `${DESK[kind]}${encodeURIComponent(id)}/change/`;
