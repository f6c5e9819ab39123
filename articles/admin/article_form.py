"""The form of a story: it gathers what an editor typed as one `Changes`; a verb of `publishing` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget, AdminTextInputWidget
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Byline, PostSnapshot, QuotedPost
from articles.publishing import BylineLine, Changes, Quote, Refused
from articles.publishing.tags import split_names

EDITED = [
    "headline", "headline_proposed", "short_headline", "kicker", "standfirst", "body", "kind", "language",
    "dateline_place", "source_credit", "section", "lead_image", "lead_caption", "canonical_url", "seo_title",
    "seo_description", "slug", "expire_at",
]  # fmt: skip


class ArticleForm(forms.ModelForm):
    """`request` is set on the class by the admin. Errors of a refused verb come in as `refused` and are shown as this
    form's own, with everything typed still in place."""

    request: HttpRequest
    refused: Refused | None = None

    # The version the form was opened at; not called that, because it is no field of the model to be edited.
    began_from = forms.IntegerField(widget=forms.HiddenInput, required=False)
    tag_names = forms.CharField(
        label=_("tags"), required=False, max_length=4000, widget=AdminTextInputWidget(attrs={"data-tags": "tags/"}),
        help_text=_("Separated by commas: “foreign minister, Canada” are two."),
    )  # fmt: skip
    schedule_at = forms.SplitDateTimeField(
        label=_("publish later, at"), required=False, widget=AdminSplitDateTime,
        help_text=_("For the button “Schedule”. Times are the newsroom's."),
    )  # fmt: skip
    significant = forms.BooleanField(
        label=_("tell readers that the story has been updated"), required=False,
        help_text=_("For changes that matter to them, not for spelling."),
    )  # fmt: skip
    correction = forms.CharField(
        label=_("new correction"), required=False, widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("What was wrong and what is right. Readers see it under the story."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("note on this save"), required=False, max_length=1000, widget=AdminTextInputWidget,
        help_text=_("For the history: why it is withdrawn or sent back, what was changed."),
    )  # fmt: skip

    class Meta:
        model = Article
        fields = EDITED

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        story = self.instance
        self.initial.setdefault("began_from", story.version)
        if story.pk:
            self.initial["tag_names"] = ", ".join(
                row.tag.name for row in story.tag_rows.select_related("tag").order_by("id")
            )
        if story.pk and not story.headline_proposed and "headline_proposed" in self.fields:
            self.fields["headline_proposed"].widget = forms.HiddenInput()
        self.quotes = list(self._quote_forms())

    def _quote_forms(self) -> Iterator[QuoteForm]:
        if not self.instance.pk:
            return
        rows = self.instance.quoted_posts.select_related("post", "snapshot")
        for row in rows:
            yield QuoteForm(row, data=self.data if self.is_bound else None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for quote in self.quotes:
            if not quote.is_valid():
                self.add_error(None, _("A quoted post is not filled in rightly; see below."))
        if self.refused:
            for name, message in self.refused.problems.items():
                known = {"tags": "tag_names", "publish_at": "schedule_at"}.get(name, name)
                self.add_error(known if known in self.fields else None, message)
        return cleaned

    def changes(self, bylines: BaseInlineFormSet | None) -> Changes:
        """What was typed. Only fields that were on the form: what a person may not write is not in it."""
        return Changes(
            fields={name: self.cleaned_data[name] for name in EDITED if name in self.cleaned_data},
            bylines=byline_lines(bylines) if bylines is not None else None,
            tags=split_names(self.cleaned_data["tag_names"]) if "tag_names" in self.cleaned_data else None,
            quotes=[quote.quote() for quote in self.quotes],
        )


class QuoteForm(forms.ModelForm):
    """The words of one quoted post as this story quotes them."""

    confirmed = forms.BooleanField(label=_("I have compared it: it is right"), required=False)

    class Meta:
        model = PostSnapshot
        fields = [
            "author_name", "handle", "text", "language", "translation", "translation_language", "posted_at",
            "posted_day_only",
        ]  # fmt: skip
        widgets = {"posted_at": AdminSplitDateTime}
        field_classes = {"posted_at": forms.SplitDateTimeField}

    def __init__(self, row: QuotedPost, data: Any = None) -> None:
        # A form that was sent before the post stood in the body has no fields for it.
        prefix = f"quote-{row.post_id}"
        bound = data if data is not None and f"{prefix}-text" in data else None
        super().__init__(data=bound, prefix=prefix, instance=row.snapshot)
        self.post = row.post
        if row.post.confirmed_at:
            del self.fields["confirmed"]
        for name in ("text", "translation"):
            self.fields[name].widget = AdminTextareaWidget(attrs={"rows": 4})

    def is_valid(self) -> bool:
        return not self.is_bound or super().is_valid()

    def _post_clean(self) -> None:
        """Snapshots are never changed: the instance only fills the fields, nothing is written back to it."""

    def quote(self) -> Quote:
        source = (
            self.cleaned_data if self.is_bound else {name: getattr(self.instance, name) for name in self.Meta.fields}
        )
        words = {name: source[name] for name in self.Meta.fields}
        return Quote(self.post.pk, **words, confirmed=bool(source.get("confirmed")))


class BylineForm(forms.ModelForm):
    class Meta:
        model = Byline
        fields = ["author", "name", "role", "order"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("author") and cleaned.get("name"):
            self.add_error("name", _("Either an author or a free name, not both."))
        if not cleaned.get("author") and not cleaned.get("name") and cleaned.get("role"):
            self.add_error("author", _("Whose role is this? Choose an author or write a name."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # `publishing` checks and writes the rows; the constraints would be told in the database's words.
        return {*super()._get_validation_exclusions(), "article"}  # type: ignore[misc]

    def validate_constraints(self) -> None:
        """See above."""


def byline_lines(formset: BaseInlineFormSet) -> list[BylineLine]:
    """The bylines in the order of their numbers; equal numbers in the order they stand in."""
    kept = [
        (form.cleaned_data.get("order") or 0, place, form.cleaned_data)
        for place, form in enumerate(formset.forms)
        if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
    ]
    return [
        BylineLine(author.pk if (author := data.get("author")) else None, data.get("name", ""), data.get("role", ""))
        for _order, _place, data in sorted(kept, key=lambda row: row[:2])
        if data.get("author") or data.get("name")
    ]
