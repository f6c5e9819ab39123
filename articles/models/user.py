"""Who may sign in at the desk."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .fields import LineField
from .folded import Folded


class User(Folded, AbstractUser):
    """An account. A person whose name stands over stories is an `Author`, with or without an account."""

    folded_from = ("username", "first_name", "last_name", "email")

    username = LineField(
        _("username"), max_length=150, unique=True, validators=[UnicodeUsernameValidator()],
        error_messages={"unique": _("A user with that username already exists.")},
        help_text=_("Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only."),
    )  # fmt: skip
    first_name = LineField(_("first name"), max_length=150, blank=True)
    last_name = LineField(_("last name"), max_length=150, blank=True)
    desk_language = models.CharField(
        _("language of the desk"),
        max_length=5,
        blank=True,
        choices=settings.LANGUAGES,
        help_text=_("Empty: the language of the site."),
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]

    @property
    def name(self) -> str:
        return self.get_full_name() or self.get_username()
