"""Model fields that keep text clean: NFC, no control characters, body HTML within the allow-list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from articles.body import CLEANED_WITH, EXTENSIONS, LIMITS, Limit, TooMuch, check_size, clean
from articles.text import is_web_address, normalise, single_line


def _decoded(path: str) -> str:
    return normalise(unquote(path))


class _Tidy:
    """Apply `tidy` to every value on its way to the database, also in lookups and bulk updates, and to the instance."""

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


class LineField(_Tidy, models.CharField):
    """One line of text."""

    tidy = staticmethod(single_line)


class ProseField(_Tidy, models.TextField):
    """Plain text of any number of lines."""


class SlugField(_Tidy, models.SlugField):
    """A slug in Latin letters."""

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


class WebAddressField(_Tidy, models.URLField):
    """An absolute http or https address."""

    default_validators = [WebAddressValidator()]
    tidy = staticmethod(single_line)


class PathField(_Tidy, models.CharField):
    """A path of this site, stored decoded: browsers copy Hindi addresses percent-encoded."""

    tidy = staticmethod(_decoded)


# What a person reads who has typed, pasted or imported more than a text may hold.
SIZE_MESSAGES: dict[Limit, Promise] = {
    "length": _(
        "The text is too long: %(found)d characters with its formatting, at most %(most)d are possible. Nothing was "
        "saved and nothing is lost: divide it into two."
    ),
    "depth": _(
        "The text has lists, tables or boxes within each other, more than %(most)d deep. Nothing was saved and "
        "nothing is lost: take the formatting out of the part that was pasted."
    ),
    "elements": _(
        "The text has too many paragraphs, entries and cells: at most %(most)d are possible. Nothing was saved and "
        "nothing is lost: divide it into two."
    ),
    "parts": _(
        "The text has too many pictures, posts, files and links to stories: %(found)d, at most %(most)d are possible. "
        "Nothing was saved and nothing is lost: divide it into two."
    ),
}


def size_message(error: TooMuch) -> str:
    return str(SIZE_MESSAGES[error.limit] % {"found": error.found, "most": LIMITS[error.limit]})


def validate_size(html: str) -> None:
    """Raise ValidationError if the HTML exceeds a limit. Takes linear time, and so comes before anything else."""
    try:
        check_size(html)
    except TooMuch as error:
        raise ValidationError(size_message(error), code="too_much") from None


class BodyField(_Tidy, ProseEditorField):
    """A story's HTML, edited in the body editor and always sanitised before it is stored."""

    tidy = staticmethod(clean)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("extensions", dict(EXTENSIONS))
        kwargs.setdefault("sanitize", clean)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except TooMuch as error:
            raise ValidationError(size_message(error), code="too_much") from None

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        """Note with what it was cleaned, in a column that stands behind this one."""
        value = super().pre_save(instance, add)
        instance.cleaned_with = CLEANED_WITH  # type: ignore[attr-defined]
        return value

    def formfield(self, **kwargs: Any) -> Any:
        field = super().formfield(**kwargs)
        field.validators.insert(0, validate_size)
        return field


class CleanedWithField(models.PositiveSmallIntegerField):
    """With which version of the sanitiser the row's body was cleaned when it was saved; 0 if nobody knows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": 0, "editable": False, **kwargs})
