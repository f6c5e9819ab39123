"""A Hindi desk shows no English: every page of it is fetched, and what stands there in Latin letters alone is named."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
import regex
from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils import translation

from articles import publishing
from articles.models import AuditEntry, Page, Redirect, Spelling
from articles.models.audit_entry import action_name, kind_name
from tests import factories

HINDI = regex.compile(r"\p{Devanagari}")
LATIN = regex.compile(r"\p{Latin}{2}")
ADDRESS = regex.compile(r"[a-z0-9/._→ -]*[/-][a-z0-9/._→ -]*")
# Said so in Hindi too: the switch to the other language, names of networks, accounts and groups, codes and addresses.
ALIKE = {
    "English", "RSS", "URL", "Bluesky", "Facebook", "Instagram", "LinkedIn", "Mastodon", "Reddit", "Telegram",
    "Threads", "TikTok", "Vimeo", "YouTube", "Datawrapper", "Flourish", "OpenStreetMap", "Spotify", "Apple Podcasts",
    "asha", "sampadak", "PulVibhag", "reporter", "editor", "chief", "desh",
    "pul", "parichay", "hi", "md5", "<unknown>",
}  # fmt: skip
# Fixed in Django's templates as what a screen reader says of a picture.
FIXED = {"Search", "True", "False"}
SPOKEN = ("title", "aria-label", "placeholder", "alt")


def english(page: bytes) -> set[str]:
    """Texts, names of buttons and the like in which there are Latin letters and nothing of Hindi."""
    tree = lxml.html.fromstring(page.decode())
    unseen = "//script | //style | //textarea | //pre | //code | //svg | //label[@for = //input[@type='hidden']/@id]"
    for element in tree.xpath(unseen):
        element.drop_tree()
    said = {text.strip(" \n›") for text in tree.xpath("//text()")}
    said |= {value.strip() for name in SPOKEN for value in tree.xpath(f"//@{name}")}
    said |= {value.strip() for value in tree.xpath("//input[@type='submit' or @type='button']/@value")}
    plain = {text for text in said if LATIN.search(text) and not HINDI.search(text)}
    return {text for text in plain - ALIKE - FIXED if not ADDRESS.fullmatch(text) and "***" not in text}


@pytest.fixture
def desk(client, db):
    asha = factories.user("asha", is_superuser=True, desk_language="hi")
    client.force_login(asha)
    return client


@pytest.fixture
def things(desk):
    """One of everything, with Hindi names, so that only the desk's own words could be English."""
    post = factories.post()
    picture = factories.image(alt="पुल")
    story = factories.story(
        bylines=[factories.author()], tags=["पुल"], body=f"<p>पुल खुला।</p>{factories.quoting(post)}", lead_image=picture
    )
    by = factories.editor()
    publishing.correct(story, "लंबाई 300 मीटर है।", by=by)
    Page.objects.create(slug="parichay", title="परिचय", body="<p>हम</p>")
    Redirect.objects.create(old_path="/purana/", new_path="/naya/")
    Spelling.objects.create(word="पुल", spelling="pul")
    return story


def pages(model_admin):
    meta = model_admin.opts
    name = f"admin:{meta.app_label}_{meta.model_name}"
    yield reverse(f"{name}_changelist")
    yield reverse(f"{name}_add")
    for thing in model_admin.model._default_manager.order_by("-pk")[:1]:
        yield from (reverse(f"{name}_{act}", args=[thing.pk]) for act in ("change", "history", "delete"))


def english_by_page(client, addresses):
    found = {}
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code in (200, 403)
        if words := english(answer.content):
            found[address] = words
    return found


def test_no_page_of_a_hindi_desk_speaks_english(desk, things):
    addresses = [
        reverse("admin:index"), reverse("admin:password_change"), reverse("admin:security"), reverse("admin:set_up_app"),
        reverse("admin:articles_article_from_text"),
        *(reverse("admin:app_list", args=[app]) for app in ("articles", "auth")),
        *(address for model_admin in admin.site._registry.values() for address in pages(model_admin)),
    ]  # fmt: skip
    assert english_by_page(desk, addresses) == {}


def test_no_page_before_signing_in_speaks_english(client, db):
    addresses = [
        reverse("admin:login"), reverse("admin_password_reset"), reverse("password_reset_done"),
        reverse("password_reset_confirm", args=["MQ", "set-password"]), reverse("password_reset_complete"),
    ]  # fmt: skip
    assert english_by_page(client, addresses) == {}
    assert all("खबर सेतु · डेस्क" in client.get(address).content.decode() for address in addresses)


def test_a_failed_and_a_refused_sign_in_are_explained_in_hindi(client, db, settings):
    pages = [
        client.post(reverse("admin:login"), {"username": "asha", "password": "no"}).content
        for _attempt in range(settings.LOGIN_FAILURES + 1)
    ]
    assert "सही उपयोगकर्ता नाम और पासवर्ड भरें" in pages[0].decode()
    assert "बहुत सारी कोशिशें नाकाम रहीं। 30 सेकंड बाद फिर कोशिश करें।" in pages[-1].decode()
    assert english(pages[0]) | english(pages[-1]) == set()


def test_english_in_a_page_is_noticed(db):
    page = """<p>खबर</p><p> › Save it</p><input type="submit" value="Go on"><input type="hidden" id="x">
        <label for="x">Hidden</label><a title="View site" href="/x">साइट</a><td>naya-pul</td><script>let x</script>"""
    assert english(page.encode()) == {"Save it", "Go on", "View site"}


def test_the_log_names_acts_and_things_in_hindi(desk, things):
    page = desk.get(reverse("admin:articles_auditentry_changelist")).content.decode()
    for word in ("प्रकाशित", "भूल-सुधार जोड़ा गया", "खबर"):
        assert f">{word}</" in page
    with translation.override("hi"):
        assert str(AuditEntry(by_name="आशा", action="merge", target_name="पुल")) == "आशा: दूसरे में मिलाया गया पुल"
        assert kind_name("group") == "समूह"
    assert action_name("something older") == "something older"
    assert kind_name("nosuchmodel") == "nosuchmodel"


def test_every_act_that_is_recorded_has_a_name():
    """Whatever is given to `audit_log.record` as a plain text, wherever it stands."""
    root = Path(settings.BASE_DIR) / "articles"
    called = regex.compile(r'audit_log\.record\([^"()]*"([^"]+)"')
    acts = {act for path in root.rglob("*.py") for act in called.findall(path.read_text(encoding="utf-8"))}
    assert {"add", "merge", "add account"} <= acts
    with translation.override("hi"):
        assert [act for act in sorted(acts) if not HINDI.search(action_name(act))] == []
