"""Make a draft of a parsed text, with its quoted posts as proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from django.db import IntegrityError, transaction

from articles import embeds, publishing
from articles.embeds import PostContent, QuotedContent, dated, identify
from articles.models import Article, Author, Section, SocialPost, User, local_midnight
from articles.publishing import BylineLine, Changes, Quote, social_posts

from .plain_text import Block, Paragraph, ParsedPost, ParsedStory, body_html, import_ref, read

_QUOTED = [field.name for field in fields(PostContent)]


@dataclass(frozen=True)
class ImportOptions:
    """What the person who imports sets besides the text; the headline defaults to the text's own or a proposed one."""

    headline: str = ""
    section: Section | None = None
    authors: Sequence[Author] = ()
    tags: Sequence[str] = ()

    def as_changes(self) -> Changes:
        """Return the options as changes of an existing story; what is not set stays as it is."""
        fields = {"headline": self.headline, "section": self.section}
        return Changes(
            fields={name: value for name, value in fields.items() if value},
            bylines=[BylineLine(author.pk) for author in self.authors] or None,
            tags=list(self.tags) or None,
        )


@dataclass(frozen=True)
class ImportResult:
    """`created` is False if the same text was imported before; then nothing was changed."""

    article: Article
    story: ParsedStory
    created: bool


def make_draft(text: str, *, by: User, options: ImportOptions = ImportOptions()) -> ImportResult:
    """Return a draft of this text, or the story that an earlier import made of it.

    Its posts are only proposed until a person confirms them. Raises what `publishing.save_draft` raises.
    """
    story = _with_lone_addresses(read(text))
    ref = import_ref(text)
    existing = Article.objects.filter(import_ref=ref).first()
    if existing:
        return ImportResult(existing, story, created=False)
    try:
        with transaction.atomic():
            return ImportResult(_save(story, ref, by, options), story, created=True)
    except IntegrityError:
        # Somebody else has imported the same text at the same time.
        return ImportResult(Article.objects.get(import_ref=ref), story, created=False)


def _with_lone_addresses(story: ParsedStory) -> ParsedStory:
    """Return the story with a post in the place of each address that stands alone in its line, as when it is pasted."""
    return replace(story, blocks=tuple(map(_post_at, story.blocks)))


def _post_at(block: Block) -> Block:
    identity = embeds.identify(block.text) if isinstance(block, Paragraph) else None
    if identity is None:
        return block
    return ParsedPost(
        author_name="", handle="", text="", language="", posted_on=None, pictures=(), address=identity.url,
        network=identity.network, score=1, certain=True, span=block.span, parts=(),
    )  # fmt: skip


def _save(story: ParsedStory, ref: str, by: User, options: ImportOptions) -> Article:
    quoted = [_post(block, by) for block in story.posts]
    headline = options.headline or story.headline
    fields = {
        "headline": headline or story.proposed_headline,
        "headline_proposed": not headline,
        "body": body_html(story, [post.pk for post in quoted]),
        "language": story.language or "hi",
        "section": options.section,
    }
    changes = Changes(
        fields=fields,
        bylines=[BylineLine(author.pk) for author in options.authors],
        tags=list(options.tags),
        quotes=[_quote(post, block) for post, block in zip(quoted, story.posts, strict=True)],
    )
    return publishing.save_draft(Article(import_ref=ref), changes, by=by)


def _post(block: ParsedPost, by: User) -> SocialPost:
    """Return the post, which is only proposed if it is new."""
    return social_posts.get_or_create_post(
        block.address, quoted_content(block), by=by, network=block.network, confirmed=False
    )


def _quote(post: SocialPost, block: ParsedPost) -> Quote:
    """Return the quotation with this text's content, which becomes a further snapshot if the post has another."""
    content = quoted_content(block)
    return Quote(post.pk, **{name: getattr(content, name) for name in _QUOTED if name != "media"})


def quoted_content(block: ParsedPost) -> QuotedContent:
    """Return what a post that was found in a text says. The import and the editor both take it from here, so that the
    same quotation is one post."""
    content = QuotedContent(
        author_name=block.author_name,
        handle=block.handle,
        text=block.text,
        language=block.language,
        posted_at=local_midnight(block.posted_on) if block.posted_on else None,
        posted_day_only=block.posted_on is not None,
        media=block.pictures,
    )
    return dated(content, identify(block.address))
