"""The address of a quoted post on a story's form."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import SocialPost
from tests import cast, factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "leads"), [("https://x.com/a/status/1", True), ("javascript:alert(1)", False), ("//x.example", False)]
)
def test_is_a_link_only_if_it_is_one_of_the_web(client: Client, address: str, leads: bool) -> None:
    """Validation sees to that on the way in; the form does not rely on it, as readers' pages do not."""
    post = factories.post(url="https://x.com/a/status/2")
    story = factories.draft(body="<p>x</p>" + factories.quoting(post), by=cast.meera())
    SocialPost.objects.update(url=address)
    client.force_login(cast.meera())
    shown = client.get(reverse("admin:articles_article_change", args=[story.pk])).content.decode()
    assert address in shown
    assert (f'href="{address}"' in shown) == leads
