"""The recorded answers of the networks: made by hand, each in the network's own form, all invented."""

from __future__ import annotations

from pathlib import Path

from articles.embeds.providers import Identity

FOLDER = Path(__file__).parent.parent / "answers"
KINDS = ("success", "private", "gone", "rate_limited", "malformed", "hostile", "other_author")

IDENTITIES = {
    identity.network: identity
    for identity in (
        Identity("x", "1861454974426722737", "https://x.com/PulVibhag/status/1861454974426722737"),
        Identity("youtube", "pul-khula_1", "https://www.youtube.com/watch?v=pul-khula_1"),
        Identity("instagram", "DAbc-123_xY", "https://www.instagram.com/p/DAbc-123_xY/"),
        Identity("facebook", "122104567890123456", "https://www.facebook.com/pul.vibhag/posts/122104567890123456/"),
        Identity("threads", "DAbc123xyZ", "https://www.threads.com/@pul.vibhag/post/DAbc123xyZ"),
        Identity("bluesky", "pul.bsky.social/3kq7lampxyz2a", "https://bsky.app/profile/pul.bsky.social/post/3kq7lampxyz2a"),
        Identity("mastodon", "mastodon.social/112345678901234567", "https://mastodon.social/@pul/112345678901234567"),
        Identity("telegram", "pulvibhag/421", "https://t.me/pulvibhag/421"),
        Identity("tiktok", "7301234567890123456", "https://www.tiktok.com/@pul.vibhag/video/7301234567890123456"),
        Identity("reddit", "1abcde", "https://www.reddit.com/r/india/comments/1abcde/"),
        Identity(
            "linkedin", "urn:li:activity:7123456789012345678",
            "https://www.linkedin.com/feed/update/urn:li:activity:7123456789012345678/",
        ),
        Identity("vimeo", "76979871", "https://vimeo.com/76979871"),
    )
}  # fmt: skip


def answer(network: str, kind: str) -> bytes:
    (file,) = (FOLDER / network).glob(f"{kind}.*")
    return file.read_bytes()
