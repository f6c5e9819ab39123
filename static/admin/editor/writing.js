// Comfort for whoever writes: finding words, signs as print has them, links one can see, the order of headings, keys.
import { Extension } from "django-prose-editor/editor";
import { Find } from "./writing-find.js";
import { HeadingOrder } from "./writing-headings.js";
import { Keys } from "./writing-keys.js";
import { Links } from "./writing-links.js";
import { Signs } from "./writing-signs.js";

export const Writing = Extension.create({
  name: "newsroomWriting",
  addExtensions() {
    return [Find, Signs, HeadingOrder, Links, Keys];
  },
});
