"""The site settings that editors change: name, look, contact and menus."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.text import safe_link

from .colour import ColourField
from .fields import LineField, ProseField

_SITE_ID = 1


class SiteQuerySet(models.QuerySet["Site"]):
    def display_name(self) -> str:
        """Return the site's name, or that of the settings. One query."""
        return self.values_list("name", flat=True).first() or settings.SITE_NAME


class Site(models.Model):
    """The only row of its table. An empty name or tagline falls back to SITE_NAME or SITE_DESCRIPTION."""

    name = LineField(
        _("name"), max_length=80, blank=True, help_text=_("On every page, in feeds and where it is shared.")
    )
    tagline = LineField(_("tagline"), max_length=160, blank=True, help_text=_("One line on what the site is."))
    logo = models.FileField(
        _("logo"), upload_to="site/", blank=True,
        help_text=_("Stands in place of the name. Best with nothing behind it, at least 128 pixels high."),
    )  # fmt: skip
    logo_dark = models.FileField(
        _("logo for the dark design"), upload_to="site/", blank=True,
        help_text=_("Where the first one cannot be seen on a dark ground."),
    )  # fmt: skip
    logo_width = models.PositiveSmallIntegerField(editable=False, default=0)
    logo_height = models.PositiveSmallIntegerField(editable=False, default=0)
    icon = models.FileField(
        _("icon"),
        upload_to="site/",
        blank=True,
        help_text=_("Square; for tabs of browsers and home screens of phones."),
    )
    accent = ColourField(
        _("accent colour"), blank=True,
        help_text=_("For example #9b1c1f. Where it could not be read, readers get a darker or lighter form of it."),
    )  # fmt: skip
    email = LineField(_("email"), max_length=254, blank=True, validators=[EmailValidator()])
    phone = LineField(_("telephone"), max_length=40, blank=True)
    postal_address = ProseField(_("postal address"), blank=True)
    links = ProseField(
        _("social networks"), blank=True, help_text=_("The addresses of the paper's own accounts, one a line.")
    )
    version = models.PositiveIntegerField(editable=False, default=0)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("site")
        constraints = [models.CheckConstraint(condition=Q(pk=_SITE_ID), name="site_is_one_row")]

    def __str__(self) -> str:
        return self.name or str(settings.SITE_NAME)

    @classmethod
    def load(cls) -> Site:
        """Return the row, created if it does not exist. One query, more the first time."""
        return cls.objects.get_or_create(pk=_SITE_ID)[0]


class Menu(models.TextChoices):
    MASTHEAD = "masthead", _("Top of the page")
    FOOTER = "footer", _("Foot of the page")


class MenuItem(models.Model):
    """One line of a menu: a section, an editable page or an address.

    An empty menu falls back to the top sections (masthead) or the public pages (footer).
    """

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="menu_items", default=_SITE_ID, editable=False
    )
    menu = models.CharField(_("menu"), max_length=10, choices=Menu.choices, default=Menu.MASTHEAD)
    section = models.ForeignKey(
        "articles.Section", verbose_name=_("section"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    page = models.ForeignKey(
        "articles.Page", verbose_name=_("page"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    address = LineField(
        _("other address"), max_length=300, blank=True, help_text=_("https://… or, on this site, /archive/")
    )
    label = LineField(_("name"), max_length=60, blank=True, help_text=_("Empty: as the section or page is called."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("menu item")
        verbose_name_plural = _("menu items")
        ordering = ["menu", "order", "pk"]

    def __str__(self) -> str:
        return self.label or str(self.section or self.page or self.address)

    def clean(self) -> None:
        """Raise ValidationError unless the item has exactly one safe target, and a label if that is an address."""
        if sum(map(bool, (self.section_id, self.page_id, self.address))) != 1:
            raise ValidationError(_("Choose one: a section, a page or an address."))
        if self.address and not self.label:
            raise ValidationError({"label": _("Say what the link is called.")})
        if self.address and not safe_link(self.address, site_paths=True):
            raise ValidationError({"address": _("Begin with https:// or, for a page of this site, with /.")})
