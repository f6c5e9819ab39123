"""One POST of a form at the desk: what is sent twice is done once, and a script is answered with JSON.

Each form that is shown has a token of its own. `Submission` keeps the token of a save that succeeded: the same token
with the same content is answered as the first time; with other content it is a further save of what the first made.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import secrets
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from django.contrib.messages import get_messages
from django.contrib.messages.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from articles.models import Submission, User

if TYPE_CHECKING:
    from .base import DeskAdmin

logger = logging.getLogger("newsroom.desk")

FORM_TOKEN = "form_token"  # noqa: S105 - the name of a field
_TOKEN = re.compile(r"[1-9][0-9]{0,17}\.[A-Za-z0-9_-]{22}")
_NOT_CONTENT = {"csrfmiddlewaretoken", FORM_TOKEN}
Submit = Callable[[str | None], HttpResponse]


def new_token(user: Any) -> str:
    """Return a token for one form. It names the account that the form was shown to."""
    return f"{user.pk}.{secrets.token_urlsafe(16)}"


def form_token(request: HttpRequest) -> str:
    """Return the token of the form that was sent, so that a refused form keeps its own, or of the unsaved form that is
    opened again (?form_token=); or else a new one."""
    token = request.POST.get(FORM_TOKEN) or request.GET.get(FORM_TOKEN, "")
    is_own = _TOKEN.fullmatch(token) and token.partition(".")[0] == str(request.user.pk)
    return token if is_own else new_token(request.user)


def is_own_form(request: HttpRequest) -> bool:
    """Return whether the form was shown to the account that sends it, as far as the token tells."""
    token = request.POST.get(FORM_TOKEN, "")
    return not _TOKEN.fullmatch(token) or token.partition(".")[0] == str(request.user.pk)


def other_account() -> str:
    """Return what is said to an account that sends a form of another one."""
    return _("This form was opened by another account than the one that is signed in now. Nothing is saved.")


def mark_saved(request: HttpRequest, obj: Model, action: str, version: int | None = None) -> None:
    """Remember for this request what its form has saved, and the version that this save made."""
    request.desk_saved = obj  # type: ignore[attr-defined]
    request.desk_action = action  # type: ignore[attr-defined]
    request.desk_version = getattr(obj, "version", None) if version is None else version  # type: ignore[attr-defined]


def submit_once(desk: DeskAdmin, request: HttpRequest, object_id: str | None, submit: Submit) -> HttpResponse:
    """Answer a POST with `submit`, called with the id of the object to change, or None to add one.

    Of two simultaneous requests with one token the second waits until the first is done. If somebody deletes what was
    chosen in the form between its check and its commit, nothing is saved, and the form is checked again: it says so.
    """
    before = set(vars(request))
    try:
        return _submit_once(desk, request, object_id, submit)
    except IntegrityError:
        logger.info("a row was deleted while a form was saved", exc_info=True)
    _begin_anew(request, before)
    return _submit_once(desk, request, object_id, submit)


def _begin_anew(request: HttpRequest, before: set[str]) -> None:
    """Forget what a failed attempt has said and remembered, and rewind the files that it has read."""
    for name in set(vars(request)) - before:
        if name.startswith("desk_"):
            delattr(request, name)
    request._messages = default_storage(request)  # type: ignore[attr-defined]
    for file in cast(Iterable[UploadedFile], request.FILES.values()):
        file.seek(0)


@transaction.atomic
def _submit_once(desk: DeskAdmin, request: HttpRequest, object_id: str | None, submit: Submit) -> HttpResponse:
    if not (_TOKEN.fullmatch(request.POST.get(FORM_TOKEN, "")) and is_own_form(request)):
        return submit(object_id)
    submission, is_new = _claim(request)
    if not is_new and not _is_of(submission, desk, object_id):
        return submit(object_id)
    digest = _digest(request)
    if is_new:
        response = submit(object_id)
    elif submission.digest == digest:
        return desk.answer_again(request, submission)
    else:
        response = submit(_continue(request, submission))
    if (saved := getattr(request, "desk_saved", None)) is not None:
        _record(request, submission, saved, digest)
    elif is_new:
        submission.delete()
    return response


def _claim(request: HttpRequest) -> tuple[Submission, bool]:
    """Return the row of the form's token, locked until the transaction ends, and whether it is new."""
    rows = Submission.objects.select_for_update()
    return rows.get_or_create(token=request.POST[FORM_TOKEN], defaults={"by": cast(User, request.user)})


def _is_of(submission: Submission, desk: DeskAdmin, object_id: str | None) -> bool:
    """Return whether this form may continue what the submission began."""
    return submission.target_kind == desk.opts.model_name and object_id in (None, submission.target_id)


def _digest(request: HttpRequest) -> str:
    sent = sorted((name, values) for name, values in request.POST.lists() if name not in _NOT_CONTENT)
    files = []
    for name, file in cast(Iterable[tuple[str, UploadedFile]], request.FILES.items()):
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        file.seek(0)
        files.append((name, digest.hexdigest()))
    return hashlib.sha256(json.dumps([sent, sorted(files)]).encode()).hexdigest()


def _continue(request: HttpRequest, submission: Submission) -> str:
    """Return the id of what the form saved before; this save goes on top of the version that it made."""
    if submission.version is not None and "began_from" in request.POST:
        data = request.POST.copy()
        data["began_from"] = str(submission.version)
        request.POST = data  # type: ignore[assignment]
    return submission.target_id


def _record(request: HttpRequest, submission: Submission, saved: Model, digest: str) -> None:
    submission.action = request.desk_action  # type: ignore[attr-defined]
    submission.target_kind = saved._meta.model_name or ""
    submission.target_id = str(saved.pk)
    submission.version = request.desk_version  # type: ignore[attr-defined]
    submission.digest = digest
    submission.at = timezone.now()
    submission.save()


def for_script(request: HttpRequest, response: HttpResponse, change_url: str) -> HttpResponse:
    """Return the response as a script needs it: JSON once something is saved, status 422 for a form with errors."""
    saved = getattr(request, "desk_saved", None)
    if isinstance(response, HttpResponseRedirect) and saved is not None:
        answer = JsonResponse(_saved_data(request, saved, response.url, change_url))
        answer.cookies = response.cookies
        return answer
    if saved is None and response.status_code == 200:
        response.status_code = 422
    return response


def _saved_data(request: HttpRequest, saved: Model, url: str, change_url: str) -> dict[str, Any]:
    """`url` is where a browser would be led."""
    return {
        "saved": True,
        "url": url,
        "change_url": change_url,
        "kind": saved._meta.model_name,
        "id": str(saved.pk),
        "action": request.desk_action,  # type: ignore[attr-defined]
        "version": request.desk_version,  # type: ignore[attr-defined]
        "at": date_format(timezone.localtime(), "TIME_FORMAT"),
        "message": " ".join(strip_tags(text) for text in _messages(request)),
    }


def _messages(request: HttpRequest) -> list[str]:
    """Return the messages that wait to be shown, each once, and leave them for the page that is shown next."""
    stored: Any = get_messages(request)
    by_text = {str(message): message for message in stored}
    for message in by_text.values():
        stored.add(message.level, message.message, message.extra_tags)
    return list(by_text)
