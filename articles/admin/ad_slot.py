"""Advertising in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import images
from articles.models import AdPosition, AdSlot, origin_of
from articles.publishing import save_ad_slot

from .base import FixedRowsAdmin
from .files import PictureField


class AdSlotForm(forms.ModelForm):
    picture = PictureField(
        images.advert,
        label=gettext_lazy("picture"),
        help_text=gettext_lazy("For a wide slot 970 × 250 pixels, or twice that, is usual."),
        required=False,
    )

    class Meta:
        model = AdSlot
        fields = ["is_on", "starts", "ends", "picture", "alt", "address", "frame_url", "frame_height"]

    def clean_frame_url(self) -> str:
        """Refuse servers outside NEWSROOM_AD_ORIGINS: the Content-Security-Policy of pages lists only those."""
        url = self.cleaned_data["frame_url"]
        if url and origin_of(url) not in settings.AD_ORIGINS:
            raise ValidationError(
                _("Pages may not show frames of %(origin)s. Whoever runs the site can allow it: NEWSROOM_AD_ORIGINS."),
                params={"origin": origin_of(url)},
            )
        return url

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if cleaned.get("starts") and cleaned.get("ends") and cleaned["starts"] >= cleaned["ends"]:
            self.add_error("ends", _("This is before it begins."))
        if cleaned.get("is_on") and not cleaned.get("frame_url") and "frame_url" in cleaned:
            for name, message in (
                ("picture", _("Choose a picture, or give the address of a frame.")),
                ("alt", _("Say what the picture says, for those who cannot see it.")),
                ("address", _("Say where the picture leads.")),
            ):
                if name in cleaned and not cleaned[name]:
                    self.add_error(name, message)
        return cleaned


@admin.register(AdSlot)
class AdSlotAdmin(FixedRowsAdmin):
    form = AdSlotForm
    list_display = ["place", "is_on", "starts", "ends"]
    fieldsets = [
        (None, {"fields": ["is_on", "starts", "ends"]}),
        (gettext_lazy("A picture of your own"), {"fields": ["picture", "alt", "address"]}),
        (gettext_lazy("Or a frame of an advertising server"), {"fields": ["frame_url", "frame_height"]}),
    ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show a row for every place; missing rows are created."""
        if self.has_view_or_change_permission(request):
            for place in AdPosition:
                AdSlot.objects.get_or_create(place=place)
        return super().changelist_view(request, extra_context)

    def save_model(self, request: HttpRequest, obj: AdSlot, form: Any, change: bool) -> None:
        save_ad_slot(obj, form.fields["picture"].accepted, by=request.user)  # type: ignore[arg-type]
