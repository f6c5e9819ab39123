"""Hostile requests to every address: none may be answered with 500, nor with 503 while the database is well.

    python -m tests.fuzz [COUNT [SEED]]     `make fuzz` sends 20,000

Each request is one of the URL table or of a form of the desk, as nobody, a reporter or the chief, with values that are
huge, odd, repeated, malformed or of another type. It is rolled back afterwards. `tests/ops/test_fuzz.py` sends some.
"""

from __future__ import annotations

import json
import logging
import os
import random
import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.signals import got_request_exception  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import get_runner, setup_test_environment  # noqa: E402
from django.urls import URLPattern, get_resolver  # noqa: E402
from lxml import html  # noqa: E402

from articles.models import Redirect, Spelling  # noqa: E402
from tests import cast, factories  # noqa: E402

TEXTS = [
    "", " ", "0", "1", "-1", "2", "00", "1.5", "1e9", "NaN", "Infinity", "true", "null", "None", "[]", "{}", "on",
    "9" * 10, "9" * 18, "9" * 19, "9" * 30, "9" * 400, "9" * 5_000, "-" + "9" * 30, "2147483648",
    "9223372036854775808",
    "४२", "٣٤", "𝟜𝟚", "²", "½", "〇", "1_000", "+1", " 1 ", "0x10", "1,2,3",
    "1-1-1", "1-1-999999999999", "9999-12-31", "0000-00-00", "2026-02-30", "10000-01-01", "31/12/9999", "1.1.1",
    "00:00",
    "99:99", "24:00", "2026-01-01T25:61:61Z", "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00-12:00", "-1 day",
    "कल",
    "31 दिसंबर 9999", "1 जनवरी 1", "999999999999 दिन पहले",
    "\x00", "a\x00b", "\r\n", "\u2028", "\ufeff", "\u202e", "\ud800", "\udfff\ud800", "é" * 300, "e\u0301" * 300,
    "ﷺ" * 500,
    "क" * 301, "x" * 5_000, "x" * 70_000, "शब्द " * 1_000, "a b " * 2_000, "%", "%%", "%s", "%(x)s", "{0}", "{{ x }}",
    "'", '"', "\\", "'; DROP TABLE x; --", "<script>alert(1)</script>", "<ol><li><p>" * 200, "(", "[", "*",
    "NEAR(", "AND",
    "OR OR", '"a', "a*", "^a", "-a", "../../etc/passwd", "/", "//", "//evil.example", "https://", "http://[",
    "http://x:99999999",
    "https://x.com/a/status/" + "9" * 40, "javascript:alert(1)", "file:///etc/passwd", "https://ex ample/",
    "http://\ud800/",
    "mailto:a@b", "a@b", "a" * 255 + "@b.example", "xn--", "https://xn--" + "a" * 100 + "/", "😀" * 100, "#fff",
    "#ggg", "red",
    '<figure data-image="' + "9" * 30 + '"></figure>', '<figure data-social-post="999999999999999999"></figure>',
    '<figure data-gallery="1 ' + "9" * 19 + '"></figure>', "<table><tr><td colspan='999999999'>x",
    "&#x110000;&#0;&#xD800;",
    '{"a":' * 500, "[" * 5_000, '{"runs":[{"text":1}]}', "\\ud800",
]  # fmt: skip
RAW = [
    "%",
    "%ff%fe",
    "%00",
    "%u0041",
    "%ED%A0%80",
    "%C0%AF",
    "=",
    "&&",
    "a[]=1",
    ";",
    "%zz",
    "a=1&a=2&a=3",
    "+",
    "?" * 50,
]
PARAMETERS = (
    "q before after page p o e all from to section tag author kind year month day time term app_label model_name "
    "field_name key story next _popup _to_field _changelist_filters form_token id language status status__exact "
    "section__id__exact is_public__exact at at__gte at__lt mine who confirmed network order token"
).split()  # fmt: skip
HEADERS = {
    "HTTP_HOST": ["", "a b", "x" * 300, "[::1", "localhost:99999999", "localhost:x", "127.0.0.1:", "\xff",
    "evil.example"],
    "HTTP_ACCEPT": ["", "application/json", "*/*;q=x", "text/html;q=9e999", "\xff", "x" * 5_000, ",,,;"],
    "HTTP_ACCEPT_LANGUAGE": ["", "hi;q=x", "xx-" + "y" * 600, "\xff", "en;q=1e400", "*"],
    "HTTP_ACCEPT_ENCODING": ["gzip", "gzip;q=x", "\xff", "br, gzip"],
    "HTTP_RANGE": ["bytes=0-", "bytes=-1", "bytes=9-1", "bytes=" + "9" * 5_000 + "-", "x", "bytes=0-1,2-3",
    "bytes=४-५"],
    "HTTP_IF_RANGE": ["x", '"x"', "\xff"],
    "HTTP_IF_NONE_MATCH": ["*", "x", '"', 'W/"' + "x" * 5_000, "\xff"],
    "HTTP_IF_MATCH": ["*", "x", '"x"', "\xff"],
    "HTTP_IF_MODIFIED_SINCE": ["x", "Mon, 99 Foo 99999 99:99:99 GMT", "Thu, 01 Jan 0000 00:00:00 GMT", "9" * 5_000],
    "HTTP_IF_UNMODIFIED_SINCE": ["x", "Thu, 31 Dec 9999 23:59:59 GMT", "Thu, 01 Jan 99999999999 00:00:00 GMT"],
    "HTTP_REFERER": ["", "\xff", "http://[", "x" * 5_000],
    "HTTP_COOKIE": ["", ";;;", "newsroom_session=\xff", "newsroom_session=" + "x" * 5_000, "messages=x", "=x"],
    "HTTP_X_FORWARDED_FOR": ["", ",,,", "x" * 5_000, "::1, ::1", "999.999.999.999"],
    "HTTP_X_REQUESTED_WITH": ["XMLHttpRequest"],
    "HTTP_X_CSRFTOKEN": ["", "\xff", "x" * 5_000],
    "CONTENT_LENGTH": ["", "-1", "x", "9" * 30],
    "HTTP_ORIGIN": ["null", "\xff", "http://["],
}  # fmt: skip
CONTENT_TYPES = [
    "", "x", "application/json", "application/json; charset=x", "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=\xff",
    "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x",
    "multipart/form-data; boundary=" + "x" * 300, "multipart/form-data; boundary=x; charset=utf-7",
    "text/plain; charset=nonsense",
]  # fmt: skip
MULTIPART = (
    "--x\r\n", "--x--", "--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--",
    '--x\r\nContent-Disposition: form-data; name="body"; filename="a\x00b/../"\r\n\r\nv\r\n--x--\r\n',
    '--x\r\nContent-Disposition: form-data; name="f"; filename*=utf-8\'\'%ff\r\nContent-Type: \xff\r\n\r\n\xff--x',
    '--x\r\nContent-Disposition: form-data; name="f"\r\nContent-Transfer-Encoding: base64\r\n\r\n$$$\r\n--x--\r\n',
    '--x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n\xff\xfe\r\n--x--\r\n',
)  # fmt: skip
JSON_SHAPES: list[Any] = [
    {"runs": [{"text": "fnYyh", "font": "Kruti Dev 010"}]},
    {"text": "एक वाक्य।\n— नाम (@x) 29 September 2025"},
    {"items": [{"url": "https://x.com/a/status/1", "text": "x", "language": "hi", "date": "2025-09-29"}]},
    {"items": [{"typed": True, "network": "x", "text": "x", "date": "2025-09-29", "url": "https://a.example/"}]},
    {"items": [{"flattened": True, "propose": True, "text": "x\n— नाम (@x) 29 September 2025"}]},
    {"key": "article/1", "user": 1, "version": 1, "data": [["body", "<p>x</p>"], ["headline", "x", "y"]]},
    {"alt": "x", "caption": "y"},
]
ROUTE = re.compile(r"<(?:(\w+):)?(\w+)>")


@dataclass
class Request:
    method: str
    path: str
    query: str = ""
    body: bytes | dict[str, Any] = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    who: str = "nobody"

    def __str__(self) -> str:
        body = (
            self.body if isinstance(self.body, bytes) else {name: str(value)[:80] for name, value in self.body.items()}
        )
        return (
            f"{self.who}: {self.method} {self.path[:200]!r} ?{self.query[:200]!r} {self.content_type!r} "
            f"{ ({name: value[:60] for name, value in self.headers.items()}) } {str(body)[:1500]}"
        )


@dataclass
class Found:
    request: Request
    error: str
    trace: str


class Fuzz:
    """Makes requests and sends them. `fill` has made the rows that they name."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.routes = list(_routes(get_resolver().url_patterns))
        self.clients = {"nobody": Client(raise_request_exception=False)}
        for name, person in {"reporter": cast.ravi(), "chief": cast.kavita()}.items():
            self.clients[name] = Client(raise_request_exception=False)
            self.clients[name].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        self.forms: dict[tuple[str, str], dict[str, Any]] = {}
        self.statuses: Counter[int] = Counter()
        self._error = ""

    def run(self, count: int) -> Iterator[Found]:
        """Send so many requests. Yield those that were answered with 500 or 503."""
        got_request_exception.connect(self._note, weak=False)
        try:
            for _number in range(count):
                request = self.request()
                status = self.send(request)
                self.statuses[status] += 1
                # The health check says 503 of a site without collected static files, as this one is.
                if status >= 500 and (status, request.path) != (503, "/healthz"):
                    yield Found(request, f"{status} {self._error.strip().splitlines()[-1:]}", self._error)
        finally:
            got_request_exception.disconnect(self._note)

    def _note(self, **_arguments: Any) -> None:
        self._error = traceback.format_exc()

    def send(self, request: Request) -> int:
        """Return the status of the answer; 500 for whatever escapes the application. All is rolled back."""
        self._error = ""
        client = self.clients[request.who]
        cookies = client.cookies.copy()
        try:
            with transaction.atomic():
                status = self._sent(client, request)
                transaction.set_rollback(True)
        except Exception:  # noqa: BLE001 - that is what is looked for
            self._error = traceback.format_exc()
            return 500
        finally:
            client.cookies = cookies
        return status

    def _sent(self, client: Client, request: Request) -> int:
        extra: dict[str, Any] = {**request.headers, "QUERY_STRING": request.query}
        if isinstance(request.body, dict):
            response = client.post(request.path, request.body, **extra)
        else:
            response = client.generic(request.method, request.path, request.body, request.content_type, **extra)
        if response.streaming:
            b"".join(response.streaming_content)  # type: ignore[arg-type]
        return response.status_code

    # -- requests

    def request(self) -> Request:
        make = self.chance.choices([self.address, self.form, self.json, self.malformed], [5, 5, 2, 1])[0]
        request = make()
        if self.chance.random() < 0.15:
            for name in self.chance.sample(list(HEADERS), self.chance.randint(1, 3)):
                request.headers[name] = self.chance.choice(HEADERS[name])
        return request

    def address(self) -> Request:
        who = self.chance.choice(list(self.clients))
        method = self.chance.choices(
            ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"], [80, 3, 8, 2, 2, 2, 1]
        )[0]
        return Request(method, self.path(), self.query(), who=who)

    def path(self, known: float = 0.7) -> str:
        route = self.chance.choice(self.routes)
        return "/" + ROUTE.sub(lambda part: self._part(part[1] or "str", part[2], known), route)

    def _part(self, kind: str, name: str, known: float) -> str:
        if self.chance.random() < known:
            return {"slug": "desh", "int": "1", "uidb64": "MQ"}.get(kind, "1")
        if kind == "int":
            return self.chance.choice(
                ["0", "1", "9999", "13", "31", "9" * 18, "9" * 19, "9" * 30, "9" * 4_400, "००", "4" * 9]
            )
        return quote(self.chance.choice(TEXTS).encode("utf-8", "surrogatepass")[:2_000], safe="")

    def query(self) -> str:
        if self.chance.random() < 0.1:
            return "&".join(self.chance.sample(RAW, 3))
        names = self.chance.choices(PARAMETERS, k=self.chance.randint(0, 3))
        pairs = [(name, self.value().encode("utf-8", "surrogatepass")) for name in names]
        return urlencode(pairs * self.chance.choice([1, 1, 1, 2]))[:100_000]

    def value(self) -> str:
        if self.chance.random() < 0.15:
            return self.chance.choice(TEXTS)[:300] + self.chance.choice(TEXTS)[:300]
        return self.chance.choice(TEXTS)

    def form(self) -> Request:
        """A form of the desk as it is shown, with some of its fields changed."""
        who = self.chance.choice(["chief", "chief", "reporter"])
        path = self.chance.choice(self._pages())
        fields = dict(self._fields(who, path))
        for _number in range(self.chance.randint(1, 4)):
            name = self.chance.choice([*fields, *PARAMETERS[:3]]) if fields else "x"
            kind = self.chance.random()
            if kind < 0.08:
                fields.pop(name, None)
            elif kind < 0.16:
                fields[name] = [self.value(), self.value()]
            elif kind < 0.2:
                fields[name] = SimpleUploadedFile(
                    self.chance.choice(["x", "x.png", "क.pdf", "x" * 300 + ".jpg"]),
                    self.value().encode("utf-8", "ignore"),
                )
            else:
                fields[name] = self.value()
        fields = {name: _sendable(value) for name, value in fields.items()}
        return Request("POST", path, self.query() if self.chance.random() < 0.1 else "", fields, who=who)

    def _pages(self) -> list[str]:
        return [
            "/" + route.replace("<path:object_id>", "1").replace("<id>", "1").replace("<int:story_id>", "1").replace(
                "<int:correction_id>", "1")
            for route in self.routes
            if route.startswith("admin/") and "<int:image" not in route and "<int:file" not in route
            and "<int:post" not in route and "content_type" not in route and "logout" not in route
        ]  # fmt: skip

    def _fields(self, who: str, path: str) -> dict[str, Any]:
        if (who, path) not in self.forms:
            response = self.clients[who].get(path, follow=True)
            found: dict[str, Any] = {}
            if response.status_code == 200 and "html" in response.headers.get("Content-Type", ""):
                for form in html.fromstring(response.content.decode() or "<p>").forms:
                    found |= {name: value for name, value in form.fields.items() if name}
                    found |= dict.fromkeys(form.xpath(".//button/@name | .//input[@type='submit']/@name"), "1")
            self.forms[who, path] = {
                name: value for name, value in found.items() if name != "csrfmiddlewaretoken" and isinstance(value, str)
            }
        return self.forms[who, path]

    def json(self) -> Request:
        route = self.chance.choice(
            [each for each in self.routes if re.search("unicode|read|resolve|autosave|words|card", each)]
        )
        shape = self._spoilt(self.chance.choice(JSON_SHAPES))
        return Request(
            "POST", "/" + ROUTE.sub("1", route), "", json.dumps(shape).encode(), "application/json", who="chief",
        )  # fmt: skip

    def _spoilt(self, value: Any) -> Any:
        if self.chance.random() < 0.15:
            wrong: list[Any] = [None, True, -1, 0, 1.5, 10**30, 1e308, float("nan"), [], {}, [[]], self.value()]
            return self.chance.choice(wrong)
        if isinstance(value, dict):
            return {name: self._spoilt(each) for name, each in value.items() if self.chance.random() < 0.95}
        if isinstance(value, list):
            return [self._spoilt(each) for each in value] * self.chance.choice([1, 1, 2])
        return self.value() if isinstance(value, str) and self.chance.random() < 0.4 else value

    def malformed(self) -> Request:
        kind = self.chance.choice(CONTENT_TYPES)
        body = self.chance.choice([self.value(), self.query(), *MULTIPART]).encode("utf-8", "surrogatepass")
        if self.chance.random() < 0.3:
            body = self.chance.randbytes(200)
        return Request("POST", self.path(0.95), "", body, kind, who=self.chance.choice(list(self.clients)))


def _sendable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return [_sendable(each) for each in value] if isinstance(value, list) else value


def _routes(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if not isinstance(pattern, URLPattern):
            yield from _routes(pattern.url_patterns, route)
        elif "(?P<url>" in route:
            yield before + "<path:url>"
        elif "(?P<app_label>" in route:
            yield before + "articles/"
        elif "(?P<section>" in route:
            yield "<str:section>/<str:slug>-<int:story_id>/"
        else:
            yield route


def fill() -> None:
    """Make a row of every kind that addresses name: 1 is the number of each."""
    post, picture = factories.post(), factories.image()
    body = factories.quoting(post) + f'<p>बात</p><figure data-image="{picture.pk}"></figure>'
    factories.story(tags=["पुल"], bylines=[cast.author_meera()], body=body, lead_image=picture)
    factories.draft("मसौदा")
    Redirect.objects.create(old_path="/old/", new_path="/desh/")
    Spelling.objects.create(word="सोनघाटी", spelling="son-ghati")


def main() -> None:
    count, seed = (int(text) for text in [*sys.argv[1:], *["20000", "1"][len(sys.argv) - 1 :]])
    setup_test_environment()
    logging.disable(logging.CRITICAL)
    runner = get_runner(settings)(verbosity=0, interactive=False)
    old = runner.setup_databases()
    kinds: dict[str, Found] = {}
    times: Counter[str] = Counter()
    try:
        fill()
        fuzz = Fuzz(seed)
        for found in fuzz.run(count):
            frames = [line.strip() for line in found.trace.splitlines() if "/articles/" in line or "/newsroom/" in line]
            kind = f"{found.error[:200]} {frames[-1:] or found.trace.splitlines()[-4:]}"
            times[kind] += 1
            kinds.setdefault(kind, found)
        for kind, found in kinds.items():
            sys.stdout.write(f"\n{times[kind]} times: {kind}\n    {found.request}\n")
            if os.environ.get("FUZZ_TRACES"):
                sys.stdout.write(found.trace + "\n")
        sys.stdout.write(f"\n{count} requests, seed {seed}: {dict(sorted(fuzz.statuses.items()))}\n")
    finally:
        runner.teardown_databases(old)
    sys.exit(1 if kinds else 0)


if __name__ == "__main__":
    main()
