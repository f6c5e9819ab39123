// The body editor's own nodes, by the names that the allow-list calls them. What it permits beyond plain text must
// survive being opened and saved: what stands in the editor is, character for character, what is stored.
// Document, Menu, OrderedList and the parts of a table stand in the place of the library's own of that name.
export { SocialPost } from "./posts.js";
export { LibraryImage } from "./pictures.js";
export { Gallery } from "./gallery.js";
export { FactBox, PullQuote } from "./asides.js";
export { RelatedStory, relatedStoryAt } from "./stories.js";
export { Table, TableCell, TableFigure, TableHeader, TableRow } from "./tables.js";
export { OrderedList } from "./lists.js";
export { OtherLanguage } from "./language.js";
export { Document } from "./placing.js";
export { Menu } from "./toolbar.js";
