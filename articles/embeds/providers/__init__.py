"""The providers, one module for each entry of `articles.body.NETWORKS`, named after its key."""

from __future__ import annotations

from importlib import import_module

from articles.body import NETWORKS
from articles.embeds.post_content import FetchedPost

from .provider import Identity, ParsedUrl, Provider, ProviderAnswer


def _provider(key: str) -> Provider:
    module = import_module(f"{__name__}.{key}")
    (provider,) = (
        found()
        for found in vars(module).values()
        if isinstance(found, type) and issubclass(found, Provider) and vars(found).get("network") == key
    )
    return provider


# In the order in which they are asked whether a URL is theirs. Networks without domains of their own, whose posts may
# be on any host, come last.
PROVIDERS = {key: _provider(key) for key in sorted(NETWORKS, key=lambda key: not NETWORKS[key].domains)}
