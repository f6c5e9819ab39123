"""From a text that was read to a draft at the desk, with its quoted posts as proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from articles import publishing
from articles.embeds import QuotedContent
from articles.models import Article, Author, Section, SocialPost, User, local_midnight
from articles.publishing import BylineLine, Changes, Quote, social_posts

from .plain_text import ParsedPost, ParsedStory, body_html, import_ref, read


@dataclass(frozen=True)
class ImportOptions:
    """What whoever imports says of the story beside its text. No headline means: take the text's, or propose one."""

    headline: str = ""
    section: Section | None = None
    authors: Sequence[Author] = ()
    tags: Sequence[str] = ()

    def as_changes(self) -> Changes:
        """What is wished, for a story that is there already; what is not said stays as it is."""
        fields = {"headline": self.headline, "section": self.section}
        return Changes(
            fields={name: value for name, value in fields.items() if value},
            bylines=[BylineLine(author.pk) for author in self.authors] or None,
            tags=list(self.tags) or None,
        )


@dataclass(frozen=True)
class ImportResult:
    """`created` is False where the same text had been imported before; then nothing was changed."""

    article: Article
    story: ParsedStory
    created: bool


def make_draft(text: str, *, by: User, wishes: ImportOptions = ImportOptions()) -> ImportResult:
    """A draft of this text, or the story that an earlier import made of it.

    Raises what `publishing.save_draft` raises. The posts in it are proposed only: a person confirms them.
    """
    story = read(text)
    ref = import_ref(text)
    known = Article.objects.filter(import_ref=ref).first()
    if known:
        return ImportResult(known, story, created=False)
    try:
        with transaction.atomic():
            return ImportResult(_save(story, ref, by, wishes), story, created=True)
    except IntegrityError:
        # The same text at the same time, by another hand.
        return ImportResult(Article.objects.get(import_ref=ref), story, created=False)


def _save(story: ParsedStory, ref: str, by: User, wishes: ImportOptions) -> Article:
    quoted = [_post(block, by) for block in story.posts]
    own_headline = wishes.headline or story.headline
    fields = {
        "headline": own_headline or story.proposed_headline,
        "headline_proposed": not own_headline,
        "body": body_html(story, [post.pk for post in quoted]),
        "language": story.language or "hi",
        "section": wishes.section,
    }
    changes = Changes(
        fields=fields,
        bylines=[BylineLine(author.pk) for author in wishes.authors],
        tags=list(wishes.tags),
        quotes=[_quote(post, block) for post, block in zip(quoted, story.posts, strict=True)],
    )
    return publishing.save_draft(Article(import_ref=ref), changes, by=by)


def _post(block: ParsedPost, by: User) -> SocialPost:
    """The record of the post: the one that exists, however it came in, or a new one that is only proposed."""
    words = QuotedContent(
        author_name=block.author_name, handle=block.handle, text=block.text, language=block.language,
        posted_at=local_midnight(block.posted_on) if block.posted_on else None,
        posted_day_only=block.posted_on is not None, media=tuple(block.pictures),
    )  # fmt: skip
    return social_posts.get_or_create_post(block.address, words, by=by, network=block.network, confirmed=False)


def _quote(post: SocialPost, block: ParsedPost) -> Quote:
    """The words of this text: where the post was known with others, they become a snapshot of this story's own."""
    return Quote(
        post_id=post.pk, author_name=block.author_name, handle=block.handle, text=block.text, language=block.language,
        posted_at=local_midnight(block.posted_on) if block.posted_on else None,
        posted_day_only=block.posted_on is not None,
    )  # fmt: skip
