"""Three people at the forms of the same stories, in any order: what they do, and what must hold after each step.

A step is plain data, so that a sequence that breaks an invariant can be shortened and printed.
"""

from __future__ import annotations

import ast
import copy
import datetime as dt
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import SimpleCookie
from django.test import Client
from django.utils import timezone
from lxml import html

from articles import publishing
from articles.admin.saving import new_token
from articles.models import Article, Autosave, Correction, Revision, State, User
from articles.publishing.workflow import TRANSITIONS, Place
from articles.text import normalise
from tests import cast, factories
from tests.admin.forms import ADD, change, errors

PEOPLE = {"ravi": cast.ravi, "meera": cast.meera, "kavita": cast.kavita}
# Whose text readers may see without anybody else having looked at it.
PUBLISHERS = {"meera", "kavita"}
BUTTONS = ["_continue", *(one.button_name for one in TRANSITIONS.values() if one.button != Place.NOWHERE)]
BARE = [one.name.value for one in TRANSITIONS.values() if one.bare]
# Fields that take words.
FIELDS = ["headline", "standfirst", "body", "note", "correction"]
# Buttons after which a question is asked, at times; the answer comes with the reason.
ASKED = {"_withdraw", "_trash", "_publish"}
# How often each act comes.
ACTS = {
    "open": 3, "type": 6, "press": 8, "press and go back": 3, "again": 2, "new": 1, "bare": 2, "keep": 2, "later": 1,
}  # fmt: skip
# Acts that change no row. What they show is checked with the next act.
READS = {"open", "new", "type"}
TEXTS = ("headline", "standfirst", "body")
# The state in which each transition leaves a story, and those after which readers may see it.
AFTER = {
    "submit": State.IN_REVIEW, "approve": State.APPROVED, "send_back": State.DRAFT, "publish": State.PUBLISHED,
    "schedule": State.SCHEDULED, "unschedule": State.APPROVED, "withdraw": State.WITHDRAWN, "trash": State.TRASH,
}  # fmt: skip
LEADS_TO_READERS = {"publish", "schedule", "update", "correct"}
STORIES = 3
LIST = ADD.removesuffix("add/")
# Read more quickly than what the test client sends by itself.
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Step:
    """`who` does `act` to the story of that number, counted from the oldest.

    Acts: "open" a story's form, "new" opens an empty one, "type" a word into the field `at`, "press" a button and see
    the new page, "press and go back" to the page as it was, "again" sends the last request once more, "bare" presses a
    button without a form, "keep" is the autosave of an open form, "later" lets an hour pass. `button` is a number:
    below 80 it is one of those that the page shows, otherwise any.
    """

    who: str
    act: str
    story: int = 0
    at: str = "headline"
    button: int = 0


def sequence(seed: int) -> list[Step]:
    """Return the steps of this seed, always the same."""
    chosen = random.Random(seed)
    return [
        Step(
            chosen.choice(list(PEOPLE)),
            chosen.choices(list(ACTS), list(ACTS.values()))[0],
            chosen.randrange(STORIES),
            chosen.choice([*FIELDS, "schedule_at"]),
            chosen.randrange(100),
        )
        for _ in range(chosen.randint(6, 18))
    ]


def shortened(steps: list[Step], fails: Callable[[list[Step]], bool]) -> list[Step]:
    """Leave out steps, one at a time, as long as what is left still fails."""
    for place in range(len(steps) - 1, -1, -1):
        shorter = steps[:place] + steps[place + 1 :]
        if fails(shorter):
            steps = shorter
    return steps


@dataclass
class Form:
    """A form as it stands in somebody's browser."""

    url: str
    data: dict[str, Any]
    buttons: list[str]


@dataclass
class Person:
    name: str
    user: User
    client: Client
    form: Form | None = None
    last: tuple[Form, dict[str, Any], dict[str, Any] | None] | None = None
    saved: list[dict[str, Any]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


class Newsroom:
    """What stands before the first step, made once for many sequences: the people, signed in, and one draft.

    The forms that they then open are read once, too.
    """

    def __init__(self) -> None:
        self.draft = factories.draft(by=cast.ravi())
        self.clients = {name: self._client(person()) for name, person in PEOPLE.items()}
        self.cookies = {name: client.cookies for name, client in self.clients.items()}
        self.forms: dict[tuple[str, str], Form] = {}

    @staticmethod
    def _client(user: User) -> Client:
        client = Client(headers={"Accept": "application/json"}, raise_request_exception=True)
        client.force_login(user)
        return client

    def person(self, name: str) -> Person:
        """Return the person as at the beginning."""
        client = self.clients[name]
        client.cookies = SimpleCookie(self.cookies[name].output(header="", sep=";"))
        return Person(name, PEOPLE[name](), client)

    def first_form(self, person: Person, url: str) -> Form | None:
        """Return a form as at the beginning, with a token of its own, if it has been read before."""
        if (form := self.forms.get((person.name, url))) is None:
            return None
        return Form(url, {**form.data, "form_token": new_token(person.user)}, form.buttons)


class Desk:
    """The people, their open forms, and all that they typed. With `reads_once` a form that is the same as in an earlier
    sequence is not asked for again."""

    def __init__(self, clock: Any, newsroom: Newsroom, *, reads_once: bool) -> None:
        self.clock = clock
        self.newsroom = newsroom
        self.reads_once = reads_once
        self.people = {name: newsroom.person(name) for name in PEOPLE}
        self.words = (f"शब्द{number}क" for number in itertools.count(1000))
        self.revisions: dict[tuple[int, int], tuple[Any, ...]] = {}

    def take(self, steps: list[Step]) -> None:
        """Do the steps, and check everything that must hold after each that may have changed something."""
        for number, step in enumerate(steps):
            person = self.people[step.who]
            self.is_last = all(later.who != step.who for later in steps[number + 1 :])
            getattr(self, f"_{step.act.replace(' ', '_')}")(person, step)
            if step.act not in READS:
                self._check_rows()
        self._check_rows()

    # -- what people do

    def _story(self, step: Step) -> Article | None:
        rows = list(Article.objects.order_by("pk"))
        return rows[step.story % len(rows)] if rows else None

    def _open(self, person: Person, step: Step) -> None:
        if article := self._story(step):
            self._show(person, change(article.pk), is_first=article == self.newsroom.draft and article.version == 1)

    def _new(self, person: Person, step: Step) -> None:
        self._show(person, ADD, is_first=True)
        if person.form:
            typed = {"section": self.newsroom.draft.section_id, "headline": next(self.words), "body": "<p>पाठ</p>"}
            person.form.data |= typed

    def _show(self, person: Person, url: str, *, is_first: bool) -> None:
        """Read the form; `is_first` if it is as at the beginning."""
        if is_first and self.reads_once and (form := self.newsroom.first_form(person, url)):
            person.form = form
            return
        text = person.client.get(url, headers={"Accept": "text/html"}).content.decode()
        person.seen |= words_in(text)
        forms = html.fromstring(text).xpath("//form[@id='article_form']")
        if not forms:
            return
        fields: dict[str, Any] = dict.fromkeys(forms[0].xpath(".//input[@type='text']/@name"), "")
        fields |= forms[0].form_values()
        buttons = forms[0].xpath(".//*[@type='submit' and starts-with(@name, '_')]/@name")
        person.form = Form(url, fields, [name for name in buttons if name in BUTTONS])
        if is_first:
            self.newsroom.forms[person.name, url] = copy.deepcopy(person.form)

    def _type(self, person: Person, step: Step) -> None:
        if person.form is None:
            self._open(person, step)
        if (form := person.form) is None:
            return
        self._fill(form, step.at)

    def _fill(self, form: Form, name: str) -> None:
        """Type into the field of this name, or the one that the button of this name needs, if the form has it."""
        name = {"_schedule": "schedule_at", "_correct": "correction", "_withdraw": "note"}.get(name, name)
        if name == "schedule_at" and "schedule_at_0" in form.data:
            at = timezone.localtime() + dt.timedelta(minutes=30)
            form.data |= {"schedule_at_0": at.strftime("%Y-%m-%d"), "schedule_at_1": at.strftime("%H:%M:%S")}
        elif name in FIELDS and name in form.data:
            old, word = str(form.data[name]), next(self.words)
            form.data[name] = f"{old}<p>{word}</p>" if name == "body" else f"{old} {word}".strip()

    def _press(self, person: Person, step: Step, *, stay: bool = False) -> None:
        if person.form is None:
            self._open(person, step)
        if (form := person.form) is None:
            return
        shown = (step.button < 80 and form.buttons) or BUTTONS
        button = shown[step.button % len(shown)]
        if step.at in FIELDS[:2]:  # Mostly a button is pressed with what it needs.
            self._fill(form, button)
        data = {**form.data, button: "1"}
        if button in ASKED and step.button % 3:
            # The answer begins with the note.
            reason = f"{form.data.get('note', '')} {next(self.words)}".strip()
            data |= {"confirmed": button.removeprefix("_"), "reason": reason}
        person.seen |= words_in(" ".join(map(str, data.values())))
        answer = self._send(person, form, data)
        person.last = (form, data, answer)
        if answer is not None and not stay:
            person.form = None
        if answer is not None and not stay and not self.is_last:
            self._open(person, Step(person.name, "open", self._number(int(answer["id"]))))

    def _press_and_go_back(self, person: Person, step: Step) -> None:
        self._press(person, step, stay=True)

    def _again(self, person: Person, step: Step) -> None:
        """Sending the same once more does nothing more."""
        if person.last is None:
            return
        form, data, first = person.last
        before = counts()
        answer = self._send(person, form, data)
        if first is not None:
            assert answer is not None, "what was saved once was refused when it was sent again"
            assert answer["id"] == first["id"]
            assert answer["version"] == first["version"]
            assert counts() == before, "what was sent twice was done twice"
        person.last = (form, data, first or answer)

    def _bare(self, person: Person, step: Step) -> None:
        article = self._story(step)
        if article is None:
            return
        shown = [name.value for name in publishing.allowed(article, person.user) if name in BARE]
        names = (step.button < 80 and shown) or BARE
        name = names[step.button % len(names)]
        seen, before = article.version - (step.button % 5 == 0), counts()
        data = {"act": name, "began_from": seen, "confirmed": name, "reason": next(self.words)}
        response = person.client.post(f"{LIST}{article.pk}/act/", urlencode(data), content_type=FORM)
        assert response.status_code < 500
        assert seen == article.version or counts() == before, "done to a version that was not seen"
        person.seen |= words_of(article)

    def _keep(self, person: Person, step: Step) -> None:
        """The text that is kept is the person's own, and nothing else changes."""
        if (form := person.form) is None:
            return
        before = counts()
        key = "article/" + (form.url.split("/")[-3] if form.url != ADD else f"add/{form.data['form_token']}")
        data = [[name, str(value)] for name, value in form.data.items()]
        sent = {"key": key, "user": person.user.pk, "version": None, "data": data}
        response = person.client.post(f"{LIST}autosave/", sent, content_type="application/json")
        assert response.status_code == 200, response.content.decode()
        kept = Autosave.objects.get(user=person.user, key=key)
        assert typed_in(form.data) <= words_in(str(kept.data)), "not kept"
        assert counts() == before, "keeping text has saved it"

    def _later(self, person: Person, step: Step) -> None:
        self.clock.shift(dt.timedelta(hours=1))

    @staticmethod
    def _number(pk: int) -> int:
        return list(Article.objects.order_by("pk").values_list("pk", flat=True)).index(pk)

    # -- what must hold

    def _send(self, person: Person, form: Form, data: dict[str, Any]) -> dict[str, Any] | None:
        """Return the server's answer if it saved what was sent; None if it refused and showed all of it again."""
        kept = kept_texts()
        response = person.client.post(form.url, urlencode(data), content_type=FORM)
        typed = typed_in(data)
        if response.headers["Content-Type"].startswith("application/json") and response.status_code == 200:
            answer: dict[str, Any] = response.json()
            self._check_saved(person, data, typed, answer)
            forms = {f"article/{answer['id']}", f"article/add/{data['form_token']}"}
            if data in person.saved:
                # What has been kept since the same was saved stays, unless it is that.
                forms = {key for key in forms if is_content_of(data, kept.get((person.user.pk, key), "[]"))}
            person.saved.append(data)
            others = {key: text for key, text in kept.items() if key[0] != person.user.pk or key[1] not in forms}
            assert kept_texts() == others, "a save drops the kept text of its own form, and no other"
            return answer
        assert kept_texts() == kept, "kept text was dropped although nothing was saved"
        assert 400 <= response.status_code < 500, response.status_code
        page = response.content.decode()
        assert typed <= words_in(page), f"not saved, and not shown again: {typed - words_in(page)}"
        assert errors(response).strip() or 'id="question-text"' in page, "refused without a word"
        return None

    def _check_saved(self, person: Person, data: dict[str, Any], typed: set[str], answer: dict[str, Any]) -> None:
        revision = Revision.objects.get(article_id=answer["id"], number=answer["version"])
        kept = words_in(f"{revision.data} {revision.note}")
        assert typed <= kept, f"said to be saved, and is not: {typed - kept}"
        assert revision.by == person.user
        at = time_in(data)
        if at and at > timezone.now() and data.get("confirmed") != "publish":
            times = [revision.data[name] for name in ("schedule_at", "publish_at")]
            assert at in [dt.datetime.fromisoformat(time) for time in times if time], "the time was thrown away"

    def _check_rows(self) -> None:
        live = set(Article.objects.published().values_list("pk", flat=True))
        for article in Article.objects.order_by("pk"):
            rows = list(
                article.revisions.order_by("number").values_list("number", "transition", "by_id", "note", "data")
            )
            self._check_revisions(article, rows)
            _number, transition, by_id, _note, newest = rows[-1]
            for name in (*TEXTS, "status"):
                assert newest[name] == getattr(article, name), "changed without a revision"
            if article.pk in live:
                by = next(person for person in self.people.values() if person.user.pk == by_id)
                assert transition in LEADS_TO_READERS, f"public after {transition}"
                assert by.name in PUBLISHERS, "published without the right"
                assert words_of(article) <= by.seen, "published unseen"

    def _check_revisions(self, article: Article, rows: list[tuple[Any, ...]]) -> None:
        assert [row[0] for row in rows] == list(range(1, article.version + 1)), "a revision is lost"
        words: set[str] = set()
        for row in rows:
            number, transition, _by, _note, data = row
            if (article.pk, number) not in self.revisions and number == article.version:
                state = article.state()
                assert state == AFTER.get(transition, state), f"{state} after {transition}"
            assert self.revisions.setdefault((article.pk, number), row) == row, "a revision was changed"
            # Nobody takes words out of a form: what is missing was overwritten by somebody who had not seen it.
            older, words = words, words_in(" ".join(data[name] for name in TEXTS))
            assert older <= words, f"overwritten: {older - words}"


def counts() -> tuple[int, ...]:
    return Article.objects.count(), Revision.objects.count(), Correction.objects.count()


def kept_texts() -> dict[tuple[int, str], str]:
    """Return the text that is kept for each person and form."""
    return {(row.user_id, row.key): str(row.data) for row in Autosave.objects.all()}


def is_content_of(data: dict[str, Any], kept: str) -> bool:
    """Return whether what is kept of a form is what was sent."""
    entries = ast.literal_eval(kept)
    return bool(entries) and all(
        normalise(str(data.get(name, ""))) == normalise(value) for name, value, *_more in entries
    )


def time_in(data: dict[str, Any]) -> dt.datetime | None:
    """Return the time of publication that stands in a form."""
    day, time = (str(data.get(f"schedule_at_{part}") or "") for part in (0, 1))
    if not (day and time):
        return None
    day = "-".join(reversed(day.split("/")))
    return timezone.make_aware(dt.datetime.fromisoformat(f"{day} {time}"))


def typed_in(data: dict[str, Any]) -> set[str]:
    """The words of these tests in the fields of a form."""
    return words_in(" ".join(str(data.get(name, "")) for name in [*FIELDS, "reason"]))


def words_in(text: str) -> set[str]:
    """The words of these tests that stand in a text."""
    return {part.split("क", 1)[0] for part in text.split("शब्द")[1:] if part[:4].isdigit()}


def words_of(article: Article) -> set[str]:
    corrections = " ".join(row.text for row in article.corrections.all())
    return words_in(f"{article.headline} {article.standfirst} {article.body} {corrections}")
