"""What is too much for the desk is refused with a reason, at every way in, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib import admin
from django.utils import timezone, translation

from articles import rendering
from articles.admin.article import BylineInline
from articles.admin.limits import MAX_OLD_FONT, MAX_READ, TOO_LONG_TO_READ, TOO_MANY_ROWS, LimitedRows
from articles.body import LIMITS, TooMuch
from articles.importers.drafts import make_draft
from articles.models import Article, Autosave
from articles.models.fields import SIZE_MESSAGES, size_message
from articles.publishing import Changes, Refused, save_draft
from articles.publishing.pending import _named
from tests import cast, factories
from tests.admin import forms

pytestmark = pytest.mark.django_db
DEEP = "<ol><li><p>" * 60
MESSAGE = size_message(TooMuch("depth", 101))


@pytest.fixture
def desk(client):
    client.force_login(cast.meera(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_save_is_refused_with_the_reason_and_the_text_still_stands_in_the_form(desk):
    answer = desk.post(forms.ADD, forms.sent(desk, forms.ADD, headline="बाढ़", body=DEEP, _save_draft="1"))
    assert MESSAGE in forms.errors(answer)
    assert DEEP.replace("<", "&lt;").replace(">", "&gt;") in answer.content.decode()
    assert not Article.objects.exists()


def test_the_preview_says_so_and_shows_the_rest(desk):
    fields = forms.sent(desk, forms.ADD, headline="बाढ़", body=DEEP, page="1")
    answer = desk.post("/admin/articles/article/preview/", fields).json()
    assert answer["checks"][0] == {"where": "body", "message": MESSAGE, "needed": True, "number": None, "text": ""}
    assert "बाढ़" in answer["page"]


def test_kept_text_is_compared_all_the_same(desk):
    article = factories.draft()
    sent = {"key": f"article/{article.pk}", "version": 1, "data": [["body", DEEP + "बाढ़"]]}
    url = "/admin/articles/article/autosave/compare/"
    answer = desk.post(url, sent, content_type="application/json").json()
    assert "बाढ़" in answer["html"]


def test_an_editable_page_is_measured_too(desk):
    desk.force_login(cast.kavita(), backend="django.contrib.auth.backends.ModelBackend")
    fields = {"title": "बाढ़", "slug": "flood", "language": "hi", "order": "0", "body": DEEP}
    assert MESSAGE in forms.errors(desk.post("/admin/articles/page/add/", fields))


def test_whatever_writes_a_story_is_refused():
    with pytest.raises(Refused, match="परतों"):
        save_draft(Article(), Changes(fields={"headline": "बाढ़", "body": DEEP}), by=cast.meera())


def test_a_text_that_is_imported_is_measured(monkeypatch):
    monkeypatch.setitem(LIMITS, "length", 500)
    with pytest.raises(Refused, match="500"):
        make_draft("शीर्षक\n\n" + "एक वाक्य है।\n\n" * 50, by=cast.meera())
    assert not Article.objects.exists()


@pytest.mark.parametrize("language", ["hi", "en"])
def test_each_limit_has_its_words(language):
    with translation.override(language):
        for limit, most in LIMITS.items():
            assert str(most) in size_message(TooMuch(limit, most + 1))
    assert set(SIZE_MESSAGES) == set(LIMITS)


class TestRowsOfAForm:
    @pytest.mark.parametrize("claimed", ["99999999", "1" * 18])
    def test_beyond_the_most_are_refused_by_number(self, desk, claimed, monkeypatch):
        monkeypatch.setattr(BylineInline, "max_num", 5)
        fields = forms.sent(desk, forms.ADD, headline="बाढ़", _save_draft="1") | {"bylines-TOTAL_FORMS": claimed}
        answer = desk.post(forms.ADD, fields)
        assert str(TOO_MANY_ROWS % {"num": 5}) in forms.errors(answer)
        assert answer.content.count(b"bylines-") < 300
        assert not Article.objects.exists()

    def test_of_every_inline_are_limited(self):
        inlines = [inline for one in admin.site._registry.values() for inline in one.inlines]
        assert inlines
        assert all(issubclass(inline, LimitedRows) for inline in inlines)


class TestHelpersOfThePaste:
    @pytest.mark.parametrize(
        ("path", "sent", "most"),
        [
            ("article/unicode", {"runs": [{"text": "x" * 50_000, "font": ""}] * 4}, MAX_OLD_FONT),
            ("article/read", {"text": "x" * 300_001}, MAX_READ),
            ("socialpost/resolve", {"items": [{"typed": True, "text": "x" * 20_000}] * 16}, MAX_READ),
        ],
    )
    def test_refuse_more_than_they_read_with_the_reason(self, desk, path, sent, most):
        answer = desk.post(f"/admin/articles/{path}/", sent, content_type="application/json")
        assert answer.status_code == 413
        assert answer.json()["error"] == TOO_LONG_TO_READ % most


def test_what_kept_text_beyond_the_limits_names_is_not_deleted():
    image = factories.image(pending_by=cast.meera())
    kept = [["body", DEEP + f'<figure data-image="{image.pk}"></figure>'], ["lead_image", "9" * 5_000]]
    Autosave.objects.create(user=cast.meera(), key="article/1", data=kept, at=timezone.now())
    assert image.pk in _named()[1]


def test_what_a_body_shows_and_does_not_have_is_logged_once(caplog):
    story = rendering.stories([factories.draft()], {})[0]
    html = "".join(f'<figure data-image="{number}"></figure>' for number in range(1, 900))
    rendering.render_body(replace(story, body=html))
    assert len(caplog.records) == 1
    assert len(caplog.text) < 1_000
