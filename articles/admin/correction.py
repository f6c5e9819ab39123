"""The page on which a correction is amended or taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import publishing
from articles.models import Article, Correction, TransitionName
from articles.publishing import Refused, outlook, workflow


class CorrectionForm(forms.Form):
    correction = forms.CharField(
        label=_("Correction"), widget=AdminTextareaWidget(attrs={"rows": 4}), required=False,
        help_text=_("What was wrong and what is right. Readers see it under the story."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Why? For the history; readers do not see it."), max_length=1000, required=False,
        widget=AdminTextInputWidget,
    )  # fmt: skip
    began_from = forms.IntegerField(widget=forms.HiddenInput)


def correction_view(desk: Any, request: HttpRequest, story_id: int, correction_id: int) -> HttpResponse:
    """Show the form; POST with `retract` takes the correction back, any other amends it."""
    article = desk.get_object(request, str(story_id))
    if article is None:
        raise Http404("no such story")
    if not workflow.is_permitted(article, TransitionName.AMEND, request.user):  # type: ignore[arg-type]
        raise PermissionDenied
    correction = get_object_or_404(article.corrections, pk=correction_id)
    initial = {"correction": correction.text, "began_from": article.version}
    form = CorrectionForm(request.POST or None, initial=initial, label_suffix="")
    if form.is_valid() and _save(request, article, correction, form):
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Correction"), "article": article, "note": correction, "form": form, "opts": desk.opts,
    }  # fmt: skip
    return TemplateResponse(request, "admin/articles/correction.html", context)


def _save(request: HttpRequest, article: Article, correction: Correction, form: CorrectionForm) -> bool:
    """Amend it or take it back; return False, with the reason in the form, if that is refused."""
    typed, by = form.cleaned_data, request.user
    about: dict[str, Any] = {"by": by, "version": typed["began_from"], "note": typed["note"]}
    try:
        if "retract" in request.POST:
            publishing.retract(article, correction.pk, **about)
            done = _("The correction is taken back; readers no longer see it.")
        else:
            publishing.amend(article, correction.pk, typed["correction"], **about)
            done = _("The correction is amended.")
    except Refused as refused:
        for name, message in refused.errors.items():
            form.add_error(name if name in form.fields else None, message)
        return False
    messages.success(request, format_html("“{}”: {} {}", article, done, outlook(article)))
    return True
