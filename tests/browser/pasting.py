"""Pasting into the body editor as another program does it: what stands on its clipboard, as files of `pastes/`."""

from __future__ import annotations

import base64
from pathlib import Path

from playwright.sync_api import Page, expect

PASTES = Path(__file__).parent / "pastes"
EDITABLE = ".field-body .ProseMirror"

_PASTE = """([html, text, files, kind]) => {
  const editable = document.querySelector(".field-body .ProseMirror");
  editable.focus();
  const transfer = new DataTransfer();
  if (html) transfer.setData("text/html", html);
  if (text) transfer.setData("text/plain", text);
  for (const [name, type, data] of files) {
    transfer.items.add(new File([Uint8Array.from(atob(data), (one) => one.charCodeAt(0))], name, { type }));
  }
  if (kind === "paste") {
    editable.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
  } else {
    const { left, bottom, width } = editable.lastElementChild.getBoundingClientRect();
    const at = { clientX: left + width / 2, clientY: bottom - 4 };
    editable.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true, ...at }));
  }
  return document.querySelector("textarea[name=body]").value;
}"""

# What stands in the editor, without what the editor puts there for the screen alone.
_HTML = "document.querySelector('textarea[name=body]').value"


def example(name: str) -> str:
    return (PASTES / name).read_text(encoding="utf-8")


def paste(page: Page, text: str = "", html: str = "", files: list[tuple[str, str, bytes]] | None = None) -> str:
    """The story in that very moment, before the desk can have answered anything."""
    return _put(page, text, html, files or [], "paste")


def drop(page: Page, text: str = "", html: str = "", files: list[tuple[str, str, bytes]] | None = None) -> str:
    return _put(page, text, html, files or [], "drop")


def _put(page: Page, text: str, html: str, files: list[tuple[str, str, bytes]], kind: str) -> str:
    sent = [[name, media, base64.b64encode(data).decode()] for name, media, data in files]
    return page.evaluate(_PASTE, [html, text, sent, kind])


def body(page: Page) -> str:
    return page.evaluate(_HTML)


def undo(page: Page) -> None:
    page.focus(EDITABLE)
    page.keyboard.press("Control+z")


def notices(page: Page) -> str:
    return " ".join(page.locator(".paste-notice").all_inner_texts())


def settled(page: Page) -> None:
    """Until the desk has answered whatever the paste asked for."""
    # Not `wait_for_function`, which the desk's policy would not let ask twice.
    for _ in range(200):
        if page.evaluate("window.unanswered") == 0:
            break
        page.wait_for_timeout(50)
    else:
        raise AssertionError("the desk has not answered")
    expect(page.locator(EDITABLE)).to_be_visible()


def paste_and_look(page: Page, html: str) -> tuple[str, str]:
    """The story and the notices right after a paste, before the desk has answered anything; the notices are cleared."""
    pasted = paste(page, html=html)
    said = notices(page)
    page.evaluate("document.querySelectorAll('.paste-notice').forEach((one) => one.remove())")
    return pasted, said
