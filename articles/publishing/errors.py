"""Why a change was refused. When one of these is raised, nothing has changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


class NotAllowed(PermissionDenied):
    """This person may not do this to this article. Django answers with 403."""


class Refused(Exception):
    """The change is not valid; `errors` holds messages by field name, "" for the article as a whole."""

    def __init__(self, errors: Mapping[str, Any]) -> None:
        self.errors = dict(errors)
        super().__init__(" ".join(str(message) for message in self.errors.values()))


class NotReady(Refused):
    """Something is missing that readers need."""


class WrongState(Refused):
    """The transition does not start from the article's present state."""


class StaleVersion(Refused):
    """Somebody has saved the article since the caller read it; `seen_message` says so where nothing was typed."""

    def __init__(self, by: str, at: dt.datetime | None, when: str) -> None:
        self.by, self.at = by, at
        self.seen_message = _("%(by)s changed this story at %(when)s, after you had seen it. Look at it again.") % {
            "by": by,
            "when": when,
        }
        message = _(
            "%(by)s saved this story at %(when)s, after you had opened it. Nothing of yours is lost: it all stands in "
            "the form below. Compare the two, and take over what should stay."
        ) % {"by": by, "when": when}
        super().__init__({"": message})
