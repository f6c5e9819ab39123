// What becomes of what is pasted or dropped.
import { Extension } from "django-prose-editor/editor";

export const Paste = Extension.create({ name: "newsroomPaste" });
