"""Model fields that keep text clean: NFC, no control characters, body HTML within the allow-list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django_prose_editor.fields import ProseEditorField

from articles.body import EXTENSIONS, clean
from articles.text import is_web_address, normalise, single_line


def _as_it_reads(path: str) -> str:
    return normalise(unquote(path))


class _Tidied:
    """Tidies on the way to the database, in lookups and bulk updates too, and on the instance that is saved."""

    tidy: Callable[[str], str] = staticmethod(normalise)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)  # type: ignore[misc]
        return self.tidy(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)  # type: ignore[misc]
        return self.tidy(value) if isinstance(value, str) else value

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        value = super().pre_save(instance, add)  # type: ignore[misc]
        if isinstance(value, str):
            value = self.tidy(value)
            setattr(instance, self.attname, value)  # type: ignore[attr-defined]
        return value


class LineField(_Tidied, models.CharField):
    """One line of text."""

    tidy = staticmethod(single_line)


class ProseField(_Tidied, models.TextField):
    """Plain text of any number of lines."""


class SlugField(_Tidied, models.SlugField):
    """Words of an address, in Latin letters."""

    tidy = staticmethod(single_line)


class WebAddressValidator(URLValidator):
    """Accept web addresses that Django's validator and `is_web_address` both accept.

    Django's allows a user name and a backslash, which browsers read as another host.
    """

    schemes = ["http", "https"]

    def __call__(self, value: Any) -> None:
        if not (isinstance(value, str) and is_web_address(value)):
            raise ValidationError(self.message, code=self.code, params={"value": value})
        super().__call__(value)


class WebAddressField(_Tidied, models.URLField):
    """The address of a page elsewhere; what may stand in it is checked by validation."""

    default_validators = [WebAddressValidator()]
    tidy = staticmethod(single_line)


class PathField(_Tidied, models.CharField):
    """A path of this site, kept as it reads: the percent-encoding in which browsers copy Hindi addresses is undone."""

    tidy = staticmethod(_as_it_reads)


class BodyField(_Tidied, ProseEditorField):
    """A story's HTML, edited in the body editor. Whatever way it comes in, what is stored is clean."""

    tidy = staticmethod(clean)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("extensions", dict(EXTENSIONS))
        kwargs.setdefault("sanitize", clean)
        super().__init__(*args, **kwargs)
