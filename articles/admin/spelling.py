"""Spellings of words in slugs, in the admin."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Spelling
from articles.text import fold

from .base import DeskAdmin


class SpellingForm(forms.ModelForm):
    class Meta:
        model = Spelling
        fields = ["word", "spelling"]

    def clean_word(self) -> str:
        word: str = self.cleaned_data["word"]
        if Spelling.objects.filter(key=fold(word)).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This word has a spelling already."))
        return word


@admin.register(Spelling)
class SpellingAdmin(DeskAdmin):
    form = SpellingForm
    list_display = ["word", "spelling"]
    search_fields = ["folded__contains"]
    ordering = ["word"]
