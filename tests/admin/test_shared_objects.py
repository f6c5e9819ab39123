"""Who may change what several stories share, by every way that leads to it. docs/security.md has the same table."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import models
from django.test import Client

from articles.models import Image, Page, Redirect, Site, SocialPost, Spelling, User
from articles.publishing import merged_posts
from tests import cast, factories
from tests.admin.forms import forged, sent
from tests.files.made import media_file
from tests.ops.test_project_files import ROOT

pytestmark = pytest.mark.django_db

ROLES = ("reporter", "editor", "chief", "none")
ALL, PUBLISHERS, CHIEFS = {"reporter", "editor", "chief"}, {"editor", "chief"}, {"chief"}
Make = Callable[[User], models.Model]


def own(make: Callable[..., Any]) -> Make:
    return lambda user: make(uploaded_by=user)


def of_another(make: Callable[..., Any]) -> Make:
    return lambda user: make(uploaded_by=cast.seema())


def shown_image(user: User) -> models.Model:
    image = factories.image(uploaded_by=user)
    factories.story(lead_image=image)
    return image


def image_in_text(user: User) -> models.Model:
    image = factories.image(uploaded_by=user)
    factories.story(body=f'<p>क</p><figure data-image="{image.pk}"></figure>')
    return image


def shown_file(user: User) -> models.Model:
    file = media_file(uploaded_by=user)
    factories.story(body=f'<p>क</p><figure data-file="{file.pk}"><a href="x">x</a></figure>')
    return file


def a_spelling(user: User) -> models.Model:
    return Spelling.objects.create(word="क", spelling="ka")


def a_page(user: User) -> models.Model:
    return Page.objects.create(title="क", slug="about", body="<p>क</p>")


def a_redirect(user: User) -> models.Model:
    return Redirect.objects.create(old_path="/a", new_path="/b")


@dataclass(frozen=True)
class Row:
    """A shared object as docs/security.md calls it, and which roles may change and delete it."""

    name: str
    make: Make
    typed: dict[str, str]
    change: set[str]
    delete: set[str]


ROWS = [
    Row("a picture of one's own that readers have not seen", own(factories.image), {"alt": "x"}, ALL, CHIEFS),
    Row("a picture of one's own in a public story", shown_image, {"alt": "x"}, PUBLISHERS, set()),
    Row("a picture of one's own in the text of a public story", image_in_text, {"alt": "x"}, PUBLISHERS, set()),
    Row("a picture of somebody else", of_another(factories.image), {"alt": "x"}, PUBLISHERS, CHIEFS),
    Row("a file of one's own that readers have not seen", own(media_file), {"title": "x"}, ALL, CHIEFS),
    Row("a file of one's own in a public story", shown_file, {"title": "x"}, PUBLISHERS, set()),
    Row("a file of somebody else", of_another(media_file), {"title": "x"}, PUBLISHERS, CHIEFS),
    Row("an author's page", lambda user: cast.author_meera(), {"role": "x"}, PUBLISHERS, CHIEFS),
    Row("a tag", lambda user: factories.story(tags=["पुल"]).tags.get(), {"description": "x"}, PUBLISHERS, CHIEFS),
    Row("a social post", lambda user: factories.post(), {"policy": "text_only", "why": "x"}, PUBLISHERS, set()),
    Row("a spelling", a_spelling, {"spelling": "x"}, PUBLISHERS, CHIEFS),
    Row("a section", lambda user: cast.desh(), {"description": "x"}, CHIEFS, CHIEFS),
    Row("a page", a_page, {"title": "x"}, CHIEFS, CHIEFS),
    Row("a redirect", a_redirect, {"new_path": "/x"}, CHIEFS, CHIEFS),
    Row("the site settings", lambda user: Site.load(), {"tagline": "x"}, CHIEFS, set()),
]  # fmt: skip


def url(thing: models.Model, page: str) -> str:
    return f"/admin/articles/{thing._meta.model_name}/{thing.pk}/{page}/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def person(role: str) -> User:
    return factories.user(role, "" if role == "none" else role)


@pytest.mark.sampled(10)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_only_they_change_or_delete_it(row: Row, role: str) -> None:
    user = person(role)
    thing = row.make(user)
    # The form as the chief sees it: what a browser is shown does not decide what may be sent.
    form = f"{thing._meta.model_name}_form"
    data = forged(sent(signed_in(cast.kavita()), url(thing, "change"), form, **row.typed))
    before = stored(thing)
    answer = signed_in(user).post(url(thing, "change"), data)
    assert (answer.status_code == 302) is (role in row.change), answer.status_code
    assert (stored(thing) != before) is (role in row.change)
    signed_in(user).post(url(thing, "delete"), {"post": "yes"})
    assert type(thing)._base_manager.filter(pk=thing.pk).exists() is (role not in row.delete)


def stored(thing: models.Model) -> dict[str, Any]:
    return type(thing)._base_manager.values().get(pk=thing.pk)


def test_a_new_record_of_a_post_decides_nothing_about_one_that_readers_see() -> None:
    """A short link may turn out to be another name of it: then the stricter policy of the two holds."""
    shown = factories.post(url="https://x.com/PulVibhag/status/1861454974426722737", network_id="1861454974426722737")
    factories.story(body=factories.quoting(shown))
    image = factories.image(uploaded_by=cast.ravi())
    decided = {"url": "https://t.co/abc", "status": "gone", "policy": "withdrawn", "why": "x", "image": str(image.pk)}
    address = "/admin/articles/socialpost/add/"
    data = forged(sent(signed_in(cast.kavita()), address, "socialpost_form", **decided))
    before = stored(shown)
    assert signed_in(cast.ravi()).post(address, data).status_code == 302
    alias = SocialPost.objects.exclude(pk=shown.pk).get()
    alias.same_as = shown
    alias.save()
    merged_posts.merge(alias)
    assert stored(shown) == before


class TestTheOtherWaysToAPicture:
    """The editor's dialogs, and many alternative texts at once."""

    def by_dialog(self, client: Client, image: Image) -> None:
        body = json.dumps({"alt": "नई", "caption": "नया"})
        client.post(f"/admin/articles/image/{image.pk}/words/", body, content_type="application/json")

    def by_many(self, client: Client, image: Image) -> None:
        client.post("/admin/articles/image/upload-many/", {"describe": "1", f"alt-{image.pk}": "नई"})

    @pytest.mark.parametrize("way", ["by_dialog", "by_many"])
    @pytest.mark.parametrize(("make", "may"), [(own(factories.image), True), (shown_image, False),
                                               (of_another(factories.image), False)])  # fmt: skip
    def test_ask_the_same(self, way: str, make: Make, may: bool) -> None:
        reporter = cast.ravi()
        image: Any = make(reporter)
        getattr(self, way)(signed_in(reporter), image)
        image.refresh_from_db()
        assert (image.alt == "नई") is may
        getattr(self, way)(signed_in(cast.meera()), image)
        image.refresh_from_db()
        assert image.alt == "नई"


def test_the_documentation_has_every_row() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    for row in ROWS:
        assert f"| {row.name} |" in text, row.name


def test_every_test_that_it_names_is_there() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(tests/[^`]+|articles/[^`]+\.py)`", text))
    assert len(named) >= 30
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []
