"""What readers see of a network's posts where nobody has decided otherwise for the post."""

from __future__ import annotations

from articles.models import Network, Policy

# The terms of these two let what their oEmbed says be kept for nothing but showing the embed: of their posts we show
# the link, until an editor quotes the words in the newsroom's own right and says so on the post.
_OF_NETWORK = {Network.THREADS: Policy.LINK_ONLY, Network.INSTAGRAM: Policy.LINK_ONLY}


def default_policy(network: str) -> Policy:
    return _OF_NETWORK.get(Network(network), Policy.KEEP) if network in Network.values else Policy.KEEP
