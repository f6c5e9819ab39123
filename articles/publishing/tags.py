"""Find or create tags by name: one tag for all spellings, also when fifty stories save the same name at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Language, Lock, Spelling, Tag, TaggedArticle, TagName, User, lock_until_commit
from articles.text import detect_language, romanise, single_line, tag_key

from . import addresses, audit_log, post_commit
from .errors import NotAllowed, Refused

MAX_TAGS = 40
MAX_LENGTH = 100


def split_names(text: str) -> list[str]:
    """Return the tag names of a comma-separated line: “विदेश मंत्री” is one name. The Arabic comma separates too."""
    return [name for part in text.replace("،", ",").replace("\n", ",").split(",") if (name := single_line(part))]


def resolve(names: Sequence[str]) -> list[Tag]:
    """Return the tags of these names, in order and without duplicates; new ones are created.

    Call this in a transaction. Raise Refused for a name that is too long or folds to nothing, and for too many names.
    """
    wanted: dict[str, str] = {}
    for name in names:
        key = tag_key(name)
        if not key or len(name) > MAX_LENGTH or len(key) > 2 * MAX_LENGTH:
            raise Refused({"tags": _("“%(name)s” cannot be a tag.") % {"name": name[:40]}})
        wanted.setdefault(key, single_line(name))
    if wanted:
        # Without it two saves whose new tags share a slug may wait for each other.
        lock_until_commit(Lock.TAGS)
    if len(wanted) > MAX_TAGS:
        raise Refused({"tags": _("A story can have at most %(count)d tags.") % {"count": MAX_TAGS}})
    existing = _existing(wanted)
    if missing := sorted(set(wanted) - set(existing)):
        _create({key: wanted[key] for key in missing})
        existing |= _existing(missing)
    return list(dict.fromkeys(existing[key] for key in wanted))


def _existing(keys: Iterable[str]) -> dict[str, Tag]:
    return {row.key: row.tag for row in TagName.objects.filter(key__in=list(keys)).select_related("tag")}


def _create(names: dict[str, str]) -> None:
    """Create tags for names by key. Two names may have the same slug: the later one gets a number."""
    overrides = dict(Spelling.objects.values_list("word", "spelling"))
    slugs = {key: romanise(name, overrides)[:90] or "t" for key, name in names.items()}
    missing, attempt = sorted(names), 1
    while missing:
        suffix = "" if attempt == 1 else f"-{attempt}"
        Tag.objects.bulk_create(
            [
                Tag(name=name, key=key, slug=slugs[key] + suffix, language=detect_language(name) or Language.HINDI)
                for key, name in ((key, names[key]) for key in missing)
            ],
            ignore_conflicts=True,
        )
        created = {tag.key: tag for tag in Tag.objects.filter(key__in=missing)}
        TagName.objects.bulk_create(
            [TagName(key=key, name=tag.name, tag=tag) for key, tag in sorted(created.items())], ignore_conflicts=True
        )
        # The slugs of those still missing belong to other tags.
        missing, attempt = sorted(set(missing) - set(created)), attempt + 1


@transaction.atomic
def set_names(tag: Tag, aliases: Iterable[str]) -> None:
    """Make these and the saved tag's own name its names, and remove all others. No other tag may have one of them."""
    wanted = {tag_key(name): name for name in (*aliases, tag.name)}
    present = set(tag.names.values_list("key", flat=True))
    tag.names.filter(key__in=present - wanted.keys()).delete()
    TagName.objects.bulk_create(TagName(key=key, name=wanted[key], tag=tag) for key in sorted(wanted.keys() - present))
    post_commit.after_name_change("tag", tag.pk)


@transaction.atomic
def add_alias(tag: Tag, name: str, *, by: User) -> TagName:
    """Add a name, in any script. Raise Refused if another tag has it."""
    key = tag_key(name)
    holder = TagName.objects.filter(key=key).select_related("tag").first()
    if not key or (holder and holder.tag_id != tag.pk):
        raise Refused({"name": _("Another tag has this name. Merge the two instead.")})
    alias = holder or TagName.objects.create(tag=tag, name=single_line(name))
    audit_log.record(by, "alias", tag, alias=alias.name)
    post_commit.after_name_change("tag", tag.pk)
    return alias


@transaction.atomic
def merge(into: Tag, others: Iterable[Tag], *, by: User) -> int:
    """Move all stories and names of the other tags to `into` and redirect their pages. Return how many were merged."""
    if not by.has_perm("articles.delete_tag"):
        raise NotAllowed(_("You may not merge tags."))
    lock_until_commit(Lock.TAGS)  # Without it a merge may remove a tag that a save is about to use.
    count = 0
    for other in others:
        if other.pk == into.pk:
            continue
        already_tagged = TaggedArticle.objects.filter(tag=into).values("content_object_id")
        TaggedArticle.objects.filter(tag=other).exclude(content_object_id__in=already_tagged).update(tag=into)
        TagName.objects.filter(tag=other).update(tag=into)
        audit_log.record(by, "merge", into, merged=other.name, merged_id=other.pk)
        addresses.moved(f"/tag/{other.slug}/", f"/tag/{into.slug}/")
        other.delete()
        count += 1
    if count:
        post_commit.after_name_change("tag", into.pk)
    return count
