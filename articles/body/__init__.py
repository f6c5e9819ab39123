"""The story's HTML as text: the allow-list, the sanitiser, placeholders, plain text. No database, no network."""

from __future__ import annotations

from .allow_list import EXTENSIONS, OWN_EXTENSIONS
from .document_outline import errors, headings
from .limits import LIMITS, Limit, TooMuch, check_size
from .networks import (
    IFRAME_NETWORKS,
    NETWORKS,
    SocialNetwork,
    iframe_from,
    iframe_origins,
    iframe_url,
    is_host_of,
    link_from,
    network_of_host,
    network_of_key,
)
from .placeholders import (
    Inset,
    Placeholder,
    gallery,
    image,
    media_file,
    numbers,
    placeholders,
    renumbered_posts,
    replace,
    social_post,
    story,
)
from .plain import plain_text
from .sanitise import CLEANED_WITH, clean, clean_html, readable
from .table_parser import Table, table
