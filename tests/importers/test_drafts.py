"""A text becomes a draft at the desk, its quoted posts proposals; by the command, a story in one go."""

from __future__ import annotations

import io
from pathlib import Path
from threading import Barrier, Thread

import feedparser
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from articles import body, publishing
from articles.importers.drafts import ImportOptions, make_draft
from articles.models import Article, AuditEntry, PostSnapshot, QuotedPost, Revision, SocialPost, Status
from articles.publishing import Changes, NotReady, Quote
from tests import factories

STORY = """बांध के फाटक सोमवार सुबह खोल दिए गए। नदी का जलस्तर दो दिन से बढ़ रहा था और निचले गांवों को पहले ही चेतावनी दी जा चुकी थी।

गांवों में तैयारी

ज़िला प्रशासन ने बारह राहत शिविर बनाए हैं। अधिकारियों के अनुसार अब तक किसी नुकसान की खबर नहीं है और लोग सुरक्षित जगहों पर हैं।

All gates of the Sonar dam were opened this morning as a precaution.

Please stay away from the river bank.

🇮🇳 #SonarDam pic.twitter.com/Ab12Cd34Ef — Sonar Dam Authority (@SonarDam) August 4, 2025

आगे क्या

मौसम विभाग का कहना है कि अगले दो दिन बारिश कम होगी। इसके बाद फाटक बंद करने पर फैसला लिया जाएगा और लोग घर लौट सकेंगे।
"""


def dump() -> dict[str, list[tuple]]:
    """Every row of the app's tables."""
    tables = [name for name in connection.introspection.table_names() if name.startswith("articles_")]
    with connection.cursor() as cursor:
        rows = {}
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            rows[table] = cursor.fetchall()
    return rows


def run(*args: object, **options: object) -> str:
    out = io.StringIO()
    call_command("import_text", *map(str, args), stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "bandh.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.mark.django_db
class TestDraft:
    def test_a_text_becomes_a_draft_with_sub_headings_and_its_post_in_place(self) -> None:
        article = make_draft(STORY, by=factories.editor()).article
        assert article.status == Status.DRAFT
        assert article.body.count("<h2>") == 2
        post = SocialPost.objects.get()
        assert f'<figure data-social-post="{post.pk}"></figure><h2>आगे क्या</h2>' in article.body

    def test_the_post_is_kept_as_data_and_only_proposed(self) -> None:
        make_draft(STORY, by=factories.editor())
        row = QuotedPost.objects.get()
        snapshot = row.snapshot
        assert (snapshot.author_name, snapshot.handle, snapshot.language) == ("Sonar Dam Authority", "SonarDam", "en")
        assert timezone.localtime(snapshot.posted_at).date().isoformat() == "2025-08-04"
        assert snapshot.posted_day_only
        assert "🇮🇳 #SonarDam" in snapshot.text
        assert snapshot.text.startswith("All gates")
        assert snapshot.media == ["pic.twitter.com/Ab12Cd34Ef"]
        assert (row.post.network, row.post.confirmed_at) == ("x", None)

    def test_a_headline_is_proposed_and_marked_so(self) -> None:
        article = make_draft(STORY, by=factories.editor()).article
        assert article.headline == "बांध के फाटक सोमवार सुबह खोल दिए गए"
        assert article.headline_proposed

    def test_an_own_headline_is_no_proposal(self) -> None:
        article = make_draft(STORY, by=factories.editor(), options=ImportOptions(headline="बांध खुला")).article
        assert (article.headline, article.headline_proposed) == ("बांध खुला", False)

    def test_the_draft_cannot_be_published_while_anything_is_only_proposed(self) -> None:
        editor = factories.editor()
        article = make_draft(STORY, by=editor, options=ImportOptions(section=factories.section())).article
        with pytest.raises(NotReady) as refused:
            publishing.publish(article, by=editor)
        assert set(refused.value.errors) == {"headline", "quotes"}

    def test_the_editor_confirms_and_publishes(self) -> None:
        editor = factories.editor()
        article = make_draft(STORY, by=editor, options=ImportOptions(section=factories.section())).article
        snapshot = PostSnapshot.objects.get()
        quote = Quote(
            snapshot.post_id, snapshot.author_name, snapshot.handle, snapshot.text, snapshot.language,
            posted_at=snapshot.posted_at, posted_day_only=True, confirmed=True,
        )  # fmt: skip
        publishing.publish(article, Changes(fields={"headline_proposed": False}, quotes=[quote]), by=editor)
        assert Article.objects.published().get() == article
        assert PostSnapshot.objects.count() == 1

    def test_the_same_text_again_changes_nothing_whatever_its_spaces(self) -> None:
        editor = factories.editor()
        first = make_draft(STORY, by=editor)
        before = dump()
        again = make_draft("\ufeff" + STORY.replace("\n\n", "\r\n \r\n"), by=editor)
        assert (first.created, again.created) == (True, False)
        assert again.article == first.article
        assert dump() == before

    def test_the_same_quote_in_another_text_is_the_same_post(self) -> None:
        editor = factories.editor()
        make_draft(STORY, by=editor)
        make_draft(STORY.replace("बारह", "चौदह"), by=editor)
        assert (SocialPost.objects.count(), PostSnapshot.objects.count(), QuotedPost.objects.count()) == (1, 1, 2)

    @pytest.mark.parametrize("host", ["twitter.com", "x.com", "mobile.twitter.com"])
    def test_a_posts_own_address_names_it_however_it_is_spelled(self, host: str) -> None:
        editor = factories.editor()
        known = factories.post(network="x", network_id="1861454974426722737", confirmed=True)
        address = f"\nhttps://{host}/SonarDam/status/1861454974426722737\n"
        make_draft(STORY.replace("August 4, 2025\n", f"August 4, 2025\n{address}"), by=editor)
        assert SocialPost.objects.get() == known
        assert QuotedPost.objects.get().snapshot.text.startswith("All gates")


@pytest.mark.django_db(transaction=True)
def test_the_same_text_by_eight_hands_at_once_is_one_story() -> None:
    editor, section = factories.editor(), factories.section()
    ready, made, faults = Barrier(8), [], []

    def one() -> None:
        try:
            ready.wait()
            made.append(make_draft(STORY, by=editor, options=ImportOptions(section=section)).article.pk)
        except Exception as fault:  # noqa: BLE001
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(set(made)) == 1
    assert Article.objects.count() == SocialPost.objects.count() == 1


@pytest.mark.django_db
class TestCommand:
    def test_it_reports_what_was_found(self, file: Path) -> None:
        report = run(file)
        article = Article.objects.get()
        assert str(file) in report
        assert str(article.pk) in report
        assert "SonarDam" in report
        assert "गांवों में तैयारी" in report

    def test_the_log_names_a_system_user_with_whom_nobody_can_sign_in(self, file: Path) -> None:
        run(file)
        entry = AuditEntry.objects.get(action="save_draft")
        assert entry.by_name == "text-import"
        assert not entry.by.has_usable_password()
        assert not entry.by.is_staff

    def test_publishing_refuses_what_is_only_proposed_and_leaves_nothing(self, file: Path) -> None:
        factories.section()
        with pytest.raises(CommandError):
            run(file, publish=True, section="desh")
        assert Article.objects.count() == SocialPost.objects.count() == Revision.objects.count() == 0

    def test_publishing_in_one_go(self, file: Path, client) -> None:
        factories.section()
        author = factories.author(slug="meera")
        run(
            file,
            publish=True,
            section="desh",
            author=["meera"],
            tag=["बांध", "Rain, भारी वर्षा"],
            headline="बांध खुला",
            confirm=True,
        )
        article = Article.objects.published().get()
        assert article.bylines.get().author == author
        parsed = feedparser.parse(client.get("/rss.xml").content)
        entry = parsed.entries[0]
        assert not parsed.bozo
        assert (entry.title, entry.author) == ("बांध खुला", "मीरा जोशी")
        assert "All gates of the Sonar dam" in entry.content[0].value
        assert "मौसम विभाग" in entry.content[0].value

    def test_a_draft_of_an_earlier_run_can_be_published_by_a_later(self, file: Path) -> None:
        factories.section()
        run(file)
        run(file, publish=True, section="desh", headline="बांध खुला", confirm=True)
        assert [article.headline for article in Article.objects.published()] == ["बांध खुला"]
        before = dump()
        run(file, publish=True, section="desh", headline="बांध खुला", confirm=True)
        assert dump() == before

    def test_a_bad_file_gets_one_line_and_does_not_stop_the_others(self, file: Path, tmp_path: Path) -> None:
        bad = {
            "empty.txt": b"",
            "blank.txt": b" \n\n ",
            "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
            "latin.txt": "Les élèves étaient là, déjà rassemblés.".encode("latin-1"),
            "huge.txt": "शब्द ".encode() * 200_000,
        }
        for name, data in bad.items():
            (tmp_path / name).write_bytes(data)
        out = io.StringIO()
        with pytest.raises(CommandError):
            call_command(
                "import_text",
                *[str(tmp_path / name) for name in [*bad, "missing.txt"]],
                str(file),
                stdout=out,
                stderr=out,
            )
        assert Article.objects.count() == 1
        for name in [*bad, "missing.txt"]:
            assert out.getvalue().count(str(tmp_path / name)) == 1

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_other_encodings_of_one_text_are_one_story(self, file: Path, tmp_path: Path, encoding: str) -> None:
        other = tmp_path / "other.txt"
        other.write_bytes(STORY.encode(encoding))
        run(file, other)
        assert Article.objects.count() == 1

    @pytest.mark.parametrize("wrong", [{"section": "nahin"}, {"author": ["koi"]}])
    def test_an_unknown_section_or_author_is_named(self, file: Path, wrong: dict) -> None:
        with pytest.raises(CommandError, match=r"nahin|koi"):
            run(file, **wrong)
        assert Article.objects.count() == 0

    def test_one_headline_is_not_for_two_files(self, file: Path) -> None:
        with pytest.raises(CommandError):
            run(file, file, headline="बांध")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("https://datawrapper.dwcdn.net/aB3xY/4/", "datawrapper"),
        ("https://flo.uri.sh/visualisation/1234567/embed", "flourish"),
        ("https://www.openstreetmap.org/#map=15/28.61/77.2", "osm"),
        ("https://open.spotify.com/episode/4rOoJ6Egrf8K2IrywzwOMk?si=1", "spotify"),
        ("https://x.com/PulVibhag/status/1861454974426722737", "x"),
    ],
)
@pytest.mark.django_db
def test_an_address_alone_in_its_line_becomes_a_card_as_in_a_paste(address: str, network: str) -> None:
    text = f"नया पुल खुला\n\nशहर का नया पुल आज से खुल गया।\n\n{address}\n\nदेखिए {address} पर भी।\n"
    article = make_draft(text, by=factories.editor()).article
    (row,) = article.quoted_posts.select_related("post")
    assert (row.post.network, row.post.confirmed_at) == (network, None)
    assert body.placeholders(article.body)[0].id == row.post_id
    assert address in article.body.split("</figure>")[1]
