"""Which post an address means, however it is spelled; and which addresses mean none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.embeds import identify, is_short_link

X, X_ID = "https://x.com/PulVibhag/status/1861454974426722737", "1861454974426722737"
TUBE, TUBE_ID = "https://www.youtube.com/watch?v=pul-khula_1", "pul-khula_1"
GRAM, GRAM_ID = "https://www.instagram.com/p/DAbc-123_xY/", "DAbc-123_xY"
BOOK_ID = "122104567890123456"
SKY, SKY_ID = "https://bsky.app/profile/pul.bsky.social/post/3kq7lampxyz2a", "pul.bsky.social/3kq7lampxyz2a"
DID = "did:plc:z72i7hdynmk6r22z27h6tvur"
TOOT, TOOT_ID = "https://mastodon.social/@pul/112345678901234567", "mastodon.social/112345678901234567"
GRAM_T, GRAM_T_ID = "https://t.me/pulvibhag/421", "pulvibhag/421"
TOK, TOK_ID = "https://www.tiktok.com/@pul.vibhag/video/7301234567890123456", "7301234567890123456"
RED, RED_ID = "https://www.reddit.com/r/india/comments/1abcde/", "1abcde"
URN = "urn:li:activity:7123456789012345678"
LINKED = f"https://www.linkedin.com/feed/update/{URN}/"
VIM = "https://vimeo.com/76979871"
DW, FLO = "https://datawrapper.dwcdn.net/aB3xY/", "https://public.flourish.studio/visualisation/1234567/"
MAP, PIN = "https://www.openstreetmap.org/?bbox=77.1,28.5,77.3,28.7", "&mlat=28.61&mlon=77.2"
VIEW = "77.18455,28.60121,77.21545,28.61929"
EPISODE = "4rOoJ6Egrf8K2IrywzwOMk"
POD = "https://podcasts.apple.com/in/podcast/id1500000001"

POSTS = [
    # X, once Twitter
    (X, "x", X_ID, X),
    ("http://x.com/PulVibhag/status/1861454974426722737", "x", X_ID, X),
    ("https://www.x.com/PulVibhag/status/1861454974426722737/", "x", X_ID, X),
    ("https://X.COM/PulVibhag/status/1861454974426722737", "x", X_ID, X),
    ("x.com/PulVibhag/status/1861454974426722737", "x", X_ID, X),
    ("https://x.com:443/PulVibhag/status/1861454974426722737", "x", X_ID, X),
    ("  https://x.com/PulVibhag/status/1861454974426722737\n", "x", X_ID, X),
    ("https://mobile.x.com/PulVibhag/status/1861454974426722737", "x", X_ID, X),
    ("https://twitter.com/PulVibhag/status/1861454974426722737", "x", X_ID, X),
    ("https://www.twitter.com/PulVibhag/status/1861454974426722737?s=20&t=AbC", "x", X_ID, X),
    ("https://mobile.twitter.com/PulVibhag/status/1861454974426722737", "x", X_ID, X),
    ("https://m.twitter.com/PulVibhag/statuses/1861454974426722737", "x", X_ID, X),
    ("https://twitter.com/#!/PulVibhag/status/1861454974426722737", "x", X_ID, X),
    ("https://x.com/PulVibhag/status/1861454974426722737/photo/1", "x", X_ID, X),
    ("https://x.com/PulVibhag/status/1861454974426722737/video/1?ref_src=twsrc%5Etfw", "x", X_ID, X),
    ("https://x.com/PulVibhag/status/1861454974426722737#reply", "x", X_ID, X),
    ("https://x.com/i/status/1861454974426722737", "x", X_ID, "https://x.com/i/status/1861454974426722737"),
    ("https://twitter.com/i/web/status/1861454974426722737", "x", X_ID, "https://x.com/i/status/1861454974426722737"),
    (
        "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1861454974426722737&theme=dark",
        "x", X_ID, "https://x.com/i/status/1861454974426722737",
    ),
    ("https://fxtwitter.com/PulVibhag/status/1861454974426722737", "x", X_ID, X),
    ("https://vxtwitter.com/PulVibhag/status/1861454974426722737", "x", X_ID, X),
    ("https://fixupx.com/PulVibhag/status/1861454974426722737", "x", X_ID, X),
    ("https://nitter.net/PulVibhag/status/1861454974426722737#m", "x", X_ID, X),
    ("https://xcancel.com/PulVibhag/status/1861454974426722737", "x", X_ID, X),
    ("https://twitter.com/jack/status/20", "x", "20", "https://x.com/jack/status/20"),
    # YouTube
    (TUBE, "youtube", TUBE_ID, TUBE),
    ("https://youtube.com/watch?v=pul-khula_1&t=42s&list=PL123", "youtube", TUBE_ID, TUBE),
    ("https://www.youtube.com/watch?app=desktop&v=pul-khula_1", "youtube", TUBE_ID, TUBE),
    ("https://m.youtube.com/watch?v=pul-khula_1", "youtube", TUBE_ID, TUBE),
    ("https://music.youtube.com/watch?v=pul-khula_1", "youtube", TUBE_ID, TUBE),
    ("https://youtu.be/pul-khula_1?si=AbCdEf", "youtube", TUBE_ID, TUBE),
    ("youtu.be/pul-khula_1", "youtube", TUBE_ID, TUBE),
    ("https://www.youtube.com/shorts/pul-khula_1", "youtube", TUBE_ID, TUBE),
    ("https://youtube.com/live/pul-khula_1?feature=share", "youtube", TUBE_ID, TUBE),
    ("https://www.youtube.com/embed/pul-khula_1?rel=0", "youtube", TUBE_ID, TUBE),
    ("https://www.youtube-nocookie.com/embed/pul-khula_1", "youtube", TUBE_ID, TUBE),
    ("https://www.youtube.com/v/pul-khula_1", "youtube", TUBE_ID, TUBE),
    # Instagram
    (GRAM, "instagram", GRAM_ID, GRAM),
    ("https://instagram.com/p/DAbc-123_xY?igsh=abc&img_index=2", "instagram", GRAM_ID, GRAM),
    ("https://www.instagram.com/reel/DAbc-123_xY/", "instagram", GRAM_ID, GRAM),
    ("https://www.instagram.com/reels/DAbc-123_xY/", "instagram", GRAM_ID, GRAM),
    ("https://www.instagram.com/tv/DAbc-123_xY/", "instagram", GRAM_ID, GRAM),
    ("https://www.instagram.com/pul.vibhag/p/DAbc-123_xY/", "instagram", GRAM_ID, GRAM),
    ("https://www.instagram.com/pul.vibhag/reel/DAbc-123_xY/", "instagram", GRAM_ID, GRAM),
    ("https://www.instagram.com/p/DAbc-123_xY/embed/captioned/", "instagram", GRAM_ID, GRAM),
    ("https://instagr.am/p/DAbc-123_xY/", "instagram", GRAM_ID, GRAM),
    ("https://ddinstagram.com/p/DAbc-123_xY/", "instagram", GRAM_ID, GRAM),
    # Facebook
    (
        f"https://www.facebook.com/pul.vibhag/posts/{BOOK_ID}", "facebook", BOOK_ID,
        f"https://www.facebook.com/pul.vibhag/posts/{BOOK_ID}/",
    ),
    (
        f"https://m.facebook.com/pul.vibhag/posts/naya-pul-khula/{BOOK_ID}/?mibextid=x", "facebook", BOOK_ID,
        f"https://www.facebook.com/pul.vibhag/posts/{BOOK_ID}/",
    ),
    (
        f"https://hi-in.facebook.com/story.php?story_fbid={BOOK_ID}&id=100064567890123", "facebook", BOOK_ID,
        f"https://www.facebook.com/permalink.php?story_fbid={BOOK_ID}&id=100064567890123",
    ),
    (
        "https://www.facebook.com/permalink.php?story_fbid=pfbid02AbCdEfGhIjKlMnOpQrSt&id=100064567890123", "facebook",
        "pfbid02AbCdEfGhIjKlMnOpQrSt",
        "https://www.facebook.com/permalink.php?story_fbid=pfbid02AbCdEfGhIjKlMnOpQrSt&id=100064567890123",
    ),
    (
        f"https://www.facebook.com/watch/?v={BOOK_ID}&ref=sharing", "facebook", BOOK_ID,
        f"https://www.facebook.com/watch/?v={BOOK_ID}",
    ),
    (f"https://www.facebook.com/reel/{BOOK_ID}", "facebook", BOOK_ID, f"https://www.facebook.com/reel/{BOOK_ID}"),
    (
        f"https://web.facebook.com/pul.vibhag/videos/{BOOK_ID}/", "facebook", BOOK_ID,
        f"https://www.facebook.com/pul.vibhag/videos/{BOOK_ID}/",
    ),
    (
        f"https://www.facebook.com/photo/?fbid={BOOK_ID}&set=a.1", "facebook", BOOK_ID,
        f"https://www.facebook.com/photo/?fbid={BOOK_ID}",
    ),
    (
        f"https://www.facebook.com/groups/pulpremi/permalink/{BOOK_ID}/", "facebook", BOOK_ID,
        f"https://www.facebook.com/groups/pulpremi/posts/{BOOK_ID}/",
    ),
    # Threads
    (
        "https://www.threads.net/@pul.vibhag/post/DAbc123xyZ", "threads", "DAbc123xyZ",
        "https://www.threads.com/@pul.vibhag/post/DAbc123xyZ",
    ),
    (
        "https://threads.com/@pul.vibhag/post/DAbc123xyZ?xmt=AQG", "threads", "DAbc123xyZ",
        "https://www.threads.com/@pul.vibhag/post/DAbc123xyZ",
    ),
    (
        "https://www.threads.com/@pul.vibhag/post/DAbc123xyZ/embed", "threads", "DAbc123xyZ",
        "https://www.threads.com/@pul.vibhag/post/DAbc123xyZ",
    ),
    ("https://www.threads.net/t/DAbc123xyZ", "threads", "DAbc123xyZ", "https://www.threads.com/t/DAbc123xyZ"),
    # Bluesky
    (SKY, "bluesky", SKY_ID, SKY),
    ("https://bsky.app/profile/Pul.bsky.social/post/3kq7lampxyz2a?ref=share", "bluesky", SKY_ID, SKY),
    ("at://pul.bsky.social/app.bsky.feed.post/3kq7lampxyz2a", "bluesky", SKY_ID, SKY),
    ("https://fxbsky.app/profile/pul.bsky.social/post/3kq7lampxyz2a", "bluesky", SKY_ID, SKY),
    (
        f"https://bsky.app/profile/{DID}/post/3kq7lampxyz2a", "bluesky", f"{DID}/3kq7lampxyz2a",
        f"https://bsky.app/profile/{DID}/post/3kq7lampxyz2a",
    ),
    (
        f"https://embed.bsky.app/embed/{DID}/app.bsky.feed.post/3kq7lampxyz2a?id=1", "bluesky", f"{DID}/3kq7lampxyz2a",
        f"https://bsky.app/profile/{DID}/post/3kq7lampxyz2a",
    ),
    # Mastodon, anywhere
    (TOOT, "mastodon", TOOT_ID, TOOT),
    ("https://mastodon.social/@pul/112345678901234567/embed", "mastodon", TOOT_ID, TOOT),
    ("https://mastodon.social/web/@pul/112345678901234567", "mastodon", TOOT_ID, TOOT),
    ("https://mastodon.social/deck/@pul/112345678901234567", "mastodon", TOOT_ID, TOOT),
    ("https://mastodon.social/users/pul/statuses/112345678901234567", "mastodon", TOOT_ID, TOOT),
    (
        "https://mastodon.social/@pul@pul.in/112345678901234567", "mastodon", TOOT_ID,
        "https://mastodon.social/@pul@pul.in/112345678901234567",
    ),
    (
        "https://social.pul.gov.in/@vibhag_1/112345678901234567?x=1", "mastodon",
        "social.pul.gov.in/112345678901234567", "https://social.pul.gov.in/@vibhag_1/112345678901234567",
    ),
    # Telegram
    (GRAM_T, "telegram", GRAM_T_ID, GRAM_T),
    ("https://t.me/s/PulVibhag/421?before=430", "telegram", GRAM_T_ID, GRAM_T),
    ("https://telegram.me/PulVibhag/421", "telegram", GRAM_T_ID, GRAM_T),
    ("t.me/PulVibhag/421?embed=1&single", "telegram", GRAM_T_ID, GRAM_T),
    # TikTok
    (TOK, "tiktok", TOK_ID, TOK),
    ("https://m.tiktok.com/@pul.vibhag/video/7301234567890123456?is_from_webapp=1", "tiktok", TOK_ID, TOK),
    (
        "https://www.tiktok.com/@pul.vibhag/photo/7301234567890123456", "tiktok", TOK_ID,
        "https://www.tiktok.com/@pul.vibhag/photo/7301234567890123456",
    ),
    # Reddit
    (RED, "reddit", RED_ID, RED),
    ("https://old.reddit.com/r/india/comments/1abcde/naya_pul/?utm_source=share", "reddit", RED_ID, RED),
    ("https://redd.it/1abcde", "reddit", RED_ID, "https://www.reddit.com/comments/1abcde/"),
    (
        "https://www.reddit.com/r/india/comments/1abcde/comment/kxyz123/", "reddit", "1abcde/kxyz123",
        "https://www.reddit.com/r/india/comments/1abcde/comment/kxyz123/",
    ),
    (
        "https://np.reddit.com/r/india/comments/1abcde/naya_pul/kxyz123", "reddit", "1abcde/kxyz123",
        "https://www.reddit.com/r/india/comments/1abcde/comment/kxyz123/",
    ),
    # Rarer ones
    ("https://x.com/PulVibhag/article/1861454974426722737", "x", X_ID, X),
    ("https://twitter.com/statuses/1861454974426722737", "x", X_ID, "https://x.com/i/status/1861454974426722737"),
    ("https://nitter.space/PulVibhag/status/1861454974426722737", "x", X_ID, X),
    ("https://www.youtube.com/watch/pul-khula_1", "youtube", TUBE_ID, TUBE),
    ("https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3Dpul-khula_1", "youtube", TUBE_ID, TUBE),
    ("https://yewtu.be/watch?v=pul-khula_1", "youtube", TUBE_ID, TUBE),
    ("https://www.instagram.com/pul.vibhag/reels/DAbc-123_xY/", "instagram", GRAM_ID, GRAM),
    ("https://www.instagram.com/pul.vibhag/tv/DAbc-123_xY/", "instagram", GRAM_ID, GRAM),
    ("https://www.instagram.com/pul.vibhag/reel/DAbc-123_xY/embed/", "instagram", GRAM_ID, GRAM),
    ("https://www.instagram.com/p/DAbc-123_xY/comments/", "instagram", GRAM_ID, GRAM),
    (
        f"https://fb.com/pul.vibhag/posts/{BOOK_ID}", "facebook", BOOK_ID,
        f"https://www.facebook.com/pul.vibhag/posts/{BOOK_ID}/",
    ),
    (
        f"https://www.facebook.com/plugins/video.php?height=314&href=https%3A%2F%2Fwww.facebook.com%2Fpul.vibhag%2F"
        f"videos%2F{BOOK_ID}%2F&show_text=false", "facebook", BOOK_ID,
        f"https://www.facebook.com/pul.vibhag/videos/{BOOK_ID}/",
    ),
    (
        f"https://www.facebook.com/groups/pulpremi/?multi_permalinks={BOOK_ID}&ref=share", "facebook", BOOK_ID,
        f"https://www.facebook.com/groups/pulpremi/posts/{BOOK_ID}/",
    ),
    (
        f"https://www.facebook.com/pul.vibhag/reels/{BOOK_ID}", "facebook", BOOK_ID,
        f"https://www.facebook.com/reel/{BOOK_ID}",
    ),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Ft.me%2FPulVibhag%2F421&h=AT0", "telegram", GRAM_T_ID, GRAM_T),
    ("https://www.google.com/url?q=https://t.me/PulVibhag/421&sa=D", "telegram", GRAM_T_ID, GRAM_T),
    (f"{SKY}/liked-by", "bluesky", SKY_ID, SKY),
    ("https://deer.social/profile/pul.bsky.social/post/3kq7lampxyz2a", "bluesky", SKY_ID, SKY),
    (
        "https://mastodon.social/ap/users/115973097967320630/statuses/112345678901234567", "mastodon", TOOT_ID,
        "https://mastodon.social/ap/users/115973097967320630/statuses/112345678901234567",
    ),
    ("https://mastodon.social/users/pul/statuses/112345678901234567/activity", "mastodon", TOOT_ID, TOOT),
    ("https://mastodon.social/@pul/112345678901234567/reblogs", "mastodon", TOOT_ID, TOOT),
    (
        "https://social.pul.gov.in/@pul/posts/112345678901234567", "mastodon", "social.pul.gov.in/112345678901234567",
        "https://social.pul.gov.in/@pul/posts/112345678901234567",
    ),
    ("https://t.me/PulVibhag/7/421", "telegram", GRAM_T_ID, GRAM_T),
    *(
        (f"https://{address}", "tiktok", TOK_ID, f"https://www.tiktok.com/share/video/{TOK_ID}")
        for address in (
            f"www.tiktok.com/embed/v2/{TOK_ID}", f"www.tiktok.com/embed/{TOK_ID}?lang=hi",
            f"m.tiktok.com/v/{TOK_ID}.html", f"www.tiktok.com/player/v1/{TOK_ID}?autoplay=1",
            f"www.tiktok.com/share/video/{TOK_ID}",
        )
    ),
    ("https://embed.reddit.com/r/india/comments/1abcde/naya_pul/?embed=true", "reddit", RED_ID, RED),
    ("https://www.redditmedia.com/r/india/comments/1abcde/naya_pul/", "reddit", RED_ID, RED),
    (
        "https://www.reddit.com/u/pul/comments/1abcde/", "reddit", RED_ID,
        "https://www.reddit.com/user/pul/comments/1abcde/",
    ),
    ("https://www.reddit.com/gallery/1abcde", "reddit", RED_ID, "https://www.reddit.com/comments/1abcde/"),
    ("https://in.linkedin.com/posts/pul-vibhag_activity-7123456789012345678-AbCd", "linkedin", URN, LINKED),
    ("https://vimeo.com/showcase/123456/video/76979871", "vimeo", "76979871", VIM),
    ("https://vimeo.com/ondemand/pul/76979871", "vimeo", "76979871", VIM),
    ("https://vimeo.com/video/76979871", "vimeo", "76979871", VIM),
    ("https://vimeo.com/pul/review/76979871/0a1b2c3d4e", "vimeo", "76979871", VIM),
    # LinkedIn
    (LINKED, "linkedin", URN, LINKED),
    (f"https://www.linkedin.com/embed/feed/update/{URN}?compact=1", "linkedin", URN, LINKED),
    ("https://in.linkedin.com/posts/pul-vibhag_naya-pul-activity-7123456789012345678-AbCd", "linkedin", URN, LINKED),
    # Vimeo
    (VIM, "vimeo", "76979871", VIM),
    ("https://player.vimeo.com/video/76979871?autoplay=1", "vimeo", "76979871", VIM),
    ("https://vimeo.com/channels/staffpicks/76979871", "vimeo", "76979871", VIM),
    ("https://vimeo.com/groups/pul/videos/76979871", "vimeo", "76979871", VIM),
    ("https://vimeo.com/76979871/9603038895", "vimeo", "76979871/9603038895", "https://vimeo.com/76979871/9603038895"),
    (
        "https://player.vimeo.com/video/76979871?h=9603038895", "vimeo", "76979871/9603038895",
        "https://vimeo.com/76979871/9603038895",
    ),
    # Charts
    (DW, "datawrapper", "aB3xY", DW),
    ("https://datawrapper.dwcdn.net/aB3xY/4/", "datawrapper", "aB3xY", DW),
    ("https://www.datawrapper.de/_/aB3xY/?v=2", "datawrapper", "aB3xY", DW),
    ("https://datawrapper.dwcdn.net/aB3xY/embed.js", "datawrapper", "aB3xY", DW),
    (FLO, "flourish", "visualisation/1234567", FLO),
    ("https://flo.uri.sh/visualisation/1234567/embed?auto=1", "flourish", "visualisation/1234567", FLO),
    ("https://public.flourish.studio/visualisation/1234567/?utm_source=x", "flourish", "visualisation/1234567", FLO),
    ("https://flo.uri.sh/story/7654/embed", "flourish", "story/7654", "https://public.flourish.studio/story/7654/"),
    # Maps
    (MAP, "osm", "77.1,28.5,77.3,28.7", MAP),
    (
        "https://www.openstreetmap.org/export/embed.html?bbox=77.1%2C28.5%2C77.3%2C28.7&layer=mapnik", "osm",
        "77.1,28.5,77.3,28.7", MAP,
    ),
    (
        "https://www.openstreetmap.org/export/embed.html?bbox=77.10%2C28.5%2C77.300000001%2C28.7&marker=28.61%2C77.2",
        "osm", "77.1,28.5,77.3,28.7/28.61,77.2", MAP + PIN,
    ),
    ("https://www.openstreetmap.org/#map=15/28.61025/77.2", "osm", VIEW, f"https://www.openstreetmap.org/?bbox={VIEW}"),
    (
        "https://osm.org/?mlat=28.61025&mlon=77.2#map=15/28.61025/77.2&layers=N", "osm", f"{VIEW}/28.61025,77.2",
        f"https://www.openstreetmap.org/?bbox={VIEW}&mlat=28.61025&mlon=77.2",
    ),
    (
        "https://www.openstreetmap.org/?mlat=28.61025&mlon=77.2", "osm", f"{VIEW}/28.61025,77.2",
        f"https://www.openstreetmap.org/?bbox={VIEW}&mlat=28.61025&mlon=77.2",
    ),
    # Podcasts
    (
        f"https://open.spotify.com/episode/{EPISODE}?si=abc", "spotify", f"episode/{EPISODE}",
        f"https://open.spotify.com/episode/{EPISODE}",
    ),
    (
        f"https://open.spotify.com/embed/episode/{EPISODE}?utm_source=generator", "spotify", f"episode/{EPISODE}",
        f"https://open.spotify.com/episode/{EPISODE}",
    ),
    (
        f"https://open.spotify.com/intl-de/show/{EPISODE}", "spotify", f"show/{EPISODE}",
        f"https://open.spotify.com/show/{EPISODE}",
    ),
    (
        "https://podcasts.apple.com/in/podcast/pul-ke-neeche/id1500000001?i=1000600000001&l=hi", "applepodcast",
        "id1500000001/1000600000001", f"{POD}?i=1000600000001",
    ),
    (
        "https://embed.podcasts.apple.com/in/podcast/pul-ke-neeche/id1500000001?i=1000600000001", "applepodcast",
        "id1500000001/1000600000001", f"{POD}?i=1000600000001",
    ),
    ("https://podcasts.apple.com/in/podcast/id1500000001", "applepodcast", "id1500000001", POD),
]  # fmt: skip

NO_POSTS = [
    # Hosts that look alike
    "https://notx.com/a/status/1861454974426722737",
    "https://x.com.evil.in/a/status/1861454974426722737",
    "https://evil.in/x.com/a/status/1861454974426722737",
    "https://evil.in/?u=https://x.com/a/status/1861454974426722737",
    "https://evil.in/#https://x.com/a/status/1861454974426722737",
    "https://x-com.in/a/status/1861454974426722737",
    "https://xn--x-0ja.com/a/status/1861454974426722737",
    "https://х.com/a/status/1861454974426722737",
    "https://ｘ.com/a/status/1861454974426722737",
    "https://x。com/a/status/1861454974426722737",
    "https://twitter.co/a/status/1861454974426722737",
    "https://youtube.com.evil.in/watch?v=pul-khula_1",
    "https://youtu.be.evil.in/pul-khula_1",
    "https://notyoutube.com/watch?v=pul-khula_1",
    "https://instagram.com.evil.in/p/DAbc-123_xY/",
    "https://facebook.com-post.in/pul/posts/122104567890123456",
    "https://t.me.evil.in/pulvibhag/421",
    "https://vimeo.com.evil.in/76979871",
    # Tricks in the address
    "https://x.com@evil.in/a/status/1861454974426722737",
    "https://user:word@x.com/a/status/1861454974426722737",
    "https://x.com:8443/a/status/1861454974426722737",
    "https://x.com:443x/a/status/1861454974426722737",
    "https://x.com\\@evil.in/a/status/1861454974426722737",
    "https://x.com\\a\\status\\1861454974426722737",
    "https://x.com/a/status/1861454974426722737 https://evil.in",
    "https://x.com/a/status/18614\n54974426722737",
    "https://x.com/a/status/1861454974426722737\x00",
    "https://x.com/a/status/1861454974426722737\u202e",
    'https://x.com/a/status/"><script>',
    "https://x.com./a/status/1861454974426722737",
    "https://[::1]/@pul/112345678901234567",
    "https://127.0.0.1/@pul/112345678901234567",
    "https://2130706433/@pul/112345678901234567",
    "https://localhost/@pul/112345678901234567",
    "https:x.com/a/status/1861454974426722737",
    "//x.com/a/status/1861454974426722737",
    "javascript:alert(1)//x.com/a/status/1861454974426722737",
    "javascript://x.com/a/status/1861454974426722737",
    "data:text/html,https://x.com/a/status/1861454974426722737",
    "ftp://x.com/a/status/1861454974426722737",
    "mailto:a@x.com",
    "at://pul.bsky.social/app.bsky.feed.like/3kq7lampxyz2a",
    "https://x.com/a/status/" + "1" * 2_000,
    "https://x.com/a/status/99999999999999999999",
    f"https://{'a' * 60}.{'b' * 60}.{'c' * 60}.{'d' * 40}.in/@pul/112345678901234567",
    "https://x.com/a/status/0",
    "https://x.com/a/status/१८६१४५४९७४",
    "https://x.com/a%2Fstatus%2F1861454974426722737",
    "",
    "https://",
    "नया पुल आज से खुल गया।",
    # What is wrapped in no wrapper, or in one too many, and a site's own pages under names like those of posts
    "https://evil.in/plugins/post.php?href=https%3A%2F%2Ft.me%2FPulVibhag%2F421",
    "https://l.facebook.com.evil.in/l.php?u=https%3A%2F%2Ft.me%2FPulVibhag%2F421",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F%252Ft.me%252FPul%252F421",
    "https://l.facebook.com/l.php?u=javascript%3Aalert(1)",
    "https://l.facebook.com/l.php",
    "https://nitter.evil.in/a/status/1861454974426722737",
    "https://x.com/i/article/1861454974426722737",
    "https://x.com/PulVibhag/articles/1861454974426722737",
    "https://www.instagram.com/reels/audio/3212345678901234567/",
    "https://www.instagram.com/pul.vibhag/tagged/DAbc-123_xY/",
    "https://www.tiktok.com/embed/v2/123",
    "https://www.tiktok.com/music/pul-7301234567890123456",
    "https://t.me/c/1234567890/7/421",
    "https://t.me/PulVibhag/topic/421",
    "https://mastodon.social/ap/users/pul/statuses/112345678901234567",
    "https://mastodon.social/ap/users/115973097967320630",
    "https://vimeo.com/showcase/123456",
    "https://www.reddit.com/gallery/",
    # Pages that are no posts
    "https://x.com/PulVibhag",
    "https://x.com/PulVibhag/status",
    "https://x.com/PulVibhag/status/",
    "https://x.com/PulVibhag/followers",
    "https://x.com/search?q=pul",
    "https://x.com/hashtag/pul",
    "https://x.com/i/lists/1861454974426722737",
    "https://x.com/i/spaces/1861454974426722737",
    "https://x.com/i/events/1861454974426722737",
    "https://x.com/a_name_that_is_too_long/status/1861454974426722737",
    "https://www.youtube.com/",
    "https://www.youtube.com/@pulvibhag",
    "https://www.youtube.com/@pulvibhag/112345678901234567",
    "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv",
    "https://www.youtube.com/playlist?list=PL123",
    "https://www.youtube.com/embed/videoseries?list=PL123",
    "https://www.youtube.com/results?search_query=pul",
    "https://www.youtube.com/watch?v=short",
    "https://www.instagram.com/pul.vibhag/",
    "https://www.instagram.com/explore/tags/pul/",
    "https://www.instagram.com/stories/pul.vibhag/3212345678901234567/",
    "https://www.instagram.com/@pul/112345678901234567",
    "https://www.facebook.com/pul.vibhag",
    "https://www.facebook.com/groups/pulpremi",
    "https://www.facebook.com/events/122104567890123456/",
    "https://www.facebook.com/hashtag/posts/122104567890123456",
    "https://www.facebook.com/watch/",
    "https://www.facebook.com/sharer/sharer.php?u=https://x.com/a/status/1",
    "https://www.threads.com/@pul.vibhag",
    "https://www.threads.net/@pul/112345678901234567",
    "https://www.threads.com/search?q=pul",
    "https://bsky.app/profile/pul.bsky.social",
    "https://bsky.app/profile/pul.bsky.social/lists/3kq7lampxyz2a",
    "https://bsky.app/profile/pul.bsky.social/feed/3kq7lampxyz2a",
    "https://bsky.app/search?q=pul",
    "https://mastodon.social/@pul",
    "https://mastodon.social/@pul/media",
    "https://mastodon.social/tags/pul",
    "https://t.me/pulvibhag",
    "https://t.me/c/1234567890/421",
    "https://t.me/+AbCdEfGh",
    "https://t.me/joinchat/123",
    "https://t.me/share/123",
    "https://www.tiktok.com/@pul.vibhag",
    "https://www.tiktok.com/@x/112345678901234567",
    "https://www.tiktok.com/tag/pul",
    "https://www.reddit.com/r/india/",
    "https://www.reddit.com/user/pul/",
    "https://www.reddit.com/search/?q=pul",
    "https://www.linkedin.com/in/pul-vibhag/",
    "https://www.linkedin.com/company/pul/posts/",
    "https://www.linkedin.com/pulse/naya-pul/",
    "https://vimeo.com/pulvibhag",
    "https://vimeo.com/channels/staffpicks",
    "https://vimeo.com/@pul/112345678901234567",
    "https://www.datawrapper.de/",
    "https://www.datawrapper.de/blog/aB3xY",
    "https://app.datawrapper.de/chart/aB3xY/publish",
    "https://datawrapper.dwcdn.net/aB3xYz/",
    "https://datawrapper.dwcdn.net.evil.in/aB3xY/",
    "https://flourish.studio/visualisations/maps/",
    "https://public.flourish.studio/visualisation/",
    "https://public.flourish.studio/visualisation/12a/",
    "https://www.openstreetmap.org/",
    "https://www.openstreetmap.org/way/4082#map=15/28.61/77.2",
    "https://www.openstreetmap.org/copyright",
    "https://www.openstreetmap.org/#map=99/28.61/77.2",
    "https://www.openstreetmap.org/#map=15/89/77.2",
    "https://www.openstreetmap.org/#map=15/nan/77.2",
    "https://www.openstreetmap.org/#map=१५/28.61/77.2",
    "https://www.openstreetmap.org/?bbox=77.3,28.5,77.1,28.7",
    "https://www.openstreetmap.org/?bbox=77.1,28.5,77.100000001,28.7",
    "https://www.openstreetmap.org/?bbox=-999,-999,999,999",
    "https://www.openstreetmap.org/?bbox=1e1,2,3e1,4",
    "https://www.openstreetmap.org/?bbox=77.1,28.5,77.3",
    "https://openstreetmap.org.evil.in/#map=15/28.61/77.2",
    f"https://open.spotify.com/track/{EPISODE}",
    "https://open.spotify.com/episode/kurz",
    "https://open.spotify.com/",
    "https://podcasts.apple.com/in/",
    "https://podcasts.apple.com/in/podcast/pul-ke-neeche",
    "https://podcasts.apple.com/in/podcast/id1500000001?i=x",
    # What is nobody's of these
    "https://medium.com/@pul/112345678901234567",
    "https://pul.medium.com/@pul/112345678901234567",
    "https://pul.substack.com/@pul/112345678901234567",
    "https://khabar.in/@pul/2024",
    "https://khabar.in/@pul/20240115",
    "https://khabar.in/@pul/20240115093000",
    "https://khabar.in/desh/naya-pul-112345678901234567/",
]

SHORT = """
https://t.co/AbCdEf1234 https://fb.watch/abcDEF123/ https://www.facebook.com/share/p/1AbCdEfGhI/
https://www.facebook.com/share/v/1AbCdEfGhI/ https://vm.tiktok.com/ZMabc123/ https://vt.tiktok.com/ZSabc123/
https://www.tiktok.com/t/ZTabc123/ https://www.reddit.com/r/india/s/AbCdEf1234 https://lnkd.in/dAbC123
https://www.instagram.com/share/p/BAabc123 https://www.instagram.com/share/reel/BAabc123/
""".split()


@pytest.mark.parametrize(("address", "network", "post_id", "canonical"), POSTS)
def test_the_address_of_a_post(address: str, network: str, post_id: str, canonical: str) -> None:
    found = identify(address)
    assert found is not None
    assert (found.network, found.id, found.url) == (network, post_id, canonical)


@pytest.mark.parametrize("canonical", sorted({row[3] for row in POSTS}))
def test_a_canonical_address_is_its_own(canonical: str) -> None:
    found = identify(canonical)
    assert found is not None
    assert found.url == canonical


BEGINNINGS = [
    *((f"?v=pul-khula_1&{said}", seconds) for said, seconds in [
        ("t=90", 90), ("t=90s", 90), ("t=1m30s", 90), ("t=1h2m3s", 3723), ("t=2m", 120), ("t=1h", 3600), ("t=1:30", 90),
        ("t=1:02:03", 3723), ("start=90", 90), ("time_continue=90", 90), ("t=90.7", 90), ("t=1M30S", 90),
        ("list=PL1&index=2&t=90s&feature=share", 90), ("t=0", 0), ("t=", 0), ("t=-5", 0), ("t=abc", 0), ("t=१०", 0),
        ("t=9999999999999", 0), ("start=0&t=30", 30), ("q=90", 0),
    ]),
    ("?v=pul-khula_1#t=1m30s", 90), ("?v=pul-khula_1#t=90", 90), ("?v=pul-khula_1#comments", 0),
]  # fmt: skip


class TestTheStartOfAVideo:
    @pytest.mark.parametrize(("said", "seconds"), BEGINNINGS)
    def test_is_read_in_every_spelling(self, said: str, seconds: int) -> None:
        found = identify(f"https://www.youtube.com/watch{said}")
        assert found is not None
        assert (found.id, found.url, found.start) == (TUBE_ID, TUBE, seconds)
        assert found.link == (f"{TUBE}&t={seconds}s" if seconds else TUBE)
        assert identify(found.link) == found

    @pytest.mark.parametrize("address", [
        "https://youtu.be/pul-khula_1?si=x&t=90", "https://www.youtube.com/shorts/pul-khula_1?t=90",
        "https://www.youtube.com/live/pul-khula_1?si=x&t=1m30s", "https://www.youtube.com/embed/pul-khula_1?start=90",
        "https://www.youtube-nocookie.com/embed/pul-khula_1?rel=0&start=90", "https://m.youtube.com/watch?v=pul-khula_1#t=90",
        "https://vimeo.com/76979871#t=1m30s", "https://vimeo.com/76979871#t=90s", "https://vimeo.com/76979871?t=90",
        "https://player.vimeo.com/video/76979871?h=9603038895#t=90s", "https://vimeo.com/channels/pul/76979871#t=0h1m30s",
    ])  # fmt: skip
    def test_is_kept_at_every_address_of_a_video(self, address: str) -> None:
        found = identify(address)
        assert found is not None
        assert found.start == 90
        assert identify(found.link) == found

    def test_is_none_of_a_post_without_one(self) -> None:
        found = identify(f"{X}?t=90")
        assert found is not None
        assert (found.start, found.link) == (0, X)


@pytest.mark.parametrize("address", [*NO_POSTS, *SHORT])
def test_the_address_of_no_post(address: str) -> None:
    assert identify(address) is None


@pytest.mark.parametrize("address", SHORT)
def test_a_short_link_says_that_only_asking_tells(address: str) -> None:
    assert is_short_link(address)


@pytest.mark.parametrize("address", [*NO_POSTS, *(row[0] for row in POSTS)])
def test_nothing_else_is_a_short_link(address: str) -> None:
    assert not is_short_link(address)


def test_the_tables_are_as_long_as_they_are_meant_to_be() -> None:
    assert len(POSTS) >= 80
    assert len(NO_POSTS) >= 60
    assert len({row[1] for row in POSTS}) >= 12  # the answer sets have at least one of each network


@given(st.text())
@example("https://[")
@example("https://x.com:99999999999/")
@example("https://x.com/%")
@example("https://[v1.x]/@a/112345678901234567")
def test_no_text_is_too_odd(text: str) -> None:
    for address in (text, f"https://x.com/{text}", f"https://{text}/@a/112345678901234567", f"https://x.com/?{text}"):
        found = identify(address)
        assert found is None or (found.url.startswith("https://") and len(found.url) <= 2_100)
        assert is_short_link(address) in (True, False)
