"""The app, and the desk: Django's admin with a site of our own."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Newsroom")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Here and not at the top: models cannot be imported before the apps are ready.
        from articles.authentication.checks import second_factor_groups  # noqa: PLC0415
        from articles.models import append_only  # noqa: PLC0415
        from articles.publishing import roles  # noqa: PLC0415

        checks.register(second_factor_groups, checks.Tags.database)
        pre_migrate.connect(append_only.drop_triggers, sender=self)
        post_migrate.connect(append_only.create_triggers, sender=self)
        pre_migrate.connect(roles.remember_permissions, sender=self)
        post_migrate.connect(roles.sync_groups, sender=self)


class DeskConfig(AdminConfig):
    default_site = "articles.desk.Desk"
