"""The payload corpus in a real browser: nothing of it runs on a story's page or in a feed reader.

The browser ignores the pages' Content-Security-Policy here, so that what is measured is our own cleaning and escaping
alone; and the same corpus with those switched off runs in great part, so that the zero means something.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.template import engines
from django.test import Client
from lxml import etree
from playwright.sync_api import Browser, Page

from articles import body, outbound, publishing
from articles.embeds import fetching
from articles.models import Article, Author, Correction, Image, PostSnapshot, Section, SocialPost, Tag
from articles.publishing import BylineLine, Changes, social_posts
from tests import cast, factories

from .conftest import COUNT_QUESTIONS
from .vectors import VECTORS, Vector

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARKUP = [vector for vector in VECTORS if vector.place == "markup"]
FIELDS = [vector for vector in VECTORS if vector.place != "markup"]
# Of each batch the page shows all at once; what swallows the rest of a page stands in bodies one by one.
BATCH = 14
# Looks alone, which no vector needs.
FURNISHING = ["*/static/*.css", "*/static/*.woff2", "*/static/*.svg", "*/static/*.png", "*/media/*"]
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
TAKES_NOTES = "window.alert = (number) => { console.log('ran ' + number); };"
# What a person might do: go over everything, click what leads to a script. Other links are left alone.
PROVOKE = """() => {
  for (const element of document.querySelectorAll('body *')) {
    element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
    const target = String(element.href?.baseVal ?? element.href ?? element.action ?? element.formAction ?? '');
    if (/^\\s*(javascript|data|vbscript):/i.test(target)) {
      if (element.matches('form')) element.submit();
      else element.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    }
  }
}"""


@pytest.fixture
def ran() -> set[int]:
    """The numbers of the vectors that ran."""
    return set()


@pytest.fixture
def victim(browser: Browser, live_server: Any, settings: Any, ran: set[int]) -> Iterator[Page]:
    settings.SITE_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    context = browser.new_context(base_url=live_server.url, bypass_csp=True, viewport={"width": 1000, "height": 800})
    context.add_init_script(TAKES_NOTES)
    context.add_init_script(COUNT_QUESTIONS)
    page = context.new_page()

    def note(message: Any) -> None:
        if message.text.startswith("ran "):
            ran.add(int(message.text.removeprefix("ran ")))

    page.on("console", note)
    # By the browser itself: asked here of each file, a page takes twice as long.
    page.context.new_cdp_session(page).send("Network.setBlockedURLs", {"urls": FURNISHING})
    yield page
    context.close()


@pytest.fixture
def story() -> Article:
    """A story in which every field that readers see can be overwritten."""
    image, post = factories.image(), factories.post(url="https://x.com/a/status/1", translation="x")
    text = "<p>x</p>" + factories.quoting(post) + f'<figure data-image="{image.pk}"></figure>'
    made = factories.story("x", body=text, section=cast.desh(), tags=["x"], lead_image=image, slug="x")
    lines = [BylineLine(cast.author_meera().pk, role="x"), BylineLine(name="y", role="x")]
    return publishing.correct(made, "x", Changes(bylines=lines), by=cast.meera())


def visit(page: Page, address: str) -> None:
    page.goto(address, wait_until="load")
    page.evaluate(PROVOKE)
    page.wait_for_timeout(20)


def put_in_body(story: Article, text: str) -> None:
    """Into the row itself, past the field that cleans, as an older version may have left it: what the page shows is
    what rendering makes of it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE articles_article SET body = %s, cleaned_with = 0 WHERE id = %s",
            [text.replace("\x00", "\ufffd"), story.pk],
        )


def put_in_fields(story: Article, vectors: list[Vector]) -> None:
    """Past all forms and checks. A short field gets the vectors one after the other."""
    words = "\n".join(vector.text for vector in vectors).replace("\x00", "\ufffd")
    line = vectors[0].text.replace("\x00", "\ufffd")
    Article.objects.filter(pk=story.pk).update(
        headline=line[:300], short_headline=line[:120], kicker=line[:80], standfirst=words, seo_title=line[:120],
        seo_description=line[:300], dateline_place=line[:80], source_credit=line[:120], lead_caption=words,
        canonical_url=line[:500], paid_by=line[:120],
    )  # fmt: skip
    Author.objects.update(name=line[:120], latin_name=line[:120], role=line[:120], bio=words, links=words)
    story.bylines.update(role=line[:60])
    story.bylines.filter(author=None).update(name=line[:160])
    Tag.objects.update(name=line[:100], description=words)
    Section.objects.update(name=line[:100], description=words)
    Image.objects.update(alt=line[:300], caption=words, credit=line[:200])
    Correction.objects.update(text=words)
    SocialPost.objects.update(url=line[:500])
    said = PostSnapshot.objects.create(
        post=SocialPost.objects.get(), author_name=line[:200], handle=line[:200], text=words, translation=words
    )
    story.quoted_posts.update(snapshot=said)


def batches(vectors: list[Vector]) -> Iterator[list[Vector]]:
    """Each vector comes first, and so has the short fields, in one of them."""
    for at in range(0, len(vectors), BATCH):
        yield vectors[at : at + BATCH]


def in_a_feed_reader(page: Page, address: str) -> None:
    """What a reader program does that trusts a feed: its HTML is put into a page as it is."""
    channel = etree.fromstring(Client().get(address).content)[0]
    parts = [item.findtext(name) or "" for item in channel.iter("item") for name in (CONTENT, "description")]
    page.goto("about:blank")
    page.evaluate("html => { document.open(); document.write('<!doctype html><body>' + html); }", "<hr>".join(parts))
    page.evaluate(PROVOKE)
    page.wait_for_timeout(20)


def through_bodies(page: Page, story: Article, vectors: list[Vector]) -> None:
    for vector in vectors:
        put_in_body(story, f"<p>x</p>{vector.text}")
        visit(page, story.get_absolute_url())


@pytest.fixture
def unprotected(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sanitiser lets everything through, and templates escape nothing."""
    for module in (body, import_module("articles.body.sanitise")):
        monkeypatch.setattr(module, "clean", lambda html: html)
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)


def test_of_bodies_nothing_runs_on_the_page(victim: Page, story: Article, ran: set[int]) -> None:
    through_bodies(victim, story, MARKUP)
    assert ran == set()


def test_of_bodies_nothing_runs_in_a_feed_reader(victim: Page, ran: set[int]) -> None:
    stories = [factories.story("x") for _ in range(BATCH)]
    for batch in batches(MARKUP):
        for story, vector in zip(stories, batch, strict=False):
            put_in_body(story, f"<p>x</p>{vector.text}")
        in_a_feed_reader(victim, "/rss.xml")
        # None has swallowed the stories after it, so all were there to run.
        assert victim.locator("p", has_text=re.compile("^x$")).count() >= BATCH
    assert ran == set()


def test_of_what_networks_answer_nothing_runs(
    victim: Page, story: Article, ran: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, vector in enumerate([*FIELDS, *MARKUP]):
        name = "AuthorOfIt"
        html = (
            f'<blockquote class="twitter-tweet"><p lang="hi">{vector.text}</p>&mdash; x '
            f'<a href="https://x.com/{name}/status/{1861454974426722000 + number}">x</a></blockquote>'
        )
        answer = {"html": html, "author_name": vector.text, "author_url": f"https://x.com/{name}", "type": "rich"}
        said = json.dumps(answer).encode()
        monkeypatch.setattr(
            fetching.outbound, "get", lambda url, said=said, **_limits: outbound.Response(url, 200, {}, said)
        )
        post = social_posts.get_or_create_post(
            f"https://x.com/{name}/status/{1861454974426722000 + number}", by=cast.meera()
        )
        social_posts.refresh_post(post.pk)
    quoted = list(SocialPost.objects.filter(network="x").exclude(network_id="").order_by("pk"))
    assert len(quoted) >= 300
    for at in range(0, len(quoted), 40):
        shown = factories.story("x", body="<p>x</p>" + factories.quoting(*quoted[at : at + 40]))
        visit(victim, shown.get_absolute_url())
        in_a_feed_reader(victim, "/rss.xml")
    assert any(post.snapshots.exists() for post in quoted)
    assert ran == set()


@pytest.mark.usefixtures("unprotected")
def test_without_sanitiser_and_escaping_at_least_a_fifth_runs(victim: Page, story: Article, ran: set[int]) -> None:
    through_bodies(victim, story, MARKUP)
    for batch in batches(FIELDS):
        put_in_fields(story, batch)
        visit(victim, story.get_absolute_url())
    assert len(VECTORS) >= 300
    print(f"{len(ran)} of {len(VECTORS)} ran")  # noqa: T201
    assert len(ran) >= len(VECTORS) / 5
