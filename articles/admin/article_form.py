"""The form of a story: it gathers the submitted data as one `Changes`, which a transition of `publishing` writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AdminTextareaWidget, AdminTextInputWidget
from django.forms.models import BaseInlineFormSet
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles import body, embeds
from articles.models import EDITORIAL_FIELDS, Article, Byline, PostSnapshot, SocialPost, TransitionName
from articles.publishing import BylineLine, Changes, Quote, Refused, StaleVersion, check_version, checks
from articles.publishing.tags import split_names
from articles.text import safe_link

from .article_save import ignored_fields, transition_of
from .time_fields import TypedDateTimeField

_QUOTE_FIELD = re.compile(r"quote-([1-9][0-9]{0,17})-text")
_UNNUMBERED = 2**31


class HeadlineWidget(AdminTextareaWidget):
    """One line of text in a box that grows with it: a headline is read whole while it is written."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Without the line break that Django puts before a text: it would be part of the line."""
        widget = self.get_context(name, value, attrs)["widget"]
        return format_html('<textarea name="{}"{}>{}</textarea>', name, flatatt(widget["attrs"]), widget["value"] or "")


def name_parts(field: forms.Field) -> None:
    """Day and time are two boxes under one label."""
    widget: Any = field.widget
    for box, part in zip(widget.widgets, (_("day"), _("time")), strict=True):
        box.attrs |= {"aria-label": f"{field.label}: {part}", "placeholder": part}


class ArticleForm(forms.ModelForm):
    """`request` is set on the class by the admin. The errors of a refused transition come in as `refused` and are
    shown as this form's own, with everything that was typed still in place."""

    request: HttpRequest
    refused: Refused | None = None

    # The version the form was opened at; not called that, because it is no field of the model to be edited.
    began_from = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # The newer version that somebody saved meanwhile, where this save is meant to replace it. Its box stands beside
    # the comparison of the two.
    on_top_of = forms.IntegerField(widget=forms.HiddenInput, required=False)
    tag_names = forms.CharField(
        label=_("tags"), required=False, max_length=4000,
        widget=AdminTextInputWidget(attrs={"data-tags": reverse_lazy("admin:articles_tag_suggestions")}),
        help_text=_("Separated by commas: “foreign minister, Canada” are two."),
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
        fields = EDITORIAL_FIELDS
        widgets = {
            "headline": HeadlineWidget(attrs={"rows": 1, "placeholder": _("What is the news?")}),
            "standfirst": AdminTextareaWidget(attrs={"rows": 2}),
            "lead_caption": AdminTextareaWidget(attrs={"rows": 2}),
            "seo_description": AdminTextareaWidget(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        story = self.instance
        # Before what was typed is written onto the instance.
        self.newest = story.version
        self.initial.setdefault("began_from", story.version)
        if story.pk:
            self.initial["tag_names"] = ", ".join(tag_names(story))
        if story.has_address and "slug" in self.fields:
            self.fields["slug"].help_text = _("The old address leads on to a new one. Empty: made from the headline.")
        if not story.headline_proposed and "headline_proposed" in self.fields:
            self.fields["headline_proposed"].widget = forms.HiddenInput()
        for name, field in self.fields.items():
            field.label = capfirst(field.label) if field.label else field.label
            if isinstance(field.widget, AdminSplitDateTime):
                name_parts(field)
            if name in ("kicker", "standfirst"):
                field.widget.attrs["placeholder"] = field.help_text
            if name in checks.LENGTHS:
                field.widget.attrs["data-advice"] = "-".join(str(length) for length in checks.LENGTHS[name])
        self.quotes = list(self._quote_forms())

    def _quote_forms(self) -> Iterator[QuoteForm]:
        """One for each post the saved story quotes, and for those that have only now been put into the body."""
        story, data = self.instance, self.data if self.is_bound else None
        rows = story.quoted_posts.select_related("post", "snapshot") if story.pk else ()
        for row in rows:
            yield QuoteForm(row.post, row.snapshot, data)
        new = _posts_in(data) - {row.post_id for row in rows} if data is not None else set()
        for post in SocialPost.objects.filter(pk__in=new).with_snapshots().order_by("pk"):
            posted_at = embeds.time_of_id(post.network, post.network_id)
            snapshot = post.main.starting_snapshot(self.request.user.pk)
            yield QuoteForm(post, snapshot or PostSnapshot(post=post, posted_at=posted_at), data)

    @property
    def version(self) -> int | None:
        """The version this save goes on top of."""
        began, chosen = self.cleaned_data.get("began_from"), self.cleaned_data.get("on_top_of")
        return chosen if chosen is not None and chosen == self.newest else began

    @property
    def transition(self) -> TransitionName | None:
        """The transition that this save is; None where nothing is saved, as for a preview."""
        pressed: TransitionName | None = getattr(self.request, "desk_transition", None)
        return pressed and transition_of(pressed, self.cleaned_data)

    @property
    def is_stale(self) -> bool:
        """Whether somebody has saved the story since this form was opened."""
        began = self.data.get(self.add_prefix("began_from"), "")
        return bool(self.instance.pk) and began != str(self.newest)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for quote in self.quotes:
            if not quote.is_valid():
                self.add_error(None, _("A quoted post is not filled in rightly; see below."))
        self._check_version()
        if self.transition:
            for name, message in ignored_fields(self.instance, self.transition, cleaned, self.request.user):  # type: ignore[arg-type]
                self.add_error(name, message)
        if self.refused:
            for name, message in self.refused.errors.items():
                known = {"tags": "tag_names", "publish_at": "schedule_at"}.get(name, name)
                if name != "bylines":  # BylineFormSet shows it.
                    self.add_error(known if known in self.fields else None, message)
        return cleaned

    def _check_version(self) -> None:
        """Before any other fault is looked for: whoever began from an older version has to see the newer one first."""
        if not self.instance.pk or self.refused:
            return
        if self.version is None:
            self.add_error(None, _("The form was not sent whole. Open the story again."))
            return
        try:
            check_version(self.instance, self.version)
        except StaleVersion as stale:
            self.add_error(None, str(stale))

    def changes(self, bylines: BaseInlineFormSet | None) -> Changes:
        """What was typed. Only fields that were on the form: what a person may not write is not in it."""
        return Changes(
            fields={name: self.cleaned_data[name] for name in EDITORIAL_FIELDS if name in self.cleaned_data},
            bylines=byline_lines(bylines) if bylines is not None else None,
            tags=split_names(self.cleaned_data["tag_names"]) if "tag_names" in self.cleaned_data else None,
            quotes=[quote.quote() for quote in self.quotes],
        )


def tag_names(story: Article) -> list[str]:
    return [row.tag.name for row in story.tag_rows.select_related("tag").order_by("id")]


def _posts_in(data: Mapping[str, Any]) -> set[int]:
    """The posts in the body that was sent, and those whose words were sent along."""
    try:
        body.check_size(html := str(data.get("body", "")))
        places = body.placeholders(body.clean(html))
    except body.TooMuch:
        places = []  # The field says so.
    placed = {place.id for place in places if place.kind == "social-post"}
    return placed | {int(found[1]) for name in data if (found := _QUOTE_FIELD.fullmatch(name))}


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
        field_classes = {"posted_at": TypedDateTimeField}

    def __init__(self, post: SocialPost, snapshot: PostSnapshot, data: Any = None) -> None:
        # A form that was sent before the post stood in the body has no fields for it.
        prefix = f"quote-{post.pk}"
        bound = data if data is not None and f"{prefix}-text" in data else None
        super().__init__(data=bound, prefix=prefix, instance=snapshot, label_suffix="")
        self.post = post
        self.link = safe_link(post.url)
        if post.confirmed_at:
            del self.fields["confirmed"]
        for name in ("text", "translation"):
            self.fields[name].widget = AdminTextareaWidget(attrs={"rows": 3})
        name_parts(self.fields["posted_at"])

    def is_valid(self) -> bool:
        return not self.is_bound or super().is_valid()

    def _post_clean(self) -> None:
        """Snapshots are never changed: the instance only fills the fields, nothing is written back to it."""

    def quote(self) -> Quote:
        """What was changed comes from the form, the rest from the snapshot: it may know a time more exactly."""
        typed = self.cleaned_data if self.is_bound else {}
        words = {
            name: typed[name] if name in typed and name in self.changed_data else getattr(self.instance, name)
            for name in self.Meta.fields
        }
        return Quote(self.post.pk, **words, confirmed=bool(typed.get("confirmed")))


class BylineForm(forms.ModelForm):
    class Meta:
        model = Byline
        fields = ["author", "name", "role", "order"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # People count from one; a line without a number comes after those that have one.
        self.initial["order"] = self.instance.order + 1 if self.instance.pk else None
        if "order" in self.fields:
            self.fields["order"].required = False
        for name in ("author", "name", "role", "order"):
            # A byline is a little card: its columns have no headings.
            if name in self.fields:
                label = capfirst(self.fields[name].label or "")
                widget: Any = self.fields[name].widget
                getattr(widget, "widget", widget).attrs |= {"placeholder": label, "aria-label": label}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("author") and cleaned.get("name"):
            self.add_error("name", _("Either an author or a free name, not both."))
        if not cleaned.get("author") and not cleaned.get("name") and cleaned.get("role"):
            self.add_error("author", _("Whose role is this? Choose an author or write a name."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        # `publishing` checks and writes the rows; an error of a constraint would name the constraint.
        return {*super()._get_validation_exclusions(), "article"}  # type: ignore[misc]

    def validate_constraints(self) -> None:
        """See above."""


class BylineFormSet(BaseInlineFormSet):
    """The lines as they stand on the form are all that counts: the rows are written anew from them. So a line may come
    from a row that is no more, because somebody saved the story meanwhile. `refused` as for the form."""

    refused: Refused | None = None

    def clean(self) -> None:
        super().clean()
        if self.refused and "bylines" in self.refused.errors:
            raise forms.ValidationError(self.refused.errors["bylines"])

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        row = form.instance.pk if form.instance else None
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Remove this byline")
        form.fields["id"] = forms.IntegerField(required=False, initial=row, widget=forms.HiddenInput)

    def _construct_form(self, i: int, **kwargs: Any) -> forms.ModelForm:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.fields["id"].required = False
        return form


def byline_lines(formset: BaseInlineFormSet) -> list[BylineLine]:
    """The bylines in the order of their numbers; equal numbers in the order they stand in."""
    kept = [
        (_UNNUMBERED if (order := form.cleaned_data.get("order")) is None else order, place, form.cleaned_data)
        for place, form in enumerate(formset.forms)
        if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
    ]
    return [
        BylineLine(author.pk if (author := data.get("author")) else None, data.get("name", ""), data.get("role", ""))
        for _order, _place, data in sorted(kept, key=lambda row: row[:2])
        if data.get("author") or data.get("name")
    ]
