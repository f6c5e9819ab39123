"""Every setting is on the list; what is not on it, or cannot be used, is refused by name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from articles.body import IFRAME_NETWORKS
from newsroom import environment
from newsroom.analytics import Analytics
from tests import reference_pages

GOOD = {
    "PORT": ("8123", 8123),
    "NEWSROOM_SITE_URL": ("https://News.example:8443/", "https://news.example:8443"),
    "NEWSROOM_SITE_NAME": ("सुबह का अख़बार", "सुबह का अख़बार"),
    "NEWSROOM_SITE_DESCRIPTION": ("क्‍या हुआ, कब हुआ", "क्‍या हुआ, कब हुआ"),
    "NEWSROOM_LANGUAGE": ("en", "en"),
    "NEWSROOM_TIME_ZONE": ("Asia/Kathmandu", "Asia/Kathmandu"),
    "NEWSROOM_SECRET_KEY": ("k" * 50, "k" * 50),
    "NEWSROOM_DEBUG": ("yes", True),
    "NEWSROOM_ALLOWED_HOSTS": ("a.example, ख़बर.example ,[::1]", ["a.example", "xn--21b8bm0c.example", "[::1]"]),
    "NEWSROOM_TRUSTED_PROXIES": ("2", 2),
    "NEWSROOM_DATA_DIR": ("/srv/the site", Path("/srv/the site")),
    "NEWSROOM_MEDIA_DIR": ("media", environment.ROOT / "media"),
    "NEWSROOM_REDIS_URL": ("rediss://:word@cache.example:6380/1", "rediss://:word@cache.example:6380/1"),
    "NEWSROOM_EMAIL_URL": ("smtp+tls://u:p%40ss@mail.example:587", "smtp+tls://u:p%40ss@mail.example:587"),
    "NEWSROOM_EMAIL_FROM": ("desk@news.example", "desk@news.example"),
    "NEWSROOM_LOG_LEVEL": ("WARNING", "WARNING"),
    "NEWSROOM_HSTS_SECONDS": ("0", 0),
    "NEWSROOM_HSTS_SUBDOMAINS": ("1", True),
    "NEWSROOM_LOGIN_FAILURES": ("3", 3),
    "NEWSROOM_LOGIN_WAIT_MINUTES": ("60", 60),
    "NEWSROOM_SESSION_HOURS": ("8", 8),
    "NEWSROOM_SECOND_FACTOR_GROUPS": ("chief, editor", ["chief", "editor"]),
    "NEWSROOM_IMPORT_MAX_BYTES": ("5", 5),
    "NEWSROOM_UPLOAD_MAX_BYTES": ("5", 5),
    "NEWSROOM_FILE_MAX_BYTES": ("5", 5),
    "NEWSROOM_DESK_MARKS": ("TK, [ डेस्क:,,", ["TK", "[ डेस्क:"]),
    "NEWSROOM_LIVE_POSTS": ("YouTube, x", ["youtube", "x"]),
    "NEWSROOM_AD_ORIGINS": (
        "https://ads.example, https://b.example:8443",
        ["https://ads.example", "https://b.example:8443"],
    ),
    "NEWSROOM_ANALYTICS": (
        "https://Stats.example:8443/js/script.js?v=1  data-domain=news.example data-x-1={'a':1}",
        Analytics(
            "https://Stats.example:8443/js/script.js?v=1",
            "https://stats.example:8443",
            (("data-domain", "news.example"), ("data-x-1", "{'a':1}")),
        ),
    ),
    "NEWSROOM_TEST_DATABASE": ("/tmp/t.sqlite3", "/tmp/t.sqlite3"),
    "DATABASE_URL": ("postgres://u:word@db.example:5433/news", "postgres://u:word@db.example:5433/news"),
}
BAD = {
    "PORT": ["0", "65536", "99999999999", "abc", "८०००", "-1"],
    "NEWSROOM_SITE_URL": [
        "news.example", "ftp://news.example", "https://", "https://news.example/hindi/", "https://news.example/?a=1",
        "https://news.example/#top", "https://me:word@news.example", "https://news.example:http", "http://[::1",
        "https://news example", "https://news.example:0", "https://-", "https://a\nb.example",
    ],
    "NEWSROOM_SITE_NAME": ["two\nlines", "a beep\a"],
    "NEWSROOM_SITE_DESCRIPTION": ["two\u2028lines"],
    "NEWSROOM_LANGUAGE": ["hindi", "HI", "hi,en"],
    "NEWSROOM_TIME_ZONE": ["India", "Asia", "/etc/passwd", "../UTC", "x" * 300],
    "NEWSROOM_SECRET_KEY": ["two\nlines"],
    "NEWSROOM_DEBUG": ["maybe", "2", "१"],
    "NEWSROOM_ALLOWED_HOSTS": ["*", "https://a.example", "a b", "a.example/x", "." * 70],
    "NEWSROOM_TRUSTED_PROXIES": ["-1", "one", "1.5", "१", "9" * 5000],
    "NEWSROOM_DATA_DIR": ["~nobody-of-this-name/x"],
    "NEWSROOM_MEDIA_DIR": ["a\nb"],
    "NEWSROOM_REDIS_URL": ["cache.example", "http://cache.example", "redis://cache.example:x/0"],
    "NEWSROOM_EMAIL_URL": ["mail.example", "mailto:desk@news.example", "smtp://mail.example:x"],
    "NEWSROOM_EMAIL_FROM": ["desk", "desk@", "@news.example", "a@b.example\nBcc: c@d.example", "a@b.example, c@d.ex"],
    "NEWSROOM_LOG_LEVEL": ["LOUD", "info"],
    "NEWSROOM_HSTS_SECONDS": ["1 year", "-5"],
    "NEWSROOM_HSTS_SUBDOMAINS": ["all"],
    "NEWSROOM_LOGIN_FAILURES": ["0", "many"],
    "NEWSROOM_LOGIN_WAIT_MINUTES": ["0", "15m"],
    "NEWSROOM_SESSION_HOURS": ["0", "12h"],
    "NEWSROOM_SECOND_FACTOR_GROUPS": ["chief\neditor"],
    "NEWSROOM_IMPORT_MAX_BYTES": ["0", "1 MB"],
    "NEWSROOM_UPLOAD_MAX_BYTES": ["0", "20MB"],
    "NEWSROOM_FILE_MAX_BYTES": ["0", "20MB"],
    "NEWSROOM_DESK_MARKS": ["TK\x00", "a\nb"],
    "NEWSROOM_LIVE_POSTS": ["myspace", "x;youtube", "https://x.com"],
    "NEWSROOM_AD_ORIGINS": [
        "http://ads.example", "ads.example", "https://*.example", "https://ads.example/x", "https://a;script-src *",
        "https://me@ads.example", "https://",
    ],
    "NEWSROOM_ANALYTICS": [
        "stats.example/script.js", "http://stats.example/script.js", "//stats.example/script.js", "javascript:alert(1)",
        "https://stats.example", "https://stats.example/", "https://*/script.js", "https://*.example/script.js",
        "https://me:word@stats.example/script.js", "https://stats.example:0/script.js", "https://stats.example:x/s.js",
        "https://stats.example;script-src/s.js", "https://stats.example'/s.js", "https://[::1]/s.js", "https:///s.js",
        "https://a_b.example/s.js", "https://.example/s.js", "https://आँकड़े.example/s.js", 'https://stats.example/"s.js',
        "https://stats.example/s.js#x",
        "https://stats.example/s.js onload=alert(1)", "https://stats.example/s.js data-a", "https://s.example/s.js x",
        "https://stats.example/s.js data-a=", "https://stats.example/s.js data-=1", "https://s.example/s.js data-A=1",
        "https://stats.example/s.js data-a=1 data-a=2", "https://stats.example/s.js\ndata-a=1", "data-a=1",
    ],
    "NEWSROOM_TEST_DATABASE": ["a\nb"],
    "DATABASE_URL": [
        "news.sqlite3", "mysql://u:word@db.example/news", "postgres://u:word@db.example:x/news", "postgres://db.example",
        "sqlite://", "sqlite://:memory:", "postgres:",
    ],
}  # fmt: skip


def test_the_examples_here_are_of_every_setting() -> None:
    names = [setting.name for setting in environment.SETTINGS]
    assert [*GOOD] == names
    assert [*BAD] == names


@pytest.mark.parametrize("name", GOOD)
def test_a_good_value_is_taken(name: str) -> None:
    given, meant = GOOD[name]
    assert environment.read({name: given})[name] == meant


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD.items() for value in values])
def test_a_value_that_cannot_be_used_is_refused_with_the_name_of_its_setting(name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=rf"\A{name}: .+ cannot be used; use .+\.\Z") as refusal:
        environment.read({name: value})
    assert len(str(refusal.value)) < 300
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("setting", [one for one in environment.SETTINGS if one.secret], ids=lambda one: one.name)
def test_a_refused_secret_is_not_shown(setting: environment.Setting) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        environment.read({setting.name: "no-such://user:opensesame\n@host"})
    assert setting.name in str(refusal.value)
    assert "opensesame" not in str(refusal.value)


def test_an_unknown_setting_is_refused_and_the_one_that_was_meant_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"NEWSROOM_SITE_ULR is not a setting .* NEWSROOM_SITE_URL"):
        environment.read({"NEWSROOM_SITE_ULR": "https://news.example"})
    with pytest.raises(ImproperlyConfigured, match=r"NEWSROOM_WEATHER is not a setting .* docs/settings\.md"):
        environment.read({"NEWSROOM_WEATHER": "sunny"})


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"NEWSROOM_X is .* PORT: .* NEWSROOM_DEBUG: "):
        environment.read({"NEWSROOM_DEBUG": "perhaps", "NEWSROOM_X": "1", "PORT": "x"})


def test_names_of_other_programs_are_left_alone_and_empty_values_count_as_not_set() -> None:
    assert environment.read({"NEWSROOMS": "1", "PATH": "/bin", "NEWSROOM_DEBUG": " "}) == environment.read({})


def test_the_address_follows_the_port_until_it_is_given() -> None:
    assert environment.read({})["NEWSROOM_SITE_URL"] == "http://127.0.0.1:8000"
    assert environment.read({"PORT": "8123"})["NEWSROOM_SITE_URL"] == "http://127.0.0.1:8123"
    given = environment.read({"PORT": "8123", "NEWSROOM_SITE_URL": "https://news.example"})
    assert given["NEWSROOM_SITE_URL"] == "https://news.example"


def test_the_page_of_settings_is_up_to_date() -> None:
    page = (reference_pages.DOCS / "settings.md").read_text(encoding="utf-8")
    assert page == reference_pages.settings_page(), "run: python -m tests.reference_pages"


def manage(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(environment.PREFIX)}
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=environment.ROOT, env=plain | environ, capture_output=True, text=True, check=False
    )


class TestTheCommandLine:
    def test_a_refused_setting_is_one_line(self, tmp_path: Path) -> None:
        done = manage("check", NEWSROOM_DATA_DIR=str(tmp_path), NEWSROOM_DEBUG="perhaps")
        assert done.returncode == 1
        assert done.stderr.splitlines() == [
            "Newsroom cannot start. "
            "NEWSROOM_DEBUG: 'perhaps' cannot be used; use 1 or 0 (also true/false, yes/no, on/off)."
        ]

    def test_a_data_folder_that_cannot_be_made_is_one_line(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        done = manage("check", NEWSROOM_DATA_DIR=str(tmp_path / "file" / "data"))
        assert done.returncode == 1
        assert "NEWSROOM_DATA_DIR" in done.stderr
        assert len(done.stderr.splitlines()) == 1

    @pytest.mark.slow
    def test_a_secret_key_is_made_once_for_this_account_alone(self, tmp_path: Path) -> None:
        show = ["shell", "--no-imports", "-c", "from django.conf import settings; print(settings.SECRET_KEY)"]
        first, second = (manage(*show, NEWSROOM_DATA_DIR=str(tmp_path / "new")).stdout for _ in range(2))
        assert len(first.strip()) >= 50
        assert first == second
        assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o777 == 0o600

    @pytest.mark.slow
    def test_nobody_else_may_look_into_the_data_folder(self, tmp_path: Path) -> None:
        done = manage("check", NEWSROOM_DATA_DIR=str(tmp_path / "new"), NEWSROOM_SECRET_KEY="k" * 50)
        assert done.returncode == 0
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
        assert [*(tmp_path / "new").iterdir()] == []

    @pytest.mark.slow
    def test_what_others_could_read_is_closed_at_the_next_start(self, tmp_path: Path) -> None:
        folder = tmp_path / "data"
        folder.mkdir(mode=0o777)
        folder.chmod(0o777)
        (folder / "newsroom.sqlite3").touch(mode=0o666)
        (folder / "newsroom.sqlite3").chmod(0o666)
        manage("check", NEWSROOM_DATA_DIR=str(folder), NEWSROOM_SECRET_KEY="k" * 50, DATABASE_URL="")
        assert folder.stat().st_mode & 0o777 == 0o750
        assert (folder / "newsroom.sqlite3").stat().st_mode & 0o777 == 0o600

    @pytest.mark.slow
    def test_a_database_is_made_for_this_account_alone_and_media_for_its_group_too(self, tmp_path: Path) -> None:
        folder = tmp_path / "data"
        store = "from django.core.files.storage import default_storage as d; from django.core.files.base import File\n"
        store += "import io; d.save('images/2026/a.jpg', File(io.BytesIO(b'x')))"
        for words in (["migrate"], ["shell", "--no-imports", "-c", store]):
            assert manage(*words, NEWSROOM_DATA_DIR=str(folder), DATABASE_URL="").returncode == 0
        modes = {path.name: path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))}
        assert modes == {
            "data": 0o700, "secret_key": 0o600, "newsroom.sqlite3": 0o600,
            "media": 0o750, "images": 0o750, "2026": 0o750, "a.jpg": 0o640,
        }  # fmt: skip

    def test_a_short_secret_key_is_refused_on_a_public_site(self, tmp_path: Path) -> None:
        public = {"NEWSROOM_DATA_DIR": str(tmp_path), "NEWSROOM_SITE_URL": "https://news.example"}
        done = manage("check", **public, NEWSROOM_SECRET_KEY="k" * 49)
        assert done.returncode == 1
        assert "NEWSROOM_SECRET_KEY" in done.stderr
        assert "kkk" not in done.stderr
        assert len(done.stderr.splitlines()) == 1

    @pytest.mark.slow
    def test_check_deploy_finds_nothing_in_a_public_site(self, tmp_path: Path) -> None:
        done = manage(
            "check", "--deploy", "--fail-level", "WARNING",
            NEWSROOM_DATA_DIR=str(tmp_path), NEWSROOM_SITE_URL="https://news.example",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


def test_only_networks_whose_posts_have_an_iframe_can_be_opened_in_pages() -> None:
    assert environment.read({"NEWSROOM_LIVE_POSTS": ",".join(IFRAME_NETWORKS)})
    with pytest.raises(ImproperlyConfigured, match="use one or more of applepodcast, datawrapper"):
        environment.read({"NEWSROOM_LIVE_POSTS": "mastodon"})
