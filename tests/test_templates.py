"""The templates' formatting, and the formatter's one promise: a line break never shows."""

from __future__ import annotations

from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
formatter = SimpleNamespace(**run_path(str(ROOT / ".ci" / "format_templates.py"), run_name="format_templates"))

LONG = "x" * 70


def formatted(source: str) -> str:
    return formatter.format_template(source, ROOT / "templates" / "articles" / "invented.html")


def test_all_templates_are_formatted(capsys: pytest.CaptureFixture[str]) -> None:
    assert formatter.main(["--check"]) == 0, capsys.readouterr().out


class TestALineBreak:
    def test_stands_between_block_elements(self) -> None:
        assert formatted("<ul><li>a</li><li>b</li></ul>") == "<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>"

    def test_replaces_white_space_between_inline_elements(self) -> None:
        assert formatted(f"<p><b>{LONG}</b> <b>{LONG}</b></p>") == f"<p>\n  <b>{LONG}</b>\n  <b>{LONG}</b>\n</p>"

    def test_is_never_put_between_inline_elements_that_touch(self) -> None:
        assert "</b><b" in formatted(f"<p><b>{LONG}</b><b class='c'>{LONG}</b></p>")

    def test_is_put_between_attributes_instead(self) -> None:
        lines = formatted(f'<p><a href="{LONG}">a</a><a href="{LONG}" title="{LONG}">b</a></p>').splitlines()
        assert max(map(len, lines)) <= 120
        assert f'      title="{LONG}">b' in lines

    def test_keeps_the_space_before_attributes_of_a_loop(self) -> None:
        source = f'<a href="{LONG}" title="{LONG}"{{% for n in x %}} {{{{ n }}}}="1"{{% endfor %}}>a</a>'
        assert '{% for n in x %} {{ n }}="1"{% endfor %}' in formatted(source)

    def test_after_a_condition_depends_on_both_its_ways(self) -> None:
        for_sure = f"<p>{{% if a %}}<b>{LONG}</b> {{% endif %}}<i>{LONG}</i></p>"
        perhaps = f"<p>{{% if a %}}<b>{LONG}</b>{{% endif %}}<i>{LONG}</i></p>"
        assert "{% endif %}\n" in formatted(for_sure)
        assert "{% endif %}<i" in formatted(perhaps)

    def test_leaves_a_translated_sentence_what_it_is(self) -> None:
        source = f"<p>{{% blocktranslate %}}{LONG} {LONG}{{% endblocktranslate %}}</p>"
        assert "{% blocktranslate trimmed %}" in formatted(source)
        assert formatted("<p>{% blocktranslate %}a b{% endblocktranslate %}</p>").count("\n") == 0
