"""Filling in the desk's forms as a browser would: what stands in the page, and what a person changes of it."""

from __future__ import annotations

from typing import Any

from django.test import Client
from lxml import html

ADD = "/admin/articles/article/add/"


def change(pk: int) -> str:
    return f"/admin/articles/article/{pk}/change/"


def sent(client: Client, address: str, form: str = "article_form", **changes: Any) -> dict[str, Any]:
    """The fields of the form at this address with these changes; "__" in a name stands for a hyphen."""
    page = html.fromstring(client.get(address).content.decode())
    fields = dict(page.get_element_by_id(form).form_values())
    return fields | {name.replace("__", "-"): value for name, value in changes.items()}


def forged(data: dict[str, Any]) -> dict[str, Any]:
    """The same, as somebody sends it who was not shown this form: without the token that names the account."""
    return {name: value for name, value in data.items() if name != "form_token"}


def errors(response: Any) -> str:
    page = html.fromstring(response.content.decode())
    found = page.xpath("//*[contains(@class, 'errorlist') or contains(@class, 'errornote')]")
    return " ".join(item.text_content() for item in found)
