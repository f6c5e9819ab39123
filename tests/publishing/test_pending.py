"""A picture or post that only an unsaved form has is in no list and no log until a story that names it is saved."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import body, publishing
from articles.models import Article, AuditEntry, Autosave, Image, PostSnapshot, SocialPost, User
from articles.publishing import Changes, pending
from tests import cast, factories

pytestmark = pytest.mark.django_db
ADDRESS = "https://x.com/PulVibhag/status/1861454974426722735"
LONG_AGO = dt.timedelta(days=2)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def pasted(user: User, address: str = ADDRESS) -> SocialPost:
    items = json.dumps({"items": [{"url": address}]})
    answer = client_of(user).post("/admin/articles/socialpost/resolve/", items, content_type="application/json")
    return SocialPost.objects.get(pk=answer.json()["posts"][0]["id"])


def uploaded(user: User) -> Image:
    file = factories.image().file
    with file.open() as data:
        answer = client_of(user).post("/admin/articles/image/upload/", {"file": data})
    return Image.objects.get(pk=answer.json()["images"][0]["id"])


def saved(user: User, html: str, **fields: Any) -> Article:
    return publishing.save_draft(Article(), Changes(fields={"headline": "खबर", "body": html, **fields}), by=user)


def log() -> list[tuple[str, str, str]]:
    rows = AuditEntry.objects.exclude(target_kind="article").order_by("id")
    return list(rows.values_list("by_name", "action", "target_kind"))


def age(row: SocialPost | Image) -> None:
    type(row).objects.filter(pk=row.pk).update(added_at=timezone.now() - LONG_AGO)


class TestUntilItIsSaved:
    def test_it_is_in_no_list_and_no_log(self) -> None:
        meera = cast.meera()
        pasted(meera), uploaded(meera)
        assert log() == []
        for user in (meera, cast.imran()):
            client = client_of(user)
            assert ADDRESS not in client.get("/admin/articles/socialpost/").content.decode()
            assert len(client.get("/admin/articles/image/").context["cl"].result_list) == 1
            assert ADDRESS not in client.get("/admin/").content.decode()

    def test_only_its_writer_can_choose_it(self) -> None:
        meera = cast.meera()
        post, image = pasted(meera), uploaded(meera)
        for user, may in ((meera, True), (cast.imran(), False)):
            client = client_of(user)
            posts = client.get("/admin/articles/socialpost/find/").json()["posts"]
            assert (post.pk in [one["id"] for one in posts]) == may
            images = client.get("/admin/articles/image/library/").json()["images"]
            assert (image.pk in [one["id"] for one in images]) == may
            found = client.get(
                "/admin/autocomplete/", {"app_label": "articles", "model_name": "article", "field_name": "lead_image"}
            ).json()["results"]
            assert (str(image.pk) in [one["id"] for one in found]) == may

    def test_whoever_has_it_in_a_text_sees_its_card(self) -> None:
        meera = cast.meera()
        post, image = pasted(meera), uploaded(meera)
        for path in (f"socialpost/{post.pk}", f"image/{image.pk}"):
            assert client_of(cast.imran()).get(f"/admin/articles/{path}/card/").status_code == 200

    def test_an_alternative_text_is_not_logged_before_the_picture(self) -> None:
        meera = cast.meera()
        image = uploaded(meera)
        client_of(meera).post(
            f"/admin/articles/image/{image.pk}/words/", json.dumps({"alt": "पुल"}), content_type="application/json"
        )
        assert log() == []


class TestASave:
    def test_brings_it_into_lists_and_log(self) -> None:
        meera, imran = cast.meera(), cast.imran()
        post, image, lead = pasted(meera), uploaded(meera), uploaded(meera)
        saved(imran, body.social_post(post.pk, post.url) + body.image(image.pk), lead_image=lead)
        assert sorted(log()) == [(meera.name, "add", "image")] * 2 + [(meera.name, "add", "socialpost")]
        assert ADDRESS in client_of(imran).get("/admin/articles/socialpost/").content.decode()
        assert not SocialPost.objects.filter(pending_by__isnull=False).exists()
        assert not Image.objects.filter(pending_by__isnull=False).exists()

    def test_logs_it_once(self) -> None:
        meera = cast.meera()
        post = pasted(meera)
        for _ in range(2):
            saved(meera, body.social_post(post.pk, post.url))
        assert len(log()) == 1

    def test_in_its_own_form_does_so_too(self) -> None:
        kavita = cast.kavita()
        image = uploaded(kavita)
        client = client_of(kavita)
        path = f"/admin/articles/image/{image.pk}/change/"
        form = dict(client.get(path).context["adminform"].form.initial) | {"alt": "पुल", "caption": "", "credit": ""}
        form = {name: "" if value is None else value for name, value in form.items() if name != "file"}
        assert client.post(path, form).status_code == 302
        assert log()[0] == (kavita.name, "add", "image")

    def test_an_upload_to_the_library_itself_is_logged_at_once(self) -> None:
        kavita = cast.kavita()
        client = client_of(kavita)
        with factories.image().file.open() as data:
            client.post("/admin/articles/image/add/", {
                "file": data, "alt": "पुल", "origin": "photo", "language": "hi", "focal_x": 50, "focal_y": 50,
            })  # fmt: skip
        assert log() == [(kavita.name, "add", "image")]


class TestMaintenance:
    def test_deletes_what_nobody_has_saved(self, run_on_commit_at_once: None) -> None:
        meera = cast.meera()
        post, image = pasted(meera), uploaded(meera)
        PostSnapshot.objects.create(post=post, text="शब्द")
        path = Path(image.file.path)
        age(post), age(image)
        pending.delete_forgotten()
        assert not SocialPost.objects.exists()
        assert not PostSnapshot.objects.exists()
        assert not Image.objects.filter(pk=image.pk).exists()
        assert not path.exists()

    def test_leaves_what_is_new(self) -> None:
        meera = cast.meera()
        pasted(meera), uploaded(meera)
        pending.delete_forgotten()
        assert SocialPost.objects.count() == 1
        assert Image.objects.count() == 2

    def test_leaves_what_unsaved_text_names(self) -> None:
        meera = cast.meera()
        post, image, lead, other = pasted(meera), uploaded(meera), uploaded(meera), uploaded(meera)
        for row in (post, image, lead, other):
            age(row)
        html = f"<p>क</p>{body.social_post(post.pk, post.url)}{body.image(image.pk)}"
        data = [["body", html], ["lead_image", str(lead.pk), "पुल"]]
        Autosave.objects.create(user=meera, key="article/add/1.x", data=data)
        pending.delete_forgotten()
        assert set(SocialPost.objects.all()) == {post}
        kept = set(Image.objects.filter(pending_by__isnull=False))
        assert kept == {image, lead}

    def test_leaves_what_something_saved_shows(self) -> None:
        meera = cast.meera()
        image = uploaded(meera)
        factories.author(portrait=image)
        age(image)
        pending.delete_forgotten()
        image.refresh_from_db()
        assert image.pending_by is None

    def test_leaves_what_is_in_the_library(self) -> None:
        image, post = factories.image(), factories.post()
        age(image), age(post)
        pending.delete_forgotten()
        assert Image.objects.count() == SocialPost.objects.count() == 1
