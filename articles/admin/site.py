"""The site settings in the admin, on one form: name, look, contact and menus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import images
from articles.models import MenuItem, Page, Purpose, Site, WebAddressValidator, colour
from articles.publishing import save_site

from .autosave import AutosaveMixin
from .base import FixedRowsAdmin
from .chosen import ChoosingMixin
from .files import PictureField
from .limits import LimitedRows

_MARKS: dict[str, Callable[[File], images.Mark]] = {
    "logo": images.logo, "logo_dark": images.logo, "icon": images.icon,
}  # fmt: skip


def _mark_field(name: str) -> PictureField:
    shown: Any = Site._meta.get_field(name)
    return PictureField(_MARKS[name], label=shown.verbose_name, help_text=shown.help_text, required=False)


class SiteForm(forms.ModelForm):
    logo, logo_dark, icon = (_mark_field(name) for name in _MARKS)
    began_from = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Site
        fields = ["name", "tagline", *_MARKS, "accent", "email", "phone", "postal_address", "links"]
        widgets = {
            "email": forms.EmailInput,
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("postal_address", "links")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["began_from"].initial = self.instance.version
        for name, setting in (("name", "SITE_NAME"), ("tagline", "SITE_DESCRIPTION")):
            self.fields[name].widget.attrs["placeholder"] = getattr(settings, setting)

    def clean_links(self) -> str:
        """Return the addresses, one a line. The error message names the first line that is not a web address."""
        lines = [line.strip() for line in self.cleaned_data["links"].splitlines() if line.strip()]
        for line in lines:
            try:
                WebAddressValidator()(line)
            except ValidationError:
                raise ValidationError(
                    _("“%(line)s” is not an address. Write one that begins with https:// on each line."),
                    params={"line": line[:100]},
                ) from None
        return "\n".join(lines)

    def clean(self) -> dict[str, Any] | None:
        """Raise a conflict if somebody else has saved since the form was opened. What was typed stays in the form."""
        cleaned = super().clean()
        if cleaned and cleaned.get("began_from") not in (None, self.instance.version):
            # Saving again then overwrites the version that the errors show.
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("began_from")] = str(self.instance.version)
            self.data = data
            raise ValidationError(self._conflict_errors())
        return cleaned

    def _conflict_errors(self) -> list[str]:
        errors = [
            _("Somebody has saved these settings meanwhile. What you typed still stands here; save again to keep it.")
        ]
        for name in self.changed_data:
            if name in self.initial and name not in _MARKS:
                now = str(self.initial[name])[:200] or _("nothing")
                errors.append(_("%(field)s is now: %(now)s") % {"field": self.fields[name].label, "now": now})
        return errors


class MenuItemInline(LimitedRows, ChoosingMixin, admin.TabularInline):
    model = MenuItem
    extra = 1
    fields = ["menu", "section", "page", "address", "label", "order"]
    classes = ["menu-items"]
    verbose_name = gettext_lazy("link")
    verbose_name_plural = gettext_lazy("menus (empty: all sections at the top, all pages at the foot)")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the field without links to add or change its target: sections and pages have their own forms."""
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        for action in ("add", "change", "view", "delete"):
            setattr(field.widget, f"can_{action}_related", False)
        return field


@admin.register(Site)
class SiteAdmin(AutosaveMixin, FixedRowsAdmin):
    form = SiteForm
    inlines = [MenuItemInline]
    readonly_fields = ["shown_colours", "needed_pages"]
    fieldsets = [
        (None, {"fields": ["began_from", "name", "tagline"]}),
        (gettext_lazy("Look"), {"fields": ["logo", "logo_dark", "icon", "accent", "shown_colours"]}),
        (gettext_lazy("Contact"), {"fields": ["email", "phone", "postal_address", "links"]}),
        (gettext_lazy("Pages every paper needs"), {"fields": ["needed_pages"]}),
    ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the form of the only row instead of a list."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return self.change_view(request, str(Site.load().pk))

    @admin.display(description=gettext_lazy("as readers see it"))
    def shown_colours(self, site: Site) -> SafeString:
        shown = (colour.on_light(site.accent), colour.on_dark(site.accent)) if colour.is_colour(site.accent) else ()
        return render_to_string("admin/articles/_colours.html", {"colours": shown})

    @admin.display(description=gettext_lazy("pages"))
    def needed_pages(self, site: Site) -> SafeString:
        there = {page.purpose: page for page in Page.objects.exclude(purpose="")}
        needed = [(purpose, there.get(purpose.value)) for purpose in Purpose]
        return render_to_string("admin/articles/_needed_pages.html", {"needed": needed})

    def save_model(self, request: HttpRequest, obj: Site, form: Any, change: bool) -> None:
        marks = {name: mark for name in _MARKS if (mark := form.fields[name].accepted)}
        save_site(obj, marks, by=request.user)  # type: ignore[arg-type]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Site | None:
        """Return the row, locked while it is saved, so that the second of two simultaneous saves sees the conflict."""
        rows = Site.objects.select_for_update() if request.method == "POST" else Site.objects
        return rows.filter(pk=object_id).first() if object_id.isascii() and object_id.isdecimal() else None
