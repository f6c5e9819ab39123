// Comfort for whoever writes: counts, quotes as the language has them, find and replace.
import { Extension } from "django-prose-editor/editor";

export const Writing = Extension.create({ name: "newsroomWriting" });
