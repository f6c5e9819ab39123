"""What becomes of a paste: from every program a newsroom copies from, into the body editor of a real browser."""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Iterator
from itertools import chain

import pytest
from playwright.sync_api import Page, Route, expect

from articles.body import clean
from articles.models import PostSnapshot, SocialPost
from tests import factories
from tests.browser.pasting import EDITABLE, PASTES, body, drop, example, notices, paste, paste_and_look, settled, undo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

POST = "https://x.com/cityworks/status/1861454974426722737"
CARD = re.compile(
    r'<figure data-social-post="\d+"><a href="https://x\.com/\w+/status/1861454974426722737">[^<]+</a></figure>'
)


@pytest.fixture
def form(desk: Page, complaints: list[str]) -> Iterator[Page]:
    desk.goto("/admin/articles/article/add/")
    desk.wait_for_selector(EDITABLE)
    expect(desk.locator(".prose-menubar")).to_be_visible()
    yield desk
    assert complaints == []


def without_cards(html: str) -> str:
    return CARD.sub("[card]", html)


def move(page: Page, *keys: str) -> None:
    """Moves the cursor. The editor hears of it a moment later, which no typist is quick enough to see; and a jump to
    the start within 200 ms of being focused it takes for the browser's own doing and reverts."""
    page.wait_for_timeout(250)
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(60)


# -- posts


def test_an_address_becomes_a_card_and_one_goes_on_writing_after_it(form: Page) -> None:
    pasted = paste(form, POST)
    assert pasted == f'<p><a href="{POST}">{POST}</a></p>'
    expect(form.locator("figure.post-card")).to_be_visible()
    form.keyboard.type("आगे")
    assert without_cards(body(form)) == "[card]<p>आगे</p>"
    undo(form)
    undo(form)
    assert body(form) == f'<p><a href="{POST}">{POST}</a></p>'
    undo(form)
    assert body(form) in ("", "<p></p>")


def test_a_post_alone_in_its_line_becomes_a_card_and_a_link_in_a_sentence_stays(form: Page) -> None:
    paste(form, f"पहले की बात।\n{POST}\nयह देखें {POST} और पढ़ें।\n\nhttps://example.com/no-post-at-all\n")
    expect(form.locator("figure.post-card")).to_have_count(1)
    settled(form)
    assert without_cards(body(form)) == (
        f'<p>पहले की बात।</p>[card]<p>यह देखें <a href="{POST}">{POST}</a> और पढ़ें।</p>'
        '<p><a href="https://example.com/no-post-at-all">https://example.com/no-post-at-all</a></p>'
    )


def test_an_address_pasted_into_a_sentence_is_a_link(form: Page) -> None:
    form.click(EDITABLE)
    form.keyboard.type("देखें ")
    paste(form, POST)
    settled(form)
    assert body(form) == f'<p>देखें <a href="{POST}">{POST}</a></p>'


def test_an_address_pasted_onto_marked_words_is_their_link(form: Page) -> None:
    form.click(EDITABLE)
    form.keyboard.type("पोस्ट")
    form.keyboard.press("Control+a")
    pasted = paste(form, POST)
    assert pasted == f'<p><a href="{POST}">पोस्ट</a></p>'


def test_embed_code_of_every_network_among_other_lines_becomes_a_card(form: Page) -> None:
    names = sorted(path.name for path in PASTES.glob("*-embed.txt"))
    assert len(names) == 19
    for name in names:
        pasted = paste(form, f"पहले\n{example(name)}\nबाद में")
        assert "&lt;" in pasted, name
        expect(form.locator("figure.post-card")).to_have_count(1)
        assert re.sub("<figure.*</figure>", "[card]", body(form)) == "<p>पहले</p>[card]<p>बाद में</p>", name
        undo(form)
        assert body(form) == pasted, name
        undo(form)
        assert body(form) in ("", "<p></p>"), name
    # Of Datawrapper and of Flourish there are two codes of the same chart.
    assert SocialPost.objects.count() == len(names) - 2


def test_a_quoted_post_from_a_page_keeps_its_words_and_its_author(form: Page) -> None:
    pasted = paste(form, html=example("x-rendered-quote.html"))
    assert '<blockquote><p lang="en">The bridge is open.<br>Thank you all.' in pasted
    expect(form.locator("figure.post-card")).to_contain_text("The bridge is open.")
    assert without_cards(body(form)) == "<p>पहले।</p>[card]<p>बाद में।</p>"
    snapshot = PostSnapshot.objects.get()
    assert (snapshot.author_name, snapshot.handle, snapshot.language) == ("City Works", "cityworks", "en")
    assert snapshot.text == "The bridge is open.\nThank you all. #Bridge"
    undo(form)
    assert '<blockquote><p lang="en">The bridge is open.<br>Thank you all.' in body(form)


def test_what_the_desk_cannot_look_up_stays_as_it_was_pasted_and_can_be_tried_again(
    form: Page, complaints: list[str]
) -> None:
    form.route("**/resolve/", lambda route: route.fulfill(status=503, body="{}"))
    paste(form, POST)
    expect(form.locator(".paste-notice")).to_be_visible()
    assert body(form) == f'<p><a href="{POST}">{POST}</a></p>'
    complaints.clear()
    form.unroute("**/resolve/")
    form.click(".paste-notice-act")
    expect(form.locator("figure.post-card")).to_be_visible()
    expect(form.locator(".paste-notice")).to_have_count(0)


def test_whoever_writes_on_while_the_desk_looks_up_loses_nothing(form: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    form.route("**/resolve/", hold)
    paste(form, f"पहला\n{POST}\n{POST}0\nअंत")
    # One address is changed meanwhile: it is no longer what was asked for.
    form.keyboard.type(" और कुछ")
    move(form, "Control+Home")
    form.keyboard.type("सबसे ")
    move(form, "ArrowDown", "ArrowDown", "End", "ArrowLeft")
    form.keyboard.type("x")
    held[0].continue_()
    expect(form.locator("figure.post-card")).to_have_count(1)
    assert body(form).startswith('<p>सबसे पहला</p><figure data-social-post="')
    assert body(form).endswith("<p>अंत और कुछ</p>")
    assert f">{POST}x0</a></p>" in body(form)


def test_another_story_of_this_site_becomes_its_card(form: Page) -> None:
    story = factories.story("बांध के फाटक खुले")
    paste(form, form.url.split("/admin/")[0] + story.get_absolute_url())
    expect(form.locator(f"figure[data-story='{story.pk}'], figure.story-card")).to_contain_text("बांध के फाटक खुले")
    assert f'<figure data-story="{story.pk}">' in body(form)


# -- the flattened form and the sub-headings of a plain text

FLATTENED = (
    "नगर निगम ने शनिवार को पुराने पुल की मरम्मत शुरू की और कहा कि काम दस दिन चलेगा, रात में रास्ता बंद रहेगा।\n\n"
    "रात में बंद\n\n"
    "पुल रात दस बजे से सुबह छह बजे तक बंद रहेगा, लोगों को बाईपास से जाने की सलाह दी गई है।\n\n"
    "The old bridge will be closed at night.\n\n\n\nThank you for your patience.\n\n\n\n"
    "🇮🇳 #Bridge pic.twitter.com/AbCdEf1234 — City Works (@cityworks) November 26, 2024\n\n"
    "पहले भी टूटा था\n\n"
    "इससे पहले 2019 की बाढ़ में पुल का एक हिस्सा टूट गया था और उसे बनाने में दो साल लगे थे।"
)


def test_sub_headings_and_a_flattened_post_are_proposed_and_made_at_one_click(form: Page) -> None:
    paste(form, FLATTENED)
    before = body(form)
    assert before.count("<p>") == 8
    notice = form.locator(".paste-notice")
    expect(notice).to_contain_text("City Works (@cityworks)")
    assert body(form) == before
    assert not SocialPost.objects.exists()
    form.click(".paste-notice-act")
    expect(form.locator("figure.post-card")).to_contain_text("Thank you for your patience.")
    blocks = re.sub("<figure.*</figure>", "[card]", body(form))
    assert re.findall(r"<h2>([^<]+)</h2>", blocks) == ["रात में बंद", "पहले भी टूटा था"]
    assert blocks.count("<p>") == 3
    assert blocks.index("रात में बंद") < blocks.index("[card]") < blocks.index("पहले भी")
    snapshot = PostSnapshot.objects.get()
    assert snapshot.text == "The old bridge will be closed at night.\n\nThank you for your patience.\n\n🇮🇳 #Bridge"
    undo(form)
    assert body(form) == before


def test_what_is_proposed_can_be_dismissed_by_keyboard(form: Page) -> None:
    paste(form, FLATTENED)
    form.focus(".paste-notice-act")
    form.keyboard.press("Escape")
    expect(form.locator(".paste-notice")).to_have_count(0)
    assert form.evaluate("document.activeElement.classList.contains('ProseMirror')")
    assert not SocialPost.objects.exists()


def test_a_flattened_post_alone_is_proposed_as_a_card(form: Page) -> None:
    paste(form, "Bridge closed at night. — City Works (@cityworks) November 26, 2024")
    expect(form.locator(".paste-notice blockquote")).to_have_text("Bridge closed at night.")
    form.click(".paste-notice-act")
    expect(form.locator("figure.post-card")).to_be_visible()


def test_the_headline_of_a_text_is_offered_to_the_form(form: Page) -> None:
    paste(
        form,
        "पुराने पुल की मरम्मत शुरू, रात में रास्ता बंद\n\n" + FLATTENED.split("\n\n")[0] + "\n\n" + FLATTENED.split("\n\n")[2],
    )
    expect(form.locator(".paste-notice")).to_contain_text("पुराने पुल की मरम्मत शुरू")
    form.click(".paste-notice-act")
    expect(form.locator("#id_headline")).to_have_value("पुराने पुल की मरम्मत शुरू, रात में रास्ता बंद")
    assert body(form).count("<p>") == 2


# -- from other programs


def test_word(form: Page) -> None:
    paste(form, html=example("word.html"))
    html = body(form)
    assert html.startswith(
        "<h2>पुल की मरम्मत</h2><p><strong>नगर निगम</strong> ने <strong><em>पुराने पुल</em></strong> की <em>मरम्मत</em> "
        'शुरू की। <a href="https://nigam.example/pul?id=7">पूरी सूचना</a> और फ़ाइल।</p>'
        "<p>काम बारह दिन चलेगा।[1] सोनपुर में।</p>"
        "<ul><li><p>पहला चरण</p><ul><li><p>खंभे</p></li></ul></li><li><p>दूसरा चरण</p></li></ul><ol"
    )
    assert re.search(r"<ol[^>]*><li><p>गिनती एक</p></li><li><p>गिनती दो</p></li></ol>", html)
    assert '<figure data-table="plain"><figcaption></figcaption><table><tbody><tr><td><p>वार्ड</p></td>' in html
    assert html.endswith("<p>[1] बरसात न हुई तो।</p>")
    for words in ("दस दिन", "भीतरी टिप्पणी", "जाँच लें", "पुराना पुल"):
        assert words in notices(form)
        assert words not in html
    expect(form.locator(EDITABLE)).to_contain_text("पुल का काम कल से शुरू होगा और लोग खुश हैं।")


def test_google_docs(form: Page) -> None:
    pasted = paste(form, html=example("google-docs.html"))
    assert pasted == (
        "<h2>मेले की तैयारी</h2><p>पहला <strong>मोटा</strong> और <em>तिरछा</em> शब्द, "
        '<a href="https://mela.example/soochna?id=3">कड़ी</a>।</p>'
        "<ul><li><p>झूले</p><ul><li><p>बड़े झूले</p></li></ul></li><li><p>दुकानें</p></li></ul>"
        "<p>पंक्ति एक<br>पंक्ति दो</p>"
        '<figure data-table="plain"><figcaption></figcaption><table><tbody>'
        "<tr><td><p>दिन</p></td><td><p>समय</p></td></tr><tr><td><p>सोमवार</p></td><td><p></p></td></tr></tbody></table></figure>"
    )
    assert "lh7-rt.googleusercontent.example" in notices(form)


def test_whatsapp(form: Page) -> None:
    pasted = paste(form, html=example("whatsapp.html"))
    assert pasted == ("<p>सोनपुर में <strong>भारी बारिश</strong> 🌧️</p><p>स्टेशन रोड बंद है।<br>लोग नाव से निकल रहे हैं।</p>")
    assert notices(form) == ""


def test_libreoffice(form: Page) -> None:
    paste(form, html=example("libreoffice.html"))
    expect(form.locator(EDITABLE)).to_contain_text("भारत ने मैच जीत लिया और लोग खुश हैं।")
    html = re.sub(" data-type=.decimal.", "", body(form))
    assert "<p><strong>कप्तान</strong> ने कहा, “हम <em>खुश</em> हैं।”<sup>1</sup></p>" in html
    assert "<ol><li><p>पहला मैच</p><ol><li><p>पहली पारी</p></li></ol></li><li><p>दूसरा मैच</p></li></ol>" in html
    assert "<tr><th><p>टीम</p></th><th><p>रन</p></th></tr><tr><td><p>भारत</p></td>" in html


def test_outlook(form: Page) -> None:
    pasted = paste(form, html=example("outlook.html"))
    assert pasted == (
        "<p>प्रेस विज्ञप्ति</p><p>जल बोर्ड ने <strong>नई दरें</strong> तय कीं: "
        '<a href="https://jal.example/dar?id=9">दरें देखें</a>।</p>'
        "<ul><li><p>घरेलू</p></li><li><p>व्यावसायिक</p></li></ul><p>सादर,<br>जनसंपर्क विभाग</p>"
    )
    assert notices(form) == ""


def test_a_news_site_is_asked_for_nothing_and_its_posts_become_cards(form: Page) -> None:
    asked: list[str] = []
    form.on("request", lambda request: asked.append(request.url))
    paste(form, html=example("news-site.html"))
    expect(form.locator("figure.post-card")).to_have_count(2)
    settled(form)
    assert re.sub("<figure.*?</figure>", "[card]", body(form)) == (
        '<h2>नदी उफान पर</h2><p>By <a href="https://site.example/lekhak">मीरा जोशी</a></p>'
        "<p>सोन नदी, शनिवार को। फ़ोटो: अपना</p>"
        "<p>पानी <strong>खतरे के निशान</strong> से ऊपर है।</p><h3>राहत</h3><p>शिविर खुले।</p><p>खाना बँट रहा है।</p>[card]"
        "<p>आगे की खबर।</p>[card]"
        '<p><a href="https://naksha.example/embed?id=4">https://naksha.example/embed?id=4</a></p>'
    )
    assert "विज्ञापन" in notices(form)
    assert "नदी का बढ़ा हुआ पानी" in notices(form)
    own = form.url.split("/admin/")[0]
    assert [address for address in asked if not address.startswith((own, "data:"))] == []


# -- old fonts


def test_words_in_an_old_font_are_converted_marked_and_can_be_taken_back(form: Page) -> None:
    paste(
        form, "iqy dk dke dy ls 'kq: gksxk vkSj yksx [kq'k gSaA\nThe bridge opens tomorrow, says the mayor of Sonpur."
    )
    expect(form.locator(".converted-words")).to_have_text("पुल का काम कल से शुरू होगा और लोग खुश हैं।")
    assert (
        body(form)
        == "<p>पुल का काम कल से शुरू होगा और लोग खुश हैं।</p><p>The bridge opens tomorrow, says the mayor of Sonpur.</p>"
    )
    form.click(".paste-notice button")
    expect(form.locator(".converted-words")).to_have_count(0)
    undo(form)
    assert body(form).startswith("<p>iqy dk dke dy ls 'kq: gksxk")


def test_devanagari_joiners_and_both_spellings_of_a_nukta_survive(form: Page) -> None:
    pasted = paste(form, "हिन्\u200dदी क्\u200cष क़ानून क\u093cानून 🇮🇳 👩🏽\u200d🚀")
    assert pasted == "<p>हिन्\u200dदी क्\u200cष क़ानून क\u093cानून 🇮🇳 👩🏽\u200d🚀</p>"
    assert notices(form) == ""


# -- pictures and files


@pytest.fixture
def library(desk: Page) -> int:
    """A library that takes every picture in under this number, save those that are called "refused"."""
    number = factories.image().pk
    desk.route(
        "**/admin/editor/uploads*.js",
        lambda route: route.fulfill(
            content_type="text/javascript",
            body="export const uploadList = () => {};\n"
            "export const uploadFiles = async (files) => files.map((file) => "
            f'file.name.startsWith("refused") ? {{ name: file.name, error: "not a picture" }} : {{ id: {number} }});',
        ),
    )
    return number


def test_pasted_files_become_pictures_of_the_library_or_are_named(library: int, form: Page) -> None:
    form.click(EDITABLE)
    form.keyboard.type("पहले")
    data = factories.picture_bytes()
    paste(form, files=[("nadi.png", "image/png", data), ("refused.png", "image/png", data)])
    expect(form.locator(f"{EDITABLE} figure img")).to_be_visible()
    assert body(form).removesuffix("<p></p>") == f'<p>पहले</p><figure data-image="{library}"></figure>'
    assert "refused.png: not a picture" in notices(form)
    undo(form)
    assert "<figure" not in body(form)


def test_a_picture_inside_a_pasted_document_stands_at_its_place(library: int, form: Page) -> None:
    data = base64.b64encode(factories.picture_bytes()).decode()
    boat, listed = (f'<img src="data:image/png;base64,{data}" alt="{alt}">' for alt in ("नाव", "सूची की नाव"))
    paste(form, html=f"<p>पहले {boat} बाद में</p><ul><li>सूची {listed}</li></ul>")
    expect(form.locator(f"{EDITABLE} figure img")).to_be_visible()
    assert body(form).startswith(f'<p>पहले</p><figure data-image="{library}"></figure><p>बाद में</p><ul><li><p>सूची</p>')
    assert "सूची की नाव" in notices(form)


# -- where it is pasted


def test_a_cell_and_a_caption_take_words_and_no_cards(form: Page) -> None:
    image = factories.image()
    story = factories.draft(
        body=f'<figure data-image="{image.pk}"><figcaption>चित्र</figcaption></figure><figure data-table="plain">'
        "<figcaption></figcaption><table><tbody><tr><td><p>कख</p></td><td><p>ग</p></td></tr></tbody></table></figure><p>अंत</p>"
    )
    form.goto(f"/admin/articles/article/{story.pk}/change/")
    form.wait_for_selector(EDITABLE)
    settled(form)  # The picture moves what stands below it when it comes.
    form.click(f"{EDITABLE} figcaption >> text=चित्र")
    move(form, "End")
    paste(form, html=f"<h2>एक</h2><p>दो <b>तीन</b></p><blockquote><p>चार</p></blockquote><p>{POST}</p>")
    form.click(f"{EDITABLE} td >> nth=0")
    move(form, "End")
    paste(form, html="<h2>पाँच</h2><ul><li>छह</li></ul><table><tr><td>सात</td></tr></table>")
    settled(form)
    html = body(form)
    caption, cell = re.search(r"<figcaption>(.+?)</figcaption>", html), re.search(r"<td>(.+?)</td>", html)
    assert caption
    assert re.sub("<[^>]+>", "", caption[1]).startswith("चित्रएक दो तीन चार https://x.com/")
    assert cell
    assert re.sub("<[^>]+>", "", cell[1]) == "कखपाँचछहसात"
    assert "<h2>" not in html
    assert html.count("<figure") == 2
    assert "<p>अंत</p>" in html


def test_what_is_dropped_goes_the_same_road(form: Page) -> None:
    form.click(EDITABLE)
    form.keyboard.type("पहले")
    drop(form, text=POST, html=f'<a href="{POST}">{POST}</a>')
    settled(form)
    assert POST in body(form)
    assert "पहले" in body(form)


# -- nothing is swallowed

# Pieces of documents: as HTML, the words that have to stand in the story, the words that have to be named.
PIECES = [
    ("<p>{}</p>", True),
    ("<div><span style='font-weight:700'>{}</span></div>", True),
    ("{}<br><br>", True),
    ("<h1>{}</h1>", True),
    ("<h5><b>{}</b></h5>", True),
    ("<ul><li>{}<ul><li>{}</li></ul></li><li><p>{}</p></li></ul>", True),
    ("<ol><li>{}</li><ol><li>{}</li></ol></ol>", True),
    ("<table><tr><td>{}</td><td>{}</td></tr><tr><th><h3>{}</h3></th><td><ul><li>{}</li></ul></td></tr></table>", True),
    ("<table><tr><td><table><tr><td>{}</td></tr></table>{}</td></tr></table>", True),
    ("<blockquote>{}<p>{}</p></blockquote>", True),
    ("<p>{}<div>{}</div>{}</p>", True),
    ("<a href='https://a.example/{}'><div>{}</div></a>", False),
    ("<a href='javascript:void(0)'>{}</a>", True),
    ("<pre>{}\n{}</pre>", True),
    ("<dl><dt>{}</dt><dd>{}</dd></dl>", True),
    ("<section><header>{}</header><figure><figcaption>{}</figcaption></figure></section>", True),
    ("<p>{}<img src='https://b.example/x.png' alt='चित्र'>{}</p>", True),
    ("<font face='Arial' color=red>{}<sup>{}</sup></font>", True),
    ("<details><summary>{}</summary>{}</details>", True),
    ("<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>{}</p>", True),
    ("<p class=MsoListParagraph style='mso-list:l0 level3 lfo1'><span style='mso-list:Ignore'>o</span>{}</p>", True),
    ("<label>{}<input value=x></label><button>{}</button>", True),
]
NAMED = [
    "<del datetime='2026-01-01'>{}</del>",
    "<p style='display:none'>{}</p>",
    "<span style='mso-hide:all'>{}</span>",
    "<svg><text>{}</text></svg>",
]


def composed(chance: random.Random) -> tuple[str, list[str], list[str]]:
    """A document of random pieces, the words in it that count in their order, and those that have to be named."""
    numbers = iter(range(10, 999))
    html, shown, named = "", [], []
    for _ in range(chance.randint(1, 12)):
        piece, counts = chance.choice(PIECES)
        words = [f"{chance.choice('कखगघचछजझ')}{next(numbers)}" for _ in range(piece.count("{}"))]
        shown += words if counts else words[1:]
        html += piece.format(*words)
        if chance.random() < 0.25:
            named.append(f"म{next(numbers)}")
            html += chance.choice(NAMED).format(named[-1])
    return html, shown, named


def test_every_word_of_any_document_stands_once_and_in_order_or_is_named(form: Page) -> None:
    form.click(EDITABLE)
    form.keyboard.type("यहाँ")
    before = body(form)
    for seed in range(60):
        html, shown, named = composed(random.Random(seed))
        after, said = paste_and_look(form, html)
        found = re.findall(r"[क-ह]\d+", re.sub("<[^>]+>", " ", after).replace("यहाँ", ""))
        assert found == shown, (seed, html, after)
        assert [word for word in named if word not in said] == [], (seed, html, said)
        undo(form)
        assert body(form) == before, seed


def test_every_character_of_a_plain_text_stands_in_the_story(form: Page) -> None:
    chance = random.Random(3)
    pieces = [
        "*तारा*",
        "_नीचे_",
        "**दो**",
        "# शीर्षक",
        "1. एक",
        "- दो",
        "<b>मोटा</b>",
        "a@b.example",
        "https://a.example/x?y=1",
        "`क`",
    ]
    lines = ["  ".join(chance.choices(pieces, k=chance.randint(1, 6))) for _ in range(40)]
    paste(form, "\n".join(lines))
    shown = form.evaluate(f"[...document.querySelectorAll('{EDITABLE} p')].map((one) => one.textContent)")
    assert shown == lines


def test_a_long_story_is_there_at_once(form: Page) -> None:
    sentence = "नगर निगम ने शनिवार को पुराने पुल की मरम्मत शुरू की और कहा कि काम दस दिन चलेगा। "
    html = "".join(
        f"<p class=MsoNormal><span lang=HI style='font-size:12pt'>{sentence * 5}</span></p>" for _ in range(220)
    )
    took = form.evaluate("performance.now()")
    paste(form, html=html)
    took = form.evaluate("performance.now()") - took
    assert body(form).count("<p>") == 220
    assert took < 15_000, took


def test_what_is_cut_from_the_story_itself_comes_back_as_it_was(form: Page) -> None:
    post = factories.post("पुल खुला", url="https://social.example/1")
    written = (
        f"<p>एक <strong>दो</strong></p>{factories.quoting(post)}<h2>तीन</h2><ul><li><p>चार</p></li></ul><p>पाँच</p>"
    )
    story = factories.draft(body=written)
    form.goto(f"/admin/articles/article/{story.pk}/change/")
    form.wait_for_selector(EDITABLE)
    form.click(f"{EDITABLE} h2")
    form.keyboard.press("Control+a")
    copied = form.evaluate(
        """() => {
          const transfer = new DataTransfer();
          const event = new ClipboardEvent("cut", { clipboardData: transfer, bubbles: true, cancelable: true });
          document.querySelector(".field-body .ProseMirror").dispatchEvent(event);
          return [transfer.getData("text/html"), transfer.getData("text/plain")];
        }"""
    )
    assert body(form) in ("", "<p></p>")
    pasted = paste(form, html=copied[0], text=copied[1])
    assert pasted.removesuffix("<p></p>") == story.body
    assert notices(form) == ""


def test_what_the_editor_writes_is_what_is_stored(form: Page) -> None:
    marked = "<a href='https://a.example/'><strong><em><u><s>क<sub>ख</sub><sup>ग</sup></s></u></em></strong></a>"
    paste(form, html=f"<p dir=rtl lang=ur>اردو {marked}</p><p>{marked}</p><ul><li>{marked}</li></ul>")
    assert clean(body(form)) == body(form)
    assert all(f"<{tag}>" in body(form) for tag in ("strong", "em", "u", "s", "sub", "sup"))


def test_nothing_but_the_story_form_of_a_paste_is_stored(form: Page) -> None:
    """What marks a place on its way into the story never reaches the field."""
    for name in chain(PASTES.glob("*.html"), PASTES.glob("*.txt")):
        content = name.read_text(encoding="utf-8")
        paste(form, html=content) if name.suffix == ".html" else paste(form, content)
    settled(form)
    for trace in ("data-paste", "pasted", "converted-words", "style=", "class=", "<span>", "<img", "<script"):
        assert trace not in re.sub("&lt;.*?&gt;", "", body(form)), trace
