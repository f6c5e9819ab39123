"""Where the caret stands in the window, and whether anything lies over it."""

from __future__ import annotations

from playwright.sync_api import Page

# The caret's rectangle, or that of the empty line it stands in. A textarea does not say where its caret is: its text up
# to the caret is set again in a box of the same kind.
_CARET = """() => {
  const field = document.activeElement;
  if (field.matches("input")) return [field, field.getBoundingClientRect()];
  if (field.matches("textarea")) {
    const copy = document.createElement("div");
    const style = getComputedStyle(field);
    for (const name of style) copy.style.setProperty(name, style.getPropertyValue(name));
    copy.style.height = "auto";
    copy.style.position = "absolute";
    copy.style.whiteSpace = "pre-wrap";
    const mark = document.createElement("span");
    mark.textContent = "x";
    copy.append(field.value.slice(0, field.selectionEnd), mark);
    field.after(copy);
    const [box, inCopy, at] = [field, copy, mark].map((one) => one.getBoundingClientRect());
    copy.remove();
    const top = box.top + at.top - inCopy.top - field.scrollTop;
    return [field, new DOMRect(box.left + at.left - inCopy.left, top, 1, at.height)];
  }
  const { focusNode, focusOffset } = getSelection();
  const range = document.createRange();
  range.setStart(focusNode, focusOffset);
  // Between two lines of a paragraph the caret stands before the letter that follows, not behind the one before.
  if (focusOffset < (focusNode.data?.length ?? 0)) range.setEnd(focusNode, focusOffset + 1);
  let rect = range.getClientRects()[0];
  if (!rect) {
    const block = focusNode.childNodes[focusOffset] ?? focusNode;
    rect = (block instanceof Element ? block : block.parentElement).getBoundingClientRect();
  }
  return [field, rect];
}"""

# Both ends of the caret are hit at the field itself, not at a bar that lies over it.
_SEEN = f"""() => {{
  const [field, rect] = ({_CARET})();
  const x = Math.min(Math.max(rect.left, 1), innerWidth - 2);
  const hit = (y) => document.elementFromPoint(x, y);
  const isField = (one) => one !== null && (field.contains(one) || one.contains(field));
  const [above, below] = [hit(rect.top + 2), hit(rect.bottom - 2)];
  if (isField(above) && isField(below)) return "";
  const name = (one) => (one ? `${{one.localName}}.${{one.className}}` : "nothing");
  const [top, bottom] = [rect.top, rect.bottom].map(Math.round);
  return `${{top}}-${{bottom}} of ${{innerHeight}}: ${{name(above)}}, ${{name(below)}}`;
}}"""


def what_hides_the_caret(page: Page) -> str:
    """ "" where it is seen, or else where it stands and what lies there. Waits for the scrolling to have been done."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    hidden = ""
    for _ in range(10):
        hidden = page.evaluate(_SEEN)
        if not hidden:
            return ""
        page.wait_for_timeout(50)
    return hidden
