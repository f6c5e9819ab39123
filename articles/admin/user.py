"""Accounts in the admin. Others than superusers can assign the newsroom's groups, but no other permission."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import User
from articles.publishing.roles import GROUPS
from articles.text import list_key, typed_key

from .base import DeskAdmin
from .names import GroupsField, PermissionsField, group_name

admin.site.unregister(Group)
SELECT_FILTER = Script("admin/select-filter.js", type="module")


class GroupFilter(admin.RelatedFieldListFilter):
    """Filter by group, under the names of the desk's language."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        choices = super().field_choices(field, request, model_admin)
        return [(key, group_name(str(name))) for key, name in choices]


@admin.register(User)
class AccountAdmin(DeskAdmin, UserAdmin):
    list_display = ["username", "full_name", "email", "is_active", "last_login"]
    list_filter = ["is_active", ("groups", GroupFilter)]
    search_fields = ["folded__contains"]
    ordering = ["username"]
    filter_horizontal = ["groups", "user_permissions"]

    class Media:
        js = [SELECT_FILTER]

    _person = (None, {"fields": ("username", "password")})
    _about = (_("Person"), {"fields": ("first_name", "last_name", "email", "desk_language")})
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "usable_password", "password1", "password2")}),
    )

    @admin.display(description=_("name"), ordering="first_name")
    def full_name(self, user: User) -> str:
        return user.name

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        permissions = ["is_active", "is_staff", "groups"]
        if request.user.is_superuser:
            permissions += ["is_superuser", "user_permissions"]
        return (self._person, self._about, (_("Rights"), {"fields": permissions}))

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups" and not request.user.is_superuser:
            kwargs["queryset"] = Group.objects.filter(name__in=GROUPS)
        kwargs["form_class"] = GroupsField if db_field.name == "groups" else PermissionsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only superusers may change superusers and accounts with permissions beyond the newsroom's groups."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or request.user.is_superuser or not _has_other_permissions(obj)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        user = self.get_object(request, id)
        if user is None or not self.has_change_permission(request, user):
            raise PermissionDenied
        return super().user_change_password(request, id, form_url)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: accounts are made inactive instead, because the audit log and revisions refer to them."""
        return False


def _has_other_permissions(user: User) -> bool:
    return user.is_superuser or user.user_permissions.exists() or user.groups.exclude(name__in=GROUPS).exists()


@admin.register(Group)
class DeskGroupAdmin(DeskAdmin, GroupAdmin):
    list_display = ["shown_name"]

    class Media:
        js = [SELECT_FILTER]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Search by the names as they are stored and as they are shown. There are few groups."""
        words = typed_key(search_term).split()
        named = ((group.pk, list_key(f"{group.name} {group_name(group.name)}")) for group in queryset)
        return queryset.filter(pk__in=[pk for pk, name in named if all(word in name for word in words)]), False

    @admin.display(description=_("name"), ordering="name")
    def shown_name(self, group: Group) -> str:
        return group_name(group.name)

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        kwargs["form_class"] = PermissionsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    has_add_permission = has_delete_permission = has_change_permission
