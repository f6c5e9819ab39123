"""What the desk says once a transition is done, with a way back, and the page that asks before one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Article, State, TransitionName
from articles.publishing import Unconfirmed, allowed, may_edit, outlook
from articles.publishing.workflow import TRANSITIONS, Transition

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_LIST = "admin:articles_article_changelist"


def show_done(request: HttpRequest, article: Article, name: TransitionName) -> None:
    """Say that it is done, what readers see now, and offer the way back where there is one."""
    parts = [TRANSITIONS[name].done, outlook(article)]
    if article.is_live():
        parts.append(format_html('<a href="{}">{}</a>', article.get_absolute_url(), _("View on site")))
    if undo := _undo(request, article, name):
        parts.append(undo)
    messages.success(
        request, format_html("“{}”: {}", article, format_html_join(" ", "{}", ((part,) for part in parts)))
    )


def _undo(request: HttpRequest, article: Article, name: TransitionName) -> SafeString | None:
    """Return a button of the story's form, which is on the page that shows the message.

    To publish again saves what was typed meanwhile; what lies in the trash cannot be written in.
    """
    user: Any = request.user
    possible = allowed(article, user)
    if name == TransitionName.TRASH and TransitionName.RESTORE in possible:
        address = reverse("admin:articles_article_act", args=[article.pk])
        return format_html(
            '<button type="submit" form="article_form" formaction="{}" formnovalidate name="act" value="{}"'
            ' class="undo">{}</button>', address, TransitionName.RESTORE.value, _("Undo"),
        )  # fmt: skip
    comes_back = name in (TransitionName.WITHDRAW, TransitionName.RESTORE) and article.state() == State.WITHDRAWN
    if comes_back and TransitionName.PUBLISH in possible and may_edit(article, user):
        return format_html(
            '<button type="submit" form="article_form" name="_publish" value="1" class="undo">{}</button>',
            _("Publish again"),
        )
    return None


def seen_name(article: Article) -> str:
    """Return the name under which a list sends the version of the story that it shows."""
    return f"seen-{article.pk}"


def show_done_to_several(request: HttpRequest, articles: Sequence[Article], transition: Transition) -> None:
    """Say to how many stories it was done, and offer the way back from the trash and from a withdrawal."""
    text = format_html("{} ({})", transition.done, len(articles))
    match transition.name:
        case TransitionName.TRASH:
            text += _undo_several(request, articles, "restore_all", f"{reverse(_LIST)}?state=trash", _("Undo"))
        case TransitionName.WITHDRAW:
            text += _undo_several(request, articles, "publish_all", reverse(_LIST), _("Publish again"))
        case TransitionName.RESTORE:
            text += format_html(" {}", _("None of them is public."))
    messages.success(request, text)


def _undo_several(
    request: HttpRequest, articles: Sequence[Article], action: str, address: str, label: StrOrPromise
) -> SafeString:
    rows = format_html_join(
        "",
        '<input type="hidden" name="_selected_action" value="{}"><input type="hidden" name="{}" value="{}">',
        ((article.pk, seen_name(article), article.version) for article in articles),
    )
    return format_html(
        ' <form method="post" action="{}" class="undo-form"><input type="hidden" name="csrfmiddlewaretoken" value="{}">'
        '<input type="hidden" name="action" value="{}">{}<button type="submit" class="undo">{}</button></form>',
        address, get_token(request), action, rows, label,
    )  # fmt: skip


def ask(
    request: HttpRequest, site: Any, unconfirmed: Unconfirmed, *, title: StrOrPromise,
    hidden: Sequence[tuple[str, str]], back: str = "",
) -> TemplateResponse:  # fmt: skip
    """Return the page that asks; its form sends the same request again, with the answer."""
    question = unconfirmed.question
    asked = {
        "question": question,
        "label": TRANSITIONS[question.transition].label,
        "reason": request.POST.get("reason", ""),
        "error": str(unconfirmed) if unconfirmed.reason_is_missing else "",
    }
    context = {
        **site.each_context(request),
        "opts": Article._meta, "title": title, "asked": asked, "hidden": hidden, "back": back or reverse(_LIST),
    }  # fmt: skip
    return TemplateResponse(request, "admin/articles/ask.html", context)
