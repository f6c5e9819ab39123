"""Redirects from old paths."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .fields import LineField, PathField
from .folded import Folded


def validate_path(path: str) -> None:
    """Raise ValidationError for anything but a path of this site. Spaces are allowed: paths are stored decoded."""
    if not path.startswith("/") or path.startswith("//") or "\\" in path or any(ord(char) < 32 for char in path):
        raise ValidationError(_("Write the path of the address, beginning with one “/”."), code="path")


class Redirect(Folded):
    """A path of this or an older site that no longer exists. Without a new path it answers 410."""

    folded_from = ("old_path", "new_path")

    old_path = PathField(_("old path"), max_length=500, unique=True, validators=[validate_path])
    new_path = LineField(
        _("new path"), max_length=500, blank=True, validators=[validate_path],
        help_text=_("Empty: readers are told that it is gone."),
    )  # fmt: skip

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path or '410'}"

    def clean(self) -> None:
        """Raise ValidationError for a redirect to itself and for a circle. One query for each step."""
        if self.old_path and self.old_path == self.new_path:
            raise ValidationError({"new_path": _("An address cannot lead to itself.")})
        seen, path = {self.old_path}, self.new_path
        while target := Redirect.objects.exclude(pk=self.pk).filter(old_path=path).first():
            if target.new_path in seen:
                raise ValidationError({"new_path": _("These redirects would lead in a circle.")})
            seen.add(path)
            path = target.new_path
