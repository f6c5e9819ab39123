// Where the list of notices stands: at the head of the column beside the text, or below the text where there is no such
// column to be seen (on a phone, beside the preview, over the whole screen, on other forms).

const TWO_COLUMNS = "(min-width: 1100px)";

/**
 * Put the region to its place, now and whenever that changes.
 *
 * @param {EditorView} view
 * @param {HTMLElement} region
 */
export function regionPlace(view, region) {
  const box = view.dom.closest(".prose-editor");
  const column = box?.closest("form")?.querySelector(".story-side");
  if (!box) return;
  const wide = matchMedia(TWO_COLUMNS);
  const place = () => {
    const isBeside = column && wide.matches && !document.body.classList.contains("previewing")
      && !box.classList.contains("fullscreen");
    const parent = isBeside ? column : box;
    if (region.parentElement === parent) return;
    const focused = /** @type {HTMLElement | null} */ (region.querySelector(":focus"));
    if (isBeside) column.prepend(region);
    else box.append(region);
    region.classList.toggle("beside", Boolean(isBeside));
    focused?.focus();
    // The toolbar leads to it where it is out of sight.
    view.dispatch(view.state.tr);
  };
  const observer = new MutationObserver(place);
  for (const element of [box, document.body]) observer.observe(element, { attributeFilter: ["class"] });
  wide.addEventListener("change", place);
  place();
}
