"""Tags in the admin: their names and aliases, and merging tags."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from taggit.admin import Tag as PlainTag  # type: ignore[attr-defined]

from articles.models import Tag, TaggedArticle, TagName
from articles.publishing import tags
from articles.text import tag_key, typed_key

from .redirect import PageOwnerAdmin
from .slug_form import SlugForm

_SUGGESTED = 10

# taggit registers its own Tag model, which no story uses.
admin.site.unregister(PlainTag)


class TagForm(SlugForm):
    aliases = forms.CharField(
        label=_("other names"), required=False, widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=_("One a line, in any script: stories tagged with any of them get this tag."),
    )  # fmt: skip

    class Meta:
        model = Tag
        fields = ["name", "slug", "description", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            others = self.instance.names.exclude(key=self.instance.key).order_by("name")
            self.initial["aliases"] = "\n".join(row.name for row in others)

    def clean_name(self) -> str:
        name = self.cleaned_data["name"]
        self._check_free(name)
        return name

    def clean_aliases(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["aliases"].split("\n") if line.strip()]
        for name in names:
            if len(name) > tags.MAX_LENGTH:
                raise ValidationError(_("“%(name)s” cannot be a tag."), params={"name": name[:40]})
            self._check_free(name)
        return names

    def _check_free(self, name: str) -> None:
        key = tag_key(name)
        if not key:
            raise ValidationError(_("“%(name)s” cannot be a tag."), params={"name": name[:40]})
        holder = TagName.objects.filter(key=key).exclude(tag=self.instance.pk).select_related("tag").first()
        if holder:
            raise ValidationError(
                _("“%(name)s” is a name of the tag “%(tag)s”. Merge the two instead."),
                params={"name": name, "tag": holder.tag.name},
            )


@admin.register(Tag)
class TagAdmin(PageOwnerAdmin):
    page_url = "articles:tag"
    form = TagForm
    list_display = ["name", "slug", "language", "uses"]
    list_filter = ["language"]
    search_fields = ["folded__contains", "names__folded__contains"]
    ordering = ["name"]
    fields = ["name", "aliases", "slug", "description", "language"]
    actions = ["merge"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Tag]:
        uses = TaggedArticle.objects.filter(tag=OuterRef("pk")).order_by().values("tag")
        number = Subquery(uses.annotate(number=Count("pk")).values("number"))
        return super().get_queryset(request).annotate(number=Coalesce(number, 0))

    @admin.display(description=_("stories"))
    def uses(self, tag: Any) -> int:
        return tag.number

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        old_name = [form.initial["name"]] if change else []
        tags.set_names(obj, [*old_name, *form.cleaned_data["aliases"]])

    @admin.action(description=_("Merge the chosen tags"), permissions=["merge"])
    def merge(self, request: HttpRequest, rows: QuerySet[Tag]) -> HttpResponse | None:
        """Ask which tag stays, then merge the others into it: their names become its aliases."""
        chosen = list(self.get_queryset(request).filter(pk__in=rows.values("pk")).order_by("-number", "pk")[:50])  # type: ignore[misc]
        if len(chosen) < 2:
            messages.error(request, _("Choose at least two tags."))
            return None
        into = next((tag for tag in chosen if str(tag.pk) == request.POST.get("into")), None)
        if into is None:
            context = {"title": _("Merge tags"), "tags": chosen, "opts": self.opts}
            context |= self.admin_site.each_context(request)
            return TemplateResponse(request, "admin/articles/merge_tags.html", context)
        count = tags.merge(into, chosen, by=request.user)  # type: ignore[arg-type]
        message = ngettext("One tag was merged into “%(name)s”.", "%(count)d tags were merged into “%(name)s”.", count)
        messages.success(request, message % {"count": count, "name": into.name})
        return HttpResponseRedirect(reverse("admin:articles_tag_change", args=[into.pk]))

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.delete_tag")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.suggestions_view)
        return [path("suggestions/", view, name="articles_tag_suggestions"), *super().get_urls()]

    def suggestions_view(self, request: HttpRequest) -> JsonResponse:
        """GET ?q= -> {"names": […]} of tags with a name or alias, in any script, that begins with the query."""
        if not request.user.has_perm("articles.view_tag"):
            raise PermissionDenied
        key = typed_key(request.GET.get("q", "")[:100])
        found = TagName.objects.filter(folded__startswith=key).select_related("tag").order_by("key")[: 3 * _SUGGESTED]
        names = dict.fromkeys(row.tag.name for row in found) if key else {}
        return JsonResponse({"names": list(names)[:_SUGGESTED]})
