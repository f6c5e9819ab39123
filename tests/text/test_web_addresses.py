"""Which addresses may become links: the table of hostile addresses that every place in the product relies on."""

from __future__ import annotations

import pytest

from articles.text import is_site_path, is_web_address, link_host, safe_link

WEB = [
    "https://news.example", "http://news.example/", "https://news.example/a/b.html?c=1&d=[2]#e", "HTTPS://News.Example/",
    "hTTp://news.example", "https://news.example:8443/", "https://news.example:/", "https://खबर.example/देश/क\u094d\u200dष",
    "https://xn--11by0j.example/", "https://[2001:db8::1]/a", "https://[2001:db8::1]:8443/", "https://192.0.2.1/",
    "https://news.example/@name", "https://news.example/a//b", "https://news.example?u=https://other.example",
    "https://news.example/%5C%0A",
]  # fmt: skip
PATHS = ["/", "/desh/", "/desh/?page=2#top", "/देश/", "/a//b", "/@name", "/a:b", "/javascript:alert(1)"]
HOSTILE = [
    # other schemes
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript://news.example/%0Aalert(1)", "data:text/html,<script>x",
    "vbscript:x", "file:///etc/passwd", "ftp://news.example/", "mailto:a@news.example", "blob:https://news.example/x",
    "view-source:https://news.example",
    # controls and white space, which browsers drop or trim
    "java\tscript:alert(1)", "java\nscript:alert(1)", "\x01javascript:alert(1)", " javascript:alert(1)",
    "ht\ttps://news.example", "https://news.example/\n", "https://news.example/a b", " https://news.example",
    "https://news.example ", "https://news.example/\x00", "\x00https://news.example", "https://news.example/\x7f",
    "https://news.example/\x85", "https://news.example/\u2028", "https://news\u3000.example/", "/\t/evil.example",
    "/a b", "/\n/evil.example", " /desh/", "/desh/\x00",
    # addresses of another host that look like paths
    "//evil.example", "//evil.example/desh/", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
    "///evil.example", "/desh\\..\\x", "//",
    # no host, or another one than it seems
    "https://", "https:///evil.example", "https:evil.example", "https:/evil.example", "http://:80/", "https://?a",
    "https://#a", "https://news.example@evil.example/", "https://a:b@evil.example/", "https://@evil.example/",
    "https://evil.example\\@news.example/", "https:\\\\evil.example", "https://evil.example\\.news.example/",
    # what cannot be parsed
    "http://[", "https://[::1", "https://[x]/", "https://news.example:99999/", "https://news.example:x/",
    "https://news.example:-1/", "https://news\u2100.example/",
    # no address at all
    "", "news.example", "www.news.example/a", "desh/", "?page=2", "#top", ":", "://news.example",
]  # fmt: skip


@pytest.mark.parametrize("url", WEB)
def test_a_web_address_is_a_link_but_no_path(url: str) -> None:
    assert is_web_address(url)
    assert not is_site_path(url)
    assert safe_link(url) == safe_link(url, site_paths=True) == url


@pytest.mark.parametrize("path", PATHS)
def test_a_path_of_the_site_is_a_link_where_paths_are_allowed(path: str) -> None:
    assert is_site_path(path)
    assert not is_web_address(path)
    assert (safe_link(path), safe_link(path, site_paths=True)) == ("", path)


@pytest.mark.parametrize("url", HOSTILE)
def test_anything_else_is_no_link(url: str) -> None:
    assert not is_web_address(url)
    assert not is_site_path(url)
    assert safe_link(url) == safe_link(url, site_paths=True) == ""


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Other.example/a", "other.example"), ("/desh/", "ours.example"), ("a/b", "ours.example"),
        ("#top", "ours.example"), ("?a", "ours.example"), ("", "ours.example"), ("//other.example/", "other.example"),
        ("/\\other.example", "other.example"), ("\\\\other.example", "other.example"),
        ("/\t/other.example", "other.example"),
        ("https:///other.example", "other.example"), ("https:other.example", "other.example"),
        ("https:\\\\other.example", "other.example"), (" //other.example", "other.example"),
        ("https://other.example\\@ours.example/", "other.example"),
        ("https://ours.example@other.example/", "other.example"), ("HTTPS://OURS.EXAMPLE/", "ours.example"),
        ("mailto:a@other.example", ""), ("tel:1", ""), ("javascript:x", ""),
    ],
)  # fmt: skip
def test_the_host_of_a_link_is_the_one_a_browser_goes_to(url: str, host: str) -> None:
    assert link_host(url, "https://ours.example/desh/1/") == host


@pytest.mark.parametrize("url", ["http://[", "https://[x]/", "//[::1"])
def test_a_link_that_cannot_be_read_has_no_known_host(url: str) -> None:
    assert link_host(url, "https://ours.example/") is None
