"""Who may sign in at the desk.

What identifies an account, its user name and its e-mail address, is validated when it is set and compared as given:
no lookup tidies it. See docs/decisions/0034-throttled-sign-in.md.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from articles.text import is_account_name, lookalike_key

from .fields import LineField
from .folded import Folded


def validate_account_name(name: str) -> None:
    if not is_account_name(name):
        raise ValidationError(
            _("Use Latin letters without accents or Hindi letters, not both; beside them digits and @ . + - _ only."),
            code="invalid",
        )


def validate_plain_email(address: str) -> None:
    """Refuse letters outside ASCII: a domain that has some is written in its xn-- form."""
    if not address.isascii():
        raise ValidationError(_("Use plain Latin letters; write other domains in their xn-- form."), code="invalid")


class NameKeyField(models.CharField):
    """What names that look alike have in common, written whenever the row is."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = lookalike_key(model_instance.username)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key


class AccountManager(UserManager["User"]):
    def _create_user_object(self, *args: Any, **fields: Any) -> User:
        """Return the new account. Raise ValidationError if its name or address cannot be used."""
        user = super()._create_user_object(*args, **fields)  # type: ignore[misc]
        user.full_clean(exclude=["password"])
        return user


class User(Folded, AbstractUser):
    """An account. A person whose name stands over stories is an `Author`, with or without an account."""

    folded_from = ("username", "first_name", "last_name", "email")

    username = models.CharField(
        _("username"), max_length=150, unique=True, validators=[validate_account_name],
        error_messages={"unique": _("A user with that username already exists.")},
        help_text=_("At most 150 letters and digits: Latin or Hindi, and @ . + - _"),
    )  # fmt: skip
    name_key = NameKeyField(max_length=320, unique=True, editable=False)
    email = models.EmailField(_("email address"), blank=True, validators=[validate_plain_email])
    first_name = LineField(_("first name"), max_length=150, blank=True)
    last_name = LineField(_("last name"), max_length=150, blank=True)
    desk_language = models.CharField(
        _("language of the desk"),
        max_length=5,
        blank=True,
        choices=settings.LANGUAGES,
        help_text=_("Empty: the language of the site."),
    )

    # Kept beside the rows of second factors, so that a request of the desk needs no query for it.
    has_second_factor = models.BooleanField(_("second factor"), default=False, editable=False)

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="email_of_one_account", condition=~models.Q(email=""),
                violation_error_message=_("Another account has this address."),
            )
        ]  # fmt: skip

    @classmethod
    def normalize_username(cls, username: Any) -> Any:
        """Return the name as it was given. Django would bring it into NFKC: another name."""
        return username

    def clean(self) -> None:
        """Refuse a name that looks like that of another account."""
        super().clean()
        others = User.objects.filter(name_key=lookalike_key(self.username)).exclude(pk=self.pk)
        if (other := others.values_list("username", flat=True).first()) not in (None, self.username):
            message = _("This name looks like “%(name)s”, which another account has.")
            raise ValidationError({"username": ValidationError(message, code="lookalike", params={"name": other})})

    @property
    def name(self) -> str:
        return self.get_full_name() or self.get_username()
