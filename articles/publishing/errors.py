"""Why a verb was refused. Nothing has changed when one of these is raised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _


class NotAllowed(PermissionDenied):
    """This person may not do this to this story. Django answers it with 403."""


class Refused(Exception):
    """The act cannot be done as asked; `problems` holds messages by field name, "" for the story as a whole."""

    def __init__(self, errors: Mapping[str, Any]) -> None:
        self.errors = dict(errors)
        super().__init__(" ".join(str(message) for message in self.errors.values()))


class NotReady(Refused):
    """Something is missing before readers may see the story."""


class WrongState(Refused):
    """The transition does not start from the article's present state."""


class StaleVersion(Refused):
    """Somebody saved the story after this save's author had opened it."""

    def __init__(self, by: str, at: dt.datetime | None, when: str) -> None:
        self.by, self.at = by, at
        message = _(
            "%(by)s saved this story at %(when)s, after you had opened it. Nothing of yours is lost: it all stands in "
            "the form below. Compare the two, and take over what should stay."
        ) % {"by": by, "when": when}
        super().__init__({"": message})
