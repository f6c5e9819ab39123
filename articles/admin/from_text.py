"""“New story from text”: the paste box of the plain-text import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.importers.drafts import ImportOptions, make_draft
from articles.importers.plain_text import TooLarge, Unreadable, decode
from articles.models import Article, Section
from articles.publishing import Refused

from .chosen import ChosenField
from .files import FilesField


class FromTextForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("text"), required=False, strip=False, widget=AdminTextareaWidget(attrs={"rows": 18})
    )
    several = FilesField(label=gettext_lazy("or text files"), required=False)
    section = ChosenField(Section.objects.in_order(), label=gettext_lazy("section"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("several") and not cleaned.get("text", "").strip() and not self.errors:
            raise forms.ValidationError(_("Paste a text or choose a file."))
        return cleaned


def from_text_view(site: Any, request: HttpRequest) -> HttpResponse:
    """Makes a draft of each text, and shows what was found in it and what was left."""
    if not request.user.has_perm("articles.import_article") or not request.user.has_perm("articles.add_article"):
        raise PermissionDenied
    form = FromTextForm(request.POST or None, request.FILES or None)
    reports: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        reports = [_report(name, data, form.cleaned_data["section"], request) for name, data in _texts(form)]
        if not any("fault" in report for report in reports):
            form = FromTextForm()
    context = {
        **site.each_context(request), "title": _("New story from text"), "form": form, "reports": reports,
        "opts": Article._meta,
    }  # fmt: skip
    return TemplateResponse(request, "admin/articles/from_text.html", context)


def _texts(form: FromTextForm) -> Iterator[tuple[str, str | UploadedFile]]:
    if form.cleaned_data["text"].strip():
        yield _("The pasted text"), form.cleaned_data["text"]
    for file in form.cleaned_data["several"]:
        yield file.name or "", file


def _report(name: str, source: str | UploadedFile, section: Section | None, request: HttpRequest) -> dict[str, Any]:
    """Return what became of one text: the draft and the notes on it, or why it could not be read."""
    limit = settings.IMPORT_MAX_BYTES
    size = len(source.encode("utf-8", "replace")) if isinstance(source, str) else source.size or 0
    try:
        if size > limit:
            raise TooLarge(size=size, limit=limit)
        text = source if isinstance(source, str) else decode(source.read(), limit=limit)
        made = make_draft(text, by=request.user, options=ImportOptions(section=section))  # type: ignore[arg-type]
    except (Unreadable, Refused) as fault:
        return {"name": name, "fault": str(fault)}
    return {"name": name, "article": made.article, "created": made.created, "notes": made.story.notes}
