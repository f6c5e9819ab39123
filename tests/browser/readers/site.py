"""Fill a small site with every kind of page, at one fixed time, for the tests of this folder."""

from __future__ import annotations

import datetime as dt
from itertools import count

from articles import body, publishing
from articles.models import Article, Image, Page, Policy, PostStatus, Section, Slot, SlotAssignment, SocialPost, Tag
from articles.publishing import front_desk
from articles.views.paging import write_cursor
from tests import cast, factories

NOON = dt.datetime(2026, 3, 15, 6, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
# Stories on one page of a list: few, so that the snapshots stay short and there is a second page.
PAGE_LENGTH = 6

TABLE = (
    '<figure data-table="figures"><figcaption>घाट से घाट का किराया</figcaption><table><tbody>'
    "<tr><th><p>घाट</p></th><th><p>किराया</p></th></tr><tr><th><p>नया घाट</p></th><td><p>20 रुपये</p></td></tr>"
    "<tr><th><p>पुराना घाट</p></th><td><p>1,20,000</p></td></tr></tbody></table></figure>"
)
FACT_BOX = '<aside data-aside="fact-box"><h3>पुल एक नज़र में</h3><ul><li><p>लंबाई 900 मीटर</p></li></ul></aside>'
PULL_QUOTE = '<aside data-aside="pull-quote"><p>अब शहर का चक्कर नहीं लगाना पड़ेगा।</p><p>— सुनीता, यात्री</p></aside>'


def fill_site() -> dict[str, str]:
    """Fill an empty site. Return the path of each kind of page by name."""
    _sections()
    _people()
    stories = _stories()
    _pages()
    _arrange(stories)
    return {**{name: story.get_absolute_url() for name, story in stories.items()}, **_paths()}


def _paths() -> dict[str, str]:
    return {
        "front": "/", "section": "/desh/", "section-english": "/english/", "tag": "/tag/pul/",
        "author": "/author/meera-joshi/", "archive": "/archive/", "year": "/archive/2026/",
        "month": "/archive/2026/03/", "older": f"/?before={write_cursor(Article.objects.published()[PAGE_LENGTH - 1])}",
        "search": "/search/?q=%E0%A4%AA%E0%A5%81%E0%A4%B2", "search-narrowed": "/search/?q=pul&tag=pul",
        "search-empty": "/search/?q=zzyzx", "search-blank": "/search/", "page": "/hamare-bare-mein/",
        "page-english": "/about/", "404": "/kuchh-nahin/", "500": "/broken", "503": "/closed",
    }  # fmt: skip


def _sections() -> None:
    cast.madhya_pradesh()
    Section.objects.filter(slug="desh").update(order=1)
    factories.section("duniya", "दुनिया", order=2)
    factories.section("english", "English", language="en", order=3)


def _people() -> None:
    meera = cast.author_meera()
    meera.portrait = factories.image("मीरा जोशी मुस्कुराते हुए", size=(400, 400))
    meera.role, meera.bio = "विशेष संवाददाता", "मीरा नदियों और पुलों पर लिखती हैं।"
    meera.links = "https://meera.example/"
    meera.save()
    cast.author_ravi()


def _pages() -> None:
    Page.objects.create(slug="hamare-bare-mein", title="हमारे बारे में", body="<h2>हम कौन हैं</h2><p>एक छोटा अख़बार।</p>")
    Page.objects.create(
        slug="about", title="About us", language="en", order=1, body="<h2>Who we are</h2><p>A small newspaper.</p>"
    )


def _stories() -> dict[str, Article]:
    """Publish the stories, the oldest first, an hour apart."""
    ages = count(30, -1)

    def add(headline: str, **fields: object) -> Article:
        fields = {"section": cast.desh(), "bylines": [cast.author_ravi()], **fields}
        return factories.story(headline, at=NOON - next(ages) * HOUR, **fields)  # type: ignore[arg-type]

    for number in range(1, 6):
        add(f"नाव घाट की पुरानी ख़बर {number}", section=cast.rajya() if number < 4 else cast.duniya())
    made = {
        "explainer": add("समझिए: पुल कैसे टिकता है", kind="explainer", body="<h2>खंभे</h2><p>नींव गहरी होती है।</p>"),
        "fact-check": add("क्या पुल हिलता है? नहीं", kind="fact-check", kicker="दावा ग़लत", lead_image=_boat("पुल का खंभा")),
        "video": add("देखिए: पुल पर पहली बस", kind="video", lead_image=_boat("पहली बस"), body=_video()),
        "opinion": add("पुल सबका है", kind="opinion", bylines=[cast.author_meera()], standfirst="किराया बढ़ाना भूल होगी।"),
        "opinion-guest": add("नाव वालों को मत भूलिए", kind="opinion", bylines=["Arun Desai"], kicker="मेहमान कलम"),
        "gallery": add("तस्वीरों में: घाट की एक सुबह", kind="gallery", lead_image=_boat("घाट पर भीड़"), body=_gallery()),
        "story-english": add("The bridge opens at last", **_english()),
        "410": add("हटाई हुई ख़बर"),
        "story-plain": add("बस अड्डे पर नई घड़ी", section=cast.duniya(), standfirst="घड़ी दोनों ओर से दिखेगी।"),
    }
    made["story"] = add("नया पुल खुला, नाव की जगह अब बस", **_bridge(made["explainer"]))
    publishing.withdraw(made["410"], by=cast.meera())
    publishing.correct(made["story"], "लंबाई 900 मीटर है, 800 नहीं।", by=cast.meera())
    publishing.correct(made["story-english"], "It is 900 metres long.", by=cast.meera())
    Tag.objects.filter(slug="pul").update(description="शहर के नए पुल की सारी ख़बरें।")
    Tag.objects.filter(slug="budget-2026").update(language="en")
    return made


def _bridge(explainer: Article) -> dict[str, object]:
    """A story with everything a body can hold, five quoted posts among it."""
    promise = '<span lang="en">“We kept our word.”</span>'
    text = (
        f"<p>शहर का नया पुल आज से खुल गया।</p><p>मंत्री ने कहा, {promise} "
        f'<a href="https://pul.example/">पूरा भाषण</a></p><h2>पहला दिन</h2><ul><li>बसें चलीं</li><li>नावें रुकीं</li></ul>'
        f"{body.image(_boat('पुल से नदी').pk)}{PULL_QUOTE}<h3>किराया</h3>{TABLE}"
        f"<blockquote><p>हम तैयार थे।</p></blockquote>{FACT_BOX}{_row_of_boats()}"
        f"{body.story(explainer.pk, explainer.get_absolute_url(), explainer.headline)}"
        f"<h2>किसने क्या कहा</h2>{factories.quoting(*_posts())}"
    )
    return {
        "body": text, "kicker": "बड़ी ख़बर", "standfirst": "पहली बस सुबह छह बजे चली।", "dateline_place": "भोपाल",
        "bylines": [cast.author_meera(), "Arun Desai"], "source_credit": "भाषा",
        "lead_image": _boat("नए पुल पर पहली बस"), "lead_caption": "नए पुल पर पहले दिन की पहली बस।",
        "tags": ["पुल", "Budget 2026"], "section": cast.rajya(),
    }  # fmt: skip


def _english() -> dict[str, object]:
    said = factories.post("पुल खुल गया।", translation="The bridge is open.", translation_language="en", posted_at=NOON)
    return {
        "section": cast.english(), "language": "en", "bylines": [cast.author_meera()], "dateline_place": "Bhopal",
        "standfirst": "The first bus left at six.", "tags": ["Budget 2026", "पुल"],
        "lead_image": _boat("The first bus", language="en", caption="The first bus on the bridge."),
        "body": f"<p>The new bridge opened today.</p><h2>What they said</h2>{factories.quoting(said)}",
    }  # fmt: skip


def _posts() -> list[SocialPost]:
    """Of five networks: two by one author, one in English with a translation, one without a name, one gone since."""
    return [
        factories.post(url="https://x.com/PulVibhag/status/1", network_id="1", posted_at=NOON - 9 * HOUR),
        factories.post(
            "पहली बस का वीडियो", network="youtube", network_id="abcdefghijk", url="https://youtu.be/abcdefghijk",
            handle="pulvibhag", posted_at=NOON, posted_day_only=True,
        ),
        factories.post(
            "The bridge is open. @nadi", network="mastodon", network_id="2", url="https://mastodon.example/@rhea/2",
            author_name="Rhea Mathew", handle="rhea@mastodon.example", language="en", translation="पुल खुल गया है।",
            translation_language="hi", posted_at=NOON - 8 * HOUR,
        ),
        factories.post(
            "किराया वही रहेगा।", network="bluesky", network_id="3", url="https://bsky.app/profile/bas.example/post/3",
            author_name="", handle="bas.example", status=PostStatus.GONE,
        ),
        factories.post(
            "यह नहीं दिखता", network="instagram", network_id="4", url="https://www.instagram.com/p/4/",
            author_name="घाट की तस्वीरें", handle="ghat", policy=Policy.LINK_ONLY,
        ),
    ]  # fmt: skip


def _video() -> str:
    film = factories.post(
        "पुल पर पहली बस", network="youtube", network_id="bcdefghijkl", url="https://youtu.be/bcdefghijkl",
        media=[{"kind": "video"}],
    )  # fmt: skip
    return f"<p>बस सुबह छह बजे चली।</p>{factories.quoting(film)}"


def _gallery() -> str:
    return f"<p>घाट की चार तस्वीरें।</p>{_row_of_boats()}"


def _row_of_boats() -> str:
    boats = [_boat(f"नाव {number}", caption=f"नाव {number} घाट पर", credit="छायाकार: इमरान") for number in range(1, 5)]
    return body.gallery([one.pk for one in boats], "घाट की नावें")


def _boat(alt: str, **fields: object) -> Image:
    return factories.image(alt, size=(1200, 675), **{"credit": "सेतु चित्र", **fields})


def _arrange(stories: dict[str, Article]) -> None:
    placed = [
        SlotAssignment(Slot.LEAD, stories["story"].pk),
        SlotAssignment(Slot.SECOND, stories["video"].pk),
        SlotAssignment(Slot.SECOND, stories["story-english"].pk),
        SlotAssignment(Slot.BREAKING, stories["fact-check"].pk, text="पुल पर अफ़वाह न फैलाएँ"),
    ]
    front_desk.arrange(None, placed, by=cast.meera(), began_from=0)
    lead = [SlotAssignment(Slot.LEAD, stories["gallery"].pk)]
    front_desk.arrange(cast.desh(), lead, by=cast.meera(), began_from=0)
