"""The default groups. A site may change them: an existing group only gains permissions that are new."""

from __future__ import annotations

from typing import Any

from django.apps import apps as django_apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connection

from articles.models import User

_REPORTER = """
    add_article change_article view_article view_author view_section view_tag view_image add_image change_image
    view_socialpost add_socialpost view_postsnapshot import_article view_page view_correction
    view_mediafile add_mediafile change_mediafile
""".split()
_EDITOR = """
    edit_any_article review_article publish_article withdraw_article correct_article trash_article
    change_socialpost change_tag add_tag add_spelling change_spelling view_spelling add_author change_author
    view_redirect view_revision
""".split()
_CHIEF = """
    delete_mediafile delete_tag delete_image delete_spelling delete_author add_section change_section delete_section
    add_page change_page delete_page view_site change_site view_adslot change_adslot
    add_menuitem change_menuitem delete_menuitem view_menuitem add_redirect change_redirect delete_redirect
    add_user change_user view_user view_group view_auditentry view_job change_job
""".split()

GROUPS = {
    "reporter": _REPORTER,
    "editor": _REPORTER + _EDITOR,
    "chief": _REPORTER + _EDITOR + _CHIEF,
}
IMPORTER = "text-import"
_APPS = ("articles", "auth")


def remember_permissions(sender: Any, **signal: Any) -> None:
    """Note before `migrate` which permissions exist, to tell afterwards new ones from ones that a site has removed."""
    exists = Permission._meta.db_table in connection.introspection.table_names()
    sender.permissions_before = set(_permissions()) if exists else set()


def sync_groups(sender: Any = None, **signal: Any) -> None:
    """Create the groups that are missing, and give the others the permissions that this `migrate` has added.

    Runs after each `migrate`.
    """
    existing = {group.name: group for group in Group.objects.filter(name__in=GROUPS)}
    before = vars(sender).pop("permissions_before", None) if sender else None
    wanted = {codename for codenames in GROUPS.values() for codename in codenames}
    if len(existing) == len(GROUPS) and (before is None or wanted <= before):
        return
    # Django creates permissions after `migrate` too, perhaps later than this runs.
    for app in _APPS:
        create_permissions(django_apps.get_app_config(app), verbosity=0, using=signal.get("using", "default"))
    permissions = _permissions()
    for name, codenames in sorted(GROUPS.items()):
        if name not in existing:
            group, _created = Group.objects.get_or_create(name=name)
            group.permissions.set(permissions[codename] for codename in codenames)
        elif before is not None:
            existing[name].permissions.add(*(permissions[codename] for codename in codenames if codename not in before))


def _permissions() -> dict[str, Permission]:
    return {
        permission.codename: permission for permission in Permission.objects.filter(content_type__app_label__in=_APPS)
    }


def system_user(name: str = IMPORTER) -> User:
    """Return the account under which the program itself acts in the log; create it if needed. It cannot sign in."""
    user = User.objects.filter(username=name).first()
    if user is None:
        user, created = User.objects.get_or_create(username=name, defaults={"is_staff": False})
        if created:
            user.set_unusable_password()
            user.save()
            sync_groups()
            user.groups.add(Group.objects.get(name="editor"))
    return user
