"""Stories that the sample newsroom does not have: one with every kind of block in each language, and extreme cases."""

from __future__ import annotations

import io

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import ImageChops, ImageFilter

from articles import body, publishing
from articles.importers.sample_newsroom.content import PICTURES
from articles.models import Article, Author, Image, Language, SocialPost
from articles.publishing import image_library
from tests import factories

HINDI, ENGLISH = Language.HINDI, Language.ENGLISH
NETWORKS = {
    "https://x.com/PulVibhag/status/1861454974426722737": ("x", "1861454974426722737"),
    "https://www.youtube.com/watch?v=abcdefghijk": ("youtube", "abcdefghijk"),
    "https://www.instagram.com/p/Cabc123defg/": ("instagram", "Cabc123defg"),
    "https://bsky.app/profile/pul.example/post/3kabc": ("bluesky", "pul.example/3kabc"),
    "https://mastodon.example/@pul/112233445566": ("mastodon", "mastodon.example/112233445566"),
}
# Who wrote each of the five posts, and what.
POSTS = {
    HINDI: [
        ("पुल विभाग", "PulVibhag", "नया पुल आज सुबह छह बजे से सबके लिए खुल गया। #पुल 🇮🇳"),
        ("घाट की सैर", "ghatkisair", "पुल से नदी कैसी दिखती है: चार मिनट की सैर।"),
        ("गुलनार", "gulnar.chitra", "पहली साइकिल मेरी थी। घंटी बजाते हुए पार किया।"),
        ("मौसम चौकी", "mausam.example", "हवा 14 किमी प्रति घंटा, पुल पर फिसलन नहीं है।"),
        ("नाविक संघ", "navik", "नावें भी चलेंगी। किराया वही, बातचीत मुफ़्त।"),
    ],
    ENGLISH: [
        ("Department of Bridges", "PulVibhag", "The new bridge opened to everyone at six this morning. #bridge 🇮🇳"),
        ("Walks by the ghat", "ghatwalks", "What the river looks like from up there: a walk of four minutes."),
        ("Gulnar", "gulnar.draws", "Mine was the first bicycle. I rang the bell all the way across."),
        ("The weather post", "mausam.example", "Wind at 14 km an hour, and nothing slippery on the bridge."),
        ("The boatmen", "navik", "Boats go on running. The fare is the same, the talk is free."),
    ],
}
WORDS = {
    HINDI: {
        "headline": "नदी पर नया पुल खुला, पहले ही दिन चालीस हज़ार लोग पैदल पार हुए",
        "kicker": "झीलनगर",
        "standfirst": "ग्यारह साल के इंतज़ार के बाद शहर के दोनों किनारे जुड़े। नावें भी चलती रहेंगी।",
        "dateline_place": "झीलनगर",
        "paragraph": "सुबह की धुंध अभी छँटी नहीं थी कि घंटाघर की तरफ़ से लोग आने लगे। किसी के हाथ में थैला था, किसी के "
        "कंधे पर बच्चा, और सबसे आगे वह डाकिया जो पिछले इक्कीस साल से नाव से चिट्ठियाँ ले जाता रहा है।",
        "heading": "किसे क्या मिला",
        "points": ("स्कूल अब दस मिनट दूर है", "मंडी तक का किराया आधा हुआ", "अस्पताल की रात की बस शुरू हुई"),
        "quote": "पुल ने दूरी घटाई है, मेल-जोल हमें ख़ुद बढ़ाना होगा।",
        "fact": ("पुल एक नज़र में", "लंबाई 412 मीटर", "पैदल रास्ता तीन मीटर चौड़ा"),
        "caption": "पहले दिन पुल पर चलते लोग",
        "alt": "धुंध में पुल पर चलते लोग, नीचे नदी",
        "table": (("समय", "पैदल", "साइकिल"), ("सुबह", "12,400", "830"), ("शाम", "27,600", "1,940")),
        "table_name": "पहले दिन कितने लोग पार हुए",
        "correction": "पहले छपी ख़बर में पुल की लंबाई 421 मीटर बताई गई थी। वह 412 मीटर है।",
    },
    ENGLISH: {
        "headline": "New bridge over the river opens, forty thousand walk across on its first day",
        "kicker": "Jheelnagar",
        "standfirst": "After eleven years of waiting the two banks of the town are joined. The boats go on running.",
        "dateline_place": "Jheelnagar",
        "paragraph": "The mist had not lifted when people began to come from the clock tower. Some carried bags, some "
        "a child on the shoulder, and ahead of them all walked the postman who has taken letters over by boat for "
        "twenty-one years.",
        "heading": "Who gets what",
        "points": ("School is ten minutes away", "The market fare is halved", "A night bus goes to the hospital"),
        "quote": "The bridge has shortened the way. Coming together is up to us.",
        "fact": ("The bridge at a glance", "412 metres long", "A footway three metres wide"),
        "caption": "People on the bridge on its first day",
        "alt": "People on a bridge in the mist, the river below",
        "table": (("Time", "On foot", "Bicycles"), ("Morning", "12,400", "830"), ("Evening", "27,600", "1,940")),
        "table_name": "How many crossed on the first day",
        "correction": "An earlier version said that the bridge is 421 metres long. It is 412.",
    },
}  # fmt: skip


def five_posts(language: str) -> Article:
    """Add a story with every kind of block, five posts of five networks, a heavy lead picture and a correction."""
    words = WORDS[language]
    lead = photograph(str(words["alt"]), language)
    others = list(Image.objects.filter(import_ref__startswith="sample:").order_by("pk")[:4])
    linked = Article.objects.published().filter(language=language).first()
    assert linked is not None
    quoted = [
        factories.post(
            text, author_name=name, handle=handle, url=url, network=network, network_id=key, language=language
        )
        for (name, handle, text), (url, (network, key)) in zip(POSTS[language], _addresses(language), strict=True)
    ]
    paragraph = f"<p>{words['paragraph']}</p>"
    parts = [
        paragraph, factories.quoting(quoted[0]), f"<h2>{words['heading']}</h2>",
        "<ul>" + "".join(f"<li><p>{one}</p></li>" for one in words["points"]) + "</ul>",
        body.image(others[0].pk, str(words["caption"]), "wide"), paragraph, factories.quoting(quoted[1]),
        f'<aside data-aside="pull-quote"><p>{words["quote"]}</p></aside>', paragraph, factories.quoting(quoted[2]),
        body.story(linked.pk, linked.get_absolute_url(), linked.headline), _fact_box(*words["fact"]), paragraph,
        factories.quoting(quoted[3]), _table(str(words["table_name"]), words["table"]),
        body.gallery([one.pk for one in others], str(words["caption"])), paragraph,
        f"<blockquote><p>{words['quote']}</p></blockquote>", factories.quoting(quoted[4]), paragraph,
    ]  # fmt: skip
    own = {name: words[name] for name in ("headline", "kicker", "standfirst", "dateline_place")}
    writers = list(Author.objects.order_by("pk")[:2])
    tags = ["नदियाँ", "शहरी यातायात"] if language == HINDI else ["Everyday life", "Ferries"]
    story = factories.story(
        **own, body="".join(parts), language=language, lead_image=lead, bylines=writers, tags=tags,
        section=factories.section("desh" if language == HINDI else "english"), lead_caption=words["caption"],
    )  # fmt: skip
    return publishing.correct(story, str(words["correction"]), by=factories.editor())


def video(language: str) -> Article:
    words = WORDS[language]
    post = SocialPost.objects.filter(network="youtube", snapshots__language=language).latest("pk")
    image = Image.objects.filter(import_ref__startswith="sample:").order_by("pk")[5]
    return factories.story(
        "पुल से नदी: चार मिनट की सैर" if language == HINDI else "The river from the bridge: a walk of four minutes",
        kind="video", language=language, standfirst=words["standfirst"], lead_image=image,
        section=factories.section("desh" if language == HINDI else "english"),
        body=factories.quoting(post) + f"<p>{words['paragraph']}</p>",
    )  # fmt: skip


def one_word() -> Article:
    """Add a story whose headline is one word, without a picture."""
    return factories.story("बारिश", body="<p>आज।</p>", section=factories.section("desh"))


def thirty_words() -> Article:
    """Add a story with a thirty-word headline and eight bylines, without a picture."""
    headline = (
        "झीलनगर में नए पुल के उद्घाटन पर उमड़ी भीड़ के बीच मुख्य अभियंता ने कहा कि अगले मानसून से पहले दोनों किनारों की "
        "सड़कें चौड़ी होंगी और नाविकों को नया घाट मिलेगा"
    )
    return factories.story(
        headline, standfirst=" ".join([str(WORDS[HINDI]["standfirst"])] * 3), section=factories.section("desh"),
        body=f"<p>{WORDS[HINDI]['paragraph']}</p>" * 2, bylines=list(Author.objects.order_by("pk")[:8]),
    )  # fmt: skip


def photograph(alt: str, language: str) -> Image:
    """Add a picture with as many bytes as a photograph: a sample drawing has half as many until grain is added."""
    drawing = Pillow.open(PICTURES / "train-on-viaduct.jpg").convert("RGB")
    grain = Pillow.effect_noise(drawing.size, 55).filter(ImageFilter.GaussianBlur(2.2))
    data = io.BytesIO()
    ImageChops.add(drawing, Pillow.merge("RGB", [grain] * 3), offset=-128).save(data, "JPEG", quality=90)
    made = Image.objects.create(file=ContentFile(data.getvalue(), name="bridge.jpg"), alt=alt, language=language)
    image_library.sync_files(made)
    return made


def _addresses(language: str) -> list[tuple[str, tuple[str, str]]]:
    """Return url -> (network, id). The English story quotes other posts than the Hindi one."""
    if language == HINDI:
        return list(NETWORKS.items())
    return [(_other(url), (network, _other(key))) for url, (network, key) in NETWORKS.items()]


def _other(address: str) -> str:
    """Return the same address with another last character."""
    end = "8" if address.rstrip("/")[-1].isdigit() else "z"
    return address.rstrip("/")[:-1] + end + ("/" if address.endswith("/") else "")


def _fact_box(name: str, *points: str) -> str:
    return f'<aside data-aside="fact-box"><h3>{name}</h3><ul>' + "".join(
        f"<li><p>{one}</p></li>" for one in points
    ) + "</ul></aside>"  # fmt: skip


def _table(name: str, rows: tuple[tuple[str, ...], ...]) -> str:
    head, *others = rows
    lines = ["".join(f"<th><p>{cell}</p></th>" for cell in head)]
    lines += ["".join(f"<td><p>{cell}</p></td>" for cell in row) for row in others]
    body_of = "".join(f"<tr>{line}</tr>" for line in lines)
    return (
        f'<figure data-table="results"><figcaption>{name}</figcaption><table><tbody>{body_of}</tbody></table></figure>'
    )
