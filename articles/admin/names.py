"""What groups, permissions and background tasks are called on screens, in the language of the desk."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .chosen import ChosenSeveralField

_GROUPS = {"reporter": _("Reporters"), "editor": _("Editors"), "chief": _("Chief editors")}
_ACTIONS = {"add": _("add"), "change": _("change"), "delete": _("delete"), "view": _("view")}
_TASKS = {
    "posts.capture": _("fetch a quoted post"),
    "posts.check": _("see whether a quoted post still stands"),
    "posts.watch": _("choose quoted posts to look at again"),
    "search.index": _("enter stories in the search"),
    "search.index_named": _("enter the stories of a tag, author or section in the search"),
    "search.catch_up": _("enter what the search does not have yet"),
    "pictures.make_renditions": _("make the smaller files of a picture"),
    "pending.delete": _("delete pictures and posts that no story has used"),
    "accounts.send_link": _("send a link for a new password"),
    "tasks.maintenance": _("clear away what is old"),
}


def group_name(name: str) -> str:
    """Return the name of one of the newsroom's groups; other groups are called as they were named."""
    return str(_GROUPS.get(name, name))


def permission_name(permission: Permission) -> str:
    """Return what the permission allows. One query unless its content type is cached."""
    model = permission.content_type.model_class()
    if model is None:
        return permission.name
    own = dict(model._meta.permissions).get(permission.codename)
    action = _ACTIONS.get(permission.codename.removesuffix(f"_{model._meta.model_name}"))
    return f"{capfirst(model._meta.verbose_name_plural)}: {own or action or permission.name}"


def task_name(name: str) -> str:
    """Return what a background task does, or its stored name."""
    return str(_TASKS.get(name, name))


class GroupsField(ChosenSeveralField):
    def label_from_instance(self, obj: Group) -> str:
        return group_name(obj.name)


class PermissionsField(ChosenSeveralField):
    def label_from_instance(self, obj: Permission) -> str:
        return permission_name(obj)
