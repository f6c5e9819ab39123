"""The JSON views that convert pasted text: Hindi in a legacy font, and the parts of a plain text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import SocialPost, User
from tests import cast

pytestmark = pytest.mark.django_db

KRUTI = "iqy dk dke dy ls 'kq: gksxk vkSj yksx [kq'k gSaA"
HINDI = "पुल का काम कल से शुरू होगा और लोग खुश हैं।"
STORY = (
    "नगर निगम ने शनिवार को पुराने पुल की मरम्मत शुरू की और कहा कि काम दस दिन चलेगा, रात में रास्ता बंद रहेगा।\n\n"
    "रात में बंद\n\n"
    "पुल रात दस बजे से सुबह छह बजे तक बंद रहेगा, लोगों को बाईपास से जाने की सलाह दी गई है।\n"
    "The bridge is closed. — City Works (@cityworks) November 26, 2024 फिर खुलेगा पुल सुबह छह बजे रोज़।\n"
)


def ask(person: User, name: str, sent: Any) -> Any:
    client = Client()
    client.force_login(person)
    data = sent if isinstance(sent, str) else json.dumps(sent)
    return client.post(reverse(f"admin:articles_article_{name}"), data, content_type="application/json")


def test_runs_come_back_in_order_each_converted_or_as_it_was() -> None:
    runs = [
        {"text": KRUTI, "font": '"Kruti Dev 010"'},
        {"text": "The bridge opens tomorrow.", "font": ""},
        {"text": KRUTI, "font": ""},
        {"text": HINDI, "font": "Kruti Dev 010"},
    ]
    answer = ask(cast.ravi(), "unicode", {"runs": runs}).json()
    assert answer == {
        "runs": [
            {"text": HINDI, "converted": True},
            {"text": "The bridge opens tomorrow.", "converted": False},
            {"text": HINDI, "converted": True},
            {"text": HINDI, "converted": False},
        ]
    }


def test_a_text_is_read_by_lines_and_nothing_is_written() -> None:
    heading, post = ask(cast.ravi(), "read", {"text": STORY}).json()["parts"]
    assert (heading["kind"], heading["text"], heading["first"], heading["last"]) == ("heading", "रात में बंद", 2, 2)
    assert (post["kind"], post["author"], post["handle"]) == ("post", "City Works", "cityworks")
    assert (post["first"], post["last"], post["before"]) == (5, 5, "")
    assert post["words"] == "The bridge is closed."
    assert post["after"].strip() == "फिर खुलेगा पुल सुबह छह बजे रोज़।"
    assert post["span"] + post["after"] == STORY.splitlines()[5]
    assert not SocialPost.objects.exists()


def test_of_a_post_of_several_paragraphs_the_last_is_found_and_said_to_be_in_doubt() -> None:
    story = "मेला कल खुलेगा और सात दिन चलेगा।"
    said = "पुल खुल गया।\n\nसब लोग सुबह से आ जा सकते हैं।"
    text = f"{story}\n\n{said}\n— नगर निगम (@nagar) 26 नवंबर 2024\n\n{story}"
    posts = [part for part in ask(cast.ravi(), "read", {"text": text}).json()["parts"] if part["kind"] == "post"]
    assert [(post["words"], post["certain"]) for post in posts] == [("सब लोग सुबह से आ जा सकते हैं।", False)]
    foreign = text.replace(said, "The bridge is open.")
    (post,) = [part for part in ask(cast.ravi(), "read", {"text": foreign}).json()["parts"] if part["kind"] == "post"]
    assert post["certain"]


def test_a_text_with_nothing_in_it_has_no_parts() -> None:
    assert ask(cast.ravi(), "read", {"text": " \n "}).json() == {"parts": [], "dateline": None}


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("unicode", "{"), ("unicode", "[" * 100_000), ("unicode", []), ("unicode", {"runs": {}}),
        ("unicode", {"runs": ["x"]}), ("unicode", {"runs": [{}] * 1001}), ("read", {"text": 5}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str, sent: Any) -> None:
    answer = ask(cast.ravi(), name, sent)
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize("name", ["unicode", "read"])
def test_only_those_who_write_stories_ask(name: str) -> None:
    assert ask(cast.guest(), name, {"runs": [], "text": ""}).status_code == 403
    client = Client()
    client.force_login(cast.ravi())
    assert client.get(reverse(f"admin:articles_article_{name}")).status_code == 405


def test_words_a_person_has_marked_are_one_post_whatever_script_they_are_in() -> None:
    text = "पुल खुल गया।\n\nसब लोग सुबह से आ जा सकते हैं।\n\n— नगर निगम (@nagar) 26 नवंबर 2024"
    client = Client()
    client.force_login(cast.meera())
    item = {"text": text, "flattened": True, "propose": True}
    answer = client.post(
        reverse("admin:articles_socialpost_resolve"), json.dumps({"items": [item]}), content_type="application/json"
    )
    (post,) = answer.json()["posts"]
    assert post["found"]["text"] == "पुल खुल गया।\n\nसब लोग सुबह से आ जा सकते हैं।"
    assert post["found"]["handle"] == "nagar"
