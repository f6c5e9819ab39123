"""Where old addresses lead."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import LineField, PathField


def check_path(path: str) -> None:
    if not path.startswith("/") or path.startswith("//") or "\\" in path or any(ord(char) < 32 for char in path):
        raise ValidationError(_("Write the path of the address, beginning with one “/”."), code="path")


class Redirect(models.Model):
    """An address of this or an older site that is no more. An empty new path means: gone for good."""

    old_path = PathField(_("old path"), max_length=500, unique=True, validators=[check_path])
    new_path = LineField(
        _("new path"), max_length=500, blank=True, validators=[check_path],
        help_text=_("Empty: readers are told that it is gone."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path or '410'}"

    def clean(self) -> None:
        if self.old_path and self.old_path == self.new_path:
            raise ValidationError({"new_path": _("An address cannot lead to itself.")})
        seen, path = {self.old_path}, self.new_path
        while further := Redirect.objects.exclude(pk=self.pk).filter(old_path=path).first():
            if further.new_path in seen:
                raise ValidationError({"new_path": _("These redirects would lead in a circle.")})
            seen.add(path)
            path = further.new_path
