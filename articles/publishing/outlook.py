"""What readers see of a story now, and when that will change, in words."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article, State


def outlook(article: Article) -> str:
    """Return one or two sentences for the desk, in the active language."""
    times = {"start": display_time(article.publish_at), "end": display_time(article.expire_at)}
    match article.state():
        case State.SCHEDULED:
            text = _("Readers will see it from %(start)s to %(end)s.") if times["end"] else ""
            return (text or _("Readers will see it on %(start)s.")) % times
        case State.PUBLISHED:
            return _("Readers see it until %(end)s.") % times if times["end"] else _("Readers see it now.")
        case State.EXPIRED:
            return _("Readers no longer see it: it ended on %(end)s.") % times
        case State.WITHDRAWN:
            return f"{_('It is not public: its address says that it is gone.')} {_plan(article)}".strip()
        case State.TRASH:
            return _("Nobody sees it there.")
    return f"{_('It is not public.')} {_plan(article)}".strip()


def _plan(article: Article) -> str:
    if not article.schedule_at:
        return ""
    message = _("%(time)s is only planned: readers see it then once you schedule it.")
    return message % {"time": display_time(article.schedule_at)}


def display_time(at: dt.datetime | None) -> str:
    """Return a time as the desk reads it, by the newsroom's clock; "" for none."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""
