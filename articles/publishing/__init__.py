"""The only package that changes an article's state: one function for each transition, see `transitions`."""

from __future__ import annotations

from .changes import BylineLine, Changes, Quote
from .errors import NotAllowed, NotReady, Refused, StaleVersion, WrongState
from .outlook import outlook
from .questions import Question, Unconfirmed, apply_confirmed, question_about_several
from .rules import may_edit
from .site_settings import save_ad_slot, save_site
from .transitions import (
    amend,
    apply,
    approve,
    check_version,
    correct,
    expire,
    make_first_files,
    publish,
    restore,
    retract,
    save_draft,
    schedule,
    send_back,
    submit,
    trash,
    unschedule,
    update,
    withdraw,
)
from .workflow import allowed
