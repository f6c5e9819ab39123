"""Accounts in the admin. Others than superusers can assign the newsroom's groups, but no other permission.

Forms of accounts and groups open only for those who have shown within fifteen minutes who they are.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from articles.authentication import AccountNameField, second_factor, sessions
from articles.desk import ConfirmedMixin, confirmed
from articles.models import User
from articles.publishing import audit_log
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


class NewAccountForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("username",)
        field_classes = {"username": AccountNameField}


class AccountForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        field_classes = {"username": AccountNameField}


@admin.register(User)
class AccountAdmin(ConfirmedMixin, DeskAdmin, UserAdmin):
    form = AccountForm
    add_form = NewAccountForm
    change_form_template = "admin/articles/account_form.html"
    list_display = ["username", "full_name", "email", "is_active", "has_second_factor", "last_login"]
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

    def get_urls(self) -> list[Any]:
        reset = path(
            "<path:object_id>/second-factor/", self.admin_site.admin_view(self.reset_factor), name="reset_factor"
        )
        return [reset, *super().get_urls()]

    @method_decorator(confirmed)
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        """Set somebody's password, which ends their sessions."""
        user = self._changeable(request, id)
        before = user.password
        with transaction.atomic():
            response = super().user_change_password(request, id, form_url)
            user.refresh_from_db(fields=["password"])
            if user.password != before:
                self._log_new_password(request, user)
        return response

    def _log_new_password(self, request: HttpRequest, user: User) -> None:
        by: Any = request.user
        audit_log.record(by, "new password" if by == user else "set password", user)
        keep = ""
        if by == user:
            sessions.touch(request)  # The session has a new key.
            keep = request.session.session_key or ""
        sessions.end_all(user, by=by, keep=keep)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]
        """Leave a password that is set for somebody to the entry that says so."""
        if request.resolver_match and request.resolver_match.url_name != "auth_user_password_change":
            super().log_change(request, obj, message)

    @method_decorator(confirmed)
    def reset_factor(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take away the second factor of somebody who has lost it, and end their sessions."""
        user = self._changeable(request, object_id)
        by: Any = request.user
        back = HttpResponseRedirect(self._url("change", user.pk))
        if not user.has_second_factor or user == by:
            return back
        if request.method == "POST":
            with transaction.atomic():
                second_factor.reset(user, by=by)
                sessions.end_all(user, by=by)
            messages.success(request, _("%(name)s has no second factor any more.") % {"name": user.name})
            return back
        title = _("Reset second factor")
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "account": user}
        return TemplateResponse(request, "admin/articles/reset_factor.html", context)

    def _changeable(self, request: HttpRequest, object_id: str) -> User:
        user = self.get_object(request, unquote(object_id))
        if user is None or not self.has_change_permission(request, user):
            raise PermissionDenied
        return user

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Return False: accounts are made inactive instead, because the audit log and revisions refer to them."""
        return False


def _has_other_permissions(user: User) -> bool:
    return user.is_superuser or user.user_permissions.exists() or user.groups.exclude(name__in=GROUPS).exists()


@admin.register(Group)
class DeskGroupAdmin(ConfirmedMixin, DeskAdmin, GroupAdmin):
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
