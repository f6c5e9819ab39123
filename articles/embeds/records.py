"""Which record a post has: one, however it was named when it was first quoted.

A post may be quoted by two names of which only its network knows that they are one: a short link, a Bluesky handle and
the account's DID, a Mastodon post on its own server and on another. Once that is known, the record of one name stays as
an alias of the other's, and leads there for good.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction

from articles.models import SocialPost

from .providers import Identity


def record_of(identity: Identity) -> SocialPost | None:
    """Return the record of the post, or None."""
    same_id = SocialPost.objects.filter(network=identity.network, network_id=identity.id)
    # A record may have this very address from before its network was known, or as an alias.
    row = same_id.select_related("same_as").first() or SocialPost.objects.filter(url=identity.url).first()
    return row and row.main


def take_identity(post: SocialPost, identity: Identity) -> None:
    """Note that this record's post is the one that the network calls so.

    If that has a record already, this one becomes its alias; else a new alias keeps the name this one had.
    """
    if (post.network, post.network_id, post.url) == (identity.network, identity.id, identity.url):
        return
    try:
        with transaction.atomic():
            _take_identity(SocialPost.objects.select_for_update().get(pk=post.pk), identity)
    except IntegrityError:
        # Somebody else has made the record meanwhile: the next answer finds it.
        pass
    post.refresh_from_db()


def _take_identity(post: SocialPost, identity: Identity) -> None:
    before = {"network": post.network, "network_id": post.network_id, "url": post.url}
    other = record_of(identity)
    if other is None or other.pk == post.pk:
        if SocialPost.objects.filter(url=identity.url).exclude(pk=post.pk).exists():
            return
        post.network, post.network_id, post.url = identity.network, identity.id, identity.url
        post.save(update_fields=["network", "network_id", "url"])
        if before["network_id"] != identity.id:
            SocialPost.objects.create(**before, same_as=post, confirmed_at=post.confirmed_at)
        return
    post.same_as = other
    post.save(update_fields=["same_as"])
    # Those that led to this one lead on.
    post.aliases.update(same_as=other)
    if not other.network_id:
        other.network, other.network_id, other.url = identity.network, identity.id, identity.url
        other.save(update_fields=["network", "network_id", "url"])
