"""The only room that changes a story's life. One function per verb; see `verbs`."""

from __future__ import annotations

from .changes import BylineLine, Changes, Quote
from .errors import NotAllowed, NotReady, Refused, StaleVersion, WrongStep
from .site_settings import save_ad_slot, save_site
from .transitions import (
    approve,
    check_version,
    correct,
    expire,
    publish,
    restore,
    save_draft,
    schedule,
    send_back,
    submit,
    trash,
    unschedule,
    update,
    withdraw,
)
from .workflow import allowed, may_edit, state_name

__all__ = [
    "BylineLine",
    "Changes",
    "NotAllowed",
    "NotReady",
    "Quote",
    "Refused",
    "StaleVersion",
    "WrongStep",
    "allowed",
    "approve",
    "check_version",
    "correct",
    "expire",
    "may_edit",
    "publish",
    "restore",
    "save_ad_slot",
    "save_draft",
    "save_site",
    "schedule",
    "send_back",
    "state_name",
    "submit",
    "trash",
    "unschedule",
    "update",
    "withdraw",
]
