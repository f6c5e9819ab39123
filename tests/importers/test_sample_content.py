"""The sample newsroom's own files: complete, consistent, clean."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from articles import body as html
from articles.body import NETWORKS
from articles.importers.sample_newsroom import content, toml_reader
from articles.models import OTHER_NETWORK, Kind, Language
from articles.models.reserved import RESERVED

NEWSROOM = toml_reader.read()
STORIES = {story.ref: story for story in NEWSROOM.stories}
POSTS = {post.key: post for post in NEWSROOM.posts}
DEVANAGARI = re.compile(r"[\u0900-\u097f]")
SHOWN = [story for story in NEWSROOM.stories if story.state == "published"]


def words(story: content.SampleStory) -> int:
    return len(html.plain_text(story.body).split())


def of_language(language: str) -> list[content.SampleStory]:
    return [story for story in NEWSROOM.stories if story.language == language]


def all_text() -> list[str]:
    files = [toml_reader.FOLDER / "newsroom.toml", *(toml_reader.FOLDER / "stories").glob("*.toml")]
    return [path.read_text(encoding="utf-8") for path in files]


class TestWhatThereIs:
    def test_at_least_28_stories_22_of_them_hindi_and_6_english(self) -> None:
        assert len(NEWSROOM.stories) >= 28
        assert len(of_language("hi")) >= 22
        assert len(of_language("en")) >= 6

    def test_every_kind_but_video_is_shown(self) -> None:
        assert {story.kind for story in SHOWN} == set(Kind.values) - {"video"}

    def test_one_story_each_is_scheduled_drafted_in_review_and_withdrawn(self) -> None:
        assert Counter(story.state for story in NEWSROOM.stories if story not in SHOWN) == {
            "scheduled": 1, "draft": 1, "in_review": 1, "withdrawn": 1,
        }  # fmt: skip

    def test_lengths_vary_from_breaking_news_to_long_reads(self) -> None:
        lengths = [words(story) for story in SHOWN]
        assert sum(length < 90 for length in lengths) >= 2
        assert sum(length >= 600 for length in lengths) >= 2
        assert sum(180 <= length <= 450 for length in lengths) >= 18

    def test_one_story_carries_a_correction_and_one_was_first_published_elsewhere(self) -> None:
        assert [story.ref for story in NEWSROOM.stories if story.corrections] == ["22-chhoti-line"]
        assert [story.ref for story in NEWSROOM.stories if story.canonical_url] == ["29-burans-sharbat"]

    def test_stories_spread_over_several_months(self) -> None:
        assert max(-story.at for story in SHOWN) > dt.timedelta(days=90)
        assert sum(-story.at > dt.timedelta(days=31) for story in SHOWN) >= 6

    def test_every_section_is_read_in_or_stands_over_one_that_is(self) -> None:
        used = {story.section for story in SHOWN}
        parents = {section.slug: section.parent for section in NEWSROOM.sections}
        for slug in list(used):
            while slug := parents[slug]:
                used.add(slug)
        assert used == set(parents)

    def test_posts_of_eight_networks_over_eight_stories_a_chart_and_a_map(self) -> None:
        quoting = [story for story in SHOWN if story.posts()]
        assert {POSTS[key].network for story in quoting for key in story.posts()} == {
            "x", "youtube", "instagram", "facebook", "threads", "bluesky", "mastodon", "telegram",
            "datawrapper", "osm",
        }  # fmt: skip
        assert len(quoting) >= 8
        assert max(len(story.posts()) for story in quoting) == 3

    def test_one_post_is_quoted_by_two_stories_and_none_is_left_out(self) -> None:
        quoted = Counter(key for story in NEWSROOM.stories for key in story.posts())
        assert [key for key, times in quoted.items() if times > 1] == ["jugnu-signal"]
        assert set(quoted) == set(POSTS)

    def test_every_kind_of_thing_that_a_body_can_hold_stands_in_one(self) -> None:
        bodies = "".join(story.body for story in SHOWN)
        held = set(
            re.findall(r'data-(?:aside="[a-z-]+"|gallery|image|file|layout="wide"|social-post|story|table)', bodies)
        )
        assert held == {
            'data-aside="fact-box"', 'data-aside="pull-quote"', 'data-layout="wide"', "data-gallery", "data-image",
            "data-social-post", "data-story", "data-table", "data-file",
        }  # fmt: skip

    def test_about_page_says_that_everything_is_invented(self) -> None:
        about = next(page for page in NEWSROOM.pages if page.slug == "about")
        assert "काल्पनिक" in about.body


class TestHowItIsWritten:
    def test_all_text_is_nfc(self) -> None:
        assert all(unicodedata.is_normalized("NFC", text) for text in all_text())

    def test_headlines_are_in_the_language_they_are_said_to_be(self) -> None:
        for story in NEWSROOM.stories:
            assert bool(DEVANAGARI.search(story.headline)) == (story.language == "hi"), story.ref

    def test_languages_and_networks_are_those_the_models_know(self) -> None:
        used = {story.language for story in NEWSROOM.stories} | {section.language for section in NEWSROOM.sections}
        used |= {tag.language for tag in NEWSROOM.tags} | {image.language for image in NEWSROOM.images}
        assert used == set(Language.values)
        assert {post.network for post in NEWSROOM.posts} <= {*NETWORKS, OTHER_NETWORK}

    def test_texts_fit_their_columns(self) -> None:
        for story in NEWSROOM.stories:
            assert len(story.headline) <= 300
            assert len(story.short_headline) <= 120
            assert len(story.kicker) <= 80
            assert len(story.paid_by) <= 120
            assert len(story.seo_title) <= 120
            assert len(story.seo_description) <= 300

    def test_every_shown_story_has_what_publishing_needs_and_a_byline_and_tags(self) -> None:
        for story in [story for story in NEWSROOM.stories if story.state != "draft"]:
            assert all((story.headline, story.section, story.body, story.bylines, story.tags)), story.ref

    def test_posts_are_older_than_the_stories_that_quote_them(self) -> None:
        for story in SHOWN:
            for key in story.posts():
                assert POSTS[key].posted < story.at, (story.ref, key)

    def test_posts_in_another_language_than_the_story_are_translated_into_the_storys(self) -> None:
        for story in SHOWN:
            for post in (POSTS[key] for key in story.posts()):
                language = post.translation_language or ("hi" if post.translation else post.language)
                assert language == story.language, (story.ref, post.key)

    def test_addresses_lead_to_hosts_that_cannot_exist(self) -> None:
        for text in all_text():
            for host in re.findall(r"https?://([^/\"' ]+)", text) + re.findall(r"mailto:[^@\"]+@([^\"]+)", text):
                assert host.endswith(".example"), host

    def test_section_and_page_addresses_are_free_to_take(self) -> None:
        slugs = [section.slug for section in NEWSROOM.sections] + [page.slug for page in NEWSROOM.pages]
        assert not set(slugs) & RESERVED
        assert len(slugs) == len(set(slugs))
        assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)

    def test_free_names_in_bylines_are_no_authors_with_a_page(self) -> None:
        known = {name for author in NEWSROOM.authors for name in (author.name, author.latin_name)}
        free = {line.name for story in NEWSROOM.stories for line in story.bylines if line.name}
        assert free
        assert not free & known

    def test_english_inside_hindi_stories_is_marked_as_english(self) -> None:
        assert sum('<span lang="en">' in story.body for story in of_language("hi")) >= 3


class TestReading:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        shutil.copy(toml_reader.FOLDER / "newsroom.toml", tmp_path)
        shutil.copytree(toml_reader.FOLDER / "stories", tmp_path / "stories")
        return tmp_path

    @pytest.mark.parametrize(
        ("old", "new", "error"),
        [
            ('kicker = "मौसम"', 'kikcer = "मौसम"', "unknown key kikcer"),
            ('headline = "ऊपरी', '# headline = "ऊपरी', "headline missing"),
            ('at = "-1h 20m"', 'at = "soon"', "at: 'soon' is no time like -2h"),
            ('at = "-1h 20m"', 'at = "+25m"', "a story that is published cannot stand at 0:25:00"),
            ('at = "-1h 20m"', "at = 25", "at: cannot be 25"),
            ('section = "uttarakhand"', 'section = "atlantis"', "there is no section atlantis"),
            ('author = "diwan-singh-rautela"', 'author = "nobody"', "there is no author nobody"),
            ('data-social-post="songhati-mausam"', 'data-social-post="lost"', "there is no post lost"),
            ('image = "barish"', 'image = "lost"', "there is no image lost"),
            ('data-social-post="songhati-mausam"', 'data-file="lost"', "there is no file lost"),
            ('"हिमालय"]', '"अटलांटिस"]', "there is no tag अटलांटिस"),
            ('data-social-post="songhati-mausam"', 'data-story="01-jal-bus"', "01-jal-bus is not out before it"),
            ("<em>", '<em onclick="run()">', "HTML beyond what a body may hold"),
            ("<p>लोगों", "<script>1</script><p>लोगों", "HTML beyond what a body may hold"),
            ('kind = "news"', 'kind = "poem"', "kind cannot be poem"),
        ],
    )
    @pytest.mark.sampled(5)
    def test_an_error_is_named_with_its_file(self, folder: Path, old: str, new: str, error: str) -> None:
        path = folder / "stories" / "02-songhati-barish.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(toml_reader.ContentError, match=re.escape(error)) as caught:
            toml_reader.read(folder)
        assert "02-songhati-barish" in str(caught.value)

    def test_a_picture_without_a_file_is_named(self, folder: Path) -> None:
        path = folder / "newsroom.toml"
        path.write_text(path.read_text(encoding="utf-8").replace('"river-at-dawn"', '"lost"'), encoding="utf-8")
        with pytest.raises(toml_reader.ContentError, match=r"image nadi: there is no file lost\.jpg"):
            toml_reader.read(folder)

    def test_a_file_that_is_no_toml_is_named(self, folder: Path) -> None:
        (folder / "newsroom.toml").write_text("sections = [", encoding="utf-8")
        with pytest.raises(toml_reader.ContentError, match=r"newsroom\.toml"):
            toml_reader.read(folder)

    @pytest.mark.parametrize(
        ("text", "hours"), [("-2h", -2), ("-3d 4h", -76), ("+3d", 72), ("-1d", -24), ("-90m", -1.5)]
    )
    def test_times_are_counted_from_now(self, text: str, hours: float) -> None:
        assert content.offset(text) == dt.timedelta(hours=hours)

    @pytest.mark.parametrize("text", ["", "-", "2h", "-2", "2025-09-29", "-2h ago"])
    def test_other_times_are_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="no time like"):
            content.offset(text)

    def test_days_are_named_as_the_story_would(self) -> None:
        monday = dt.date(2025, 9, 29)
        assert content.dated("{weekday 0} को, {date 9} तक", monday, "hi") == "सोमवार को, 8 अक्टूबर तक"
        assert content.dated("until {weekday -1}", monday, "en") == "until Sunday"

    def test_keys_give_way_to_ids_and_captions_stay(self) -> None:
        stored = content.with_placeholders(
            '<p>क</p>\n<figure data-social-post="a"></figure>'
            '<figure data-image="b" data-layout="wide"><figcaption>ख</figcaption></figure>'
            '<figure data-gallery="b c"><figcaption>ग</figcaption></figure><figure data-story="d"></figure>'
            '<figure data-file="e"></figure>',
            {"a": (7, "https://x.example/7")}.__getitem__,
            {"b": 9, "c": 10}.__getitem__,
            {"d": (3, "/d-3/", "घ")}.__getitem__,
            {"e": (4, "/files/e.pdf", "च")}.__getitem__,
        )
        assert stored == (
            '<p>क</p>\n<figure data-social-post="7"><a href="https://x.example/7">https://x.example/7</a></figure>'
            '<figure data-image="9" data-layout="wide"><figcaption>ख</figcaption></figure>'
            '<figure data-gallery="9 10"><figcaption>ग</figcaption></figure>'
            '<figure data-story="3"><a href="/d-3/">घ</a></figure>'
            '<figure data-file="4"><a href="/files/e.pdf">च</a></figure>'
        )


class TestPictures:
    @pytest.mark.parametrize("path", sorted(content.PICTURES.iterdir()), ids=lambda path: path.stem)
    def test_each_is_a_small_jpeg_of_its_size(self, path: Path) -> None:
        with Image.open(path) as picture:
            picture.load()
            assert picture.format == "JPEG"
            assert picture.size in ((1600, 900), (600, 600))
        assert path.stat().st_size < 150_000

    def test_all_together_are_small_enough_to_ship(self) -> None:
        assert sum(path.stat().st_size for path in content.PICTURES.iterdir()) < 3_000_000

    def test_every_picture_is_used_and_says_what_it_shows(self) -> None:
        assert {image.picture for image in NEWSROOM.images} == {path.stem for path in content.PICTURES.iterdir()}
        assert all(image.alt and len(image.alt) <= 300 and len(image.focal) == 2 for image in NEWSROOM.images)
        assert all(0 <= share <= 100 for image in NEWSROOM.images for share in image.focal)
