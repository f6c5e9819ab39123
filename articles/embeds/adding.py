"""Find or make the record of a post: one record, however its address is spelled and however often it is quoted."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.body import NETWORKS
from articles.models import CaptureSource, Policy, SocialPost, User

from .identify import identify, is_short_link
from .post_content import QuotedContent, new_snapshot
from .post_times import dated
from .providers import Identity
from .records import record_of

_NO_CONTENT = QuotedContent()


class NotAPost(ValueError):
    """Neither the address of a post nor the content of one."""


def default_policy(network: str) -> Policy:
    """Return what readers see of a network's posts until an editor decides, which needs a reason."""
    return Policy.LINK_ONLY if network in NETWORKS and NETWORKS[network].link_only else Policy.KEEP


@transaction.atomic
def add(
    address: str = "",
    content: QuotedContent = _NO_CONTENT,
    *,
    by: User | None,
    network: str = "",
    confirmed: bool = True,
    known_networks_only: bool = False,
) -> tuple[SocialPost, bool]:
    """Return the record of the post at this address or with this content, and whether it is new. Fetches nothing.

    Content that comes with a known post is not stored where a quote by this person begins from other content: the story
    pins that. What somebody with the right to publish has confirmed is trusted. `network` is for content without the
    address of a known network. Raises NotAPost, with `known_networks_only` also for content at an address
    that is no known network's.
    """
    identity = identify(address)
    content = dated(content.with_pictures_apart(), identity)
    is_short = identity is None and is_short_link(address)
    if not identity and not is_short and (content.is_empty or known_networks_only):
        raise NotAPost(address)
    network = identity.network if identity else network
    values: dict[str, Any] = {
        "network": network,
        "policy": default_policy(network),
        "check_due_at": timezone.now() if identity or is_short else None,
    }
    if confirmed:
        values |= {"confirmed_at": timezone.now(), "confirmed_by": by}
    post, created = _get_or_create(identity, address, content, values)
    post = post.main
    if not content.is_empty and post.starting_snapshot(by.pk if by else None) is None:
        snapshot = new_snapshot(post, content, CaptureSource.PASTED, by=by)
        snapshot.is_trusted = confirmed and by is not None and by.has_perm("articles.publish_article")
        snapshot.save()
    return post, created


def _get_or_create(
    identity: Identity | None, address: str, content: QuotedContent, values: dict[str, Any]
) -> tuple[SocialPost, bool]:
    if identity:
        if known := record_of(identity):
            return known, False
        return SocialPost.objects.get_or_create(
            network=identity.network, network_id=identity.id, defaults=values | {"url": identity.url}
        )
    if address:
        return SocialPost.objects.get_or_create(url=address, defaults=values)
    # Without an address the content identifies it: the same quotation in two texts is one post.
    snapshot = new_snapshot(None, content, CaptureSource.PASTED)
    return SocialPost.objects.get_or_create(import_ref=f"quote:{snapshot.content_hash()}", defaults=values)
