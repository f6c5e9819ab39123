"""The form of rows that have an address of their own: it is made from their name where none is typed."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import addresses


class SlugForm(forms.ModelForm):
    named_by: ClassVar[tuple[str, ...]] = ("name",)  # the fields that give the address, the first that is not empty

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = gettext_lazy("Small Latin letters. Made from the name when left empty.")

    def clean_slug(self) -> str:
        """Return what was typed, or a proposal that is free. The model refuses reserved words of either."""
        slug: str = (self.cleaned_data.get("slug") or "").lower()
        if slug:
            if addresses.is_taken(self.instance, slug):
                raise ValidationError(_("“%(slug)s” is taken already. Choose another word."), params={"slug": slug})
            return slug
        name = next((text for field in self.named_by if (text := self.cleaned_data.get(field))), "")
        slug = addresses.free_slug(self.instance, name)
        if name and not slug:
            raise ValidationError(_("Write the address in Latin letters: the name gives none."))
        return slug
