"""Fields in which another object is chosen: if it was deleted meanwhile, the message says by whom and when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.publishing import audit_log

from .submitted import whole_number


def gone(field: ModelChoiceField, value: Any, error: ValidationError) -> ValidationError:
    """Return the error about what was chosen; the one given if the log knows of no deletion."""
    rows: Any = field.queryset
    happened = audit_log.last_act(rows.model._meta.model_name, str(value)[:40], "delete")
    return ValidationError(f"{happened} {_('Choose again.')}", code="invalid_choice") if happened else error


class AutocompleteBox(AutocompleteSelect):
    """Django's own fails when a form is shown again in which what was sent is no row's number."""

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if whole_number(str(one)) is not None], attrs)


class ChosenField(ModelChoiceField):
    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise gone(self, value, error) from None


class ChosenSeveralField(ModelMultipleChoiceField):
    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)  # type: ignore[misc]
        except ValidationError as error:
            raise gone(self, (error.params or {}).get("value", ""), error) from None


class ChoosingMixin(admin.options.BaseModelAdmin):
    """Stands before the admin's own class among the bases of a model admin or of an inline."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", AutocompleteBox(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **{"form_class": ChosenField, **kwargs})

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_manytomany(db_field, request, **{"form_class": ChosenSeveralField, **kwargs})
