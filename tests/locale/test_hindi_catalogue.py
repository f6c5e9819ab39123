"""The Hindi catalogue is complete, fits the originals, and is the one that the compiled files hold."""

from __future__ import annotations

import json
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
import regex
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from django.apps import apps
from django.contrib.staticfiles import finders
from django.test import RequestFactory
from django.utils import translation
from django.utils.functional import Promise
from django.views.i18n import JavaScriptCatalog

from articles.management.commands import makemessages

TO_DO = "Run `make messages` and translate what it names in locale/hi/LC_MESSAGES."
PLACEHOLDER = regex.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}|</?[a-z][^>]*>")
BOTH = pytest.mark.parametrize("domain", makemessages.DOMAINS)


def forms(text: str | tuple[str, ...]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def names(messages: list[Message]) -> list[str]:
    return [forms(message.id)[0] for message in messages]


def kept(domain: str) -> Catalog:
    """The catalogue as it stands in the repository."""
    return makemessages.read(makemessages.FOLDER / f"{domain}.po")


def untranslated(catalog: Catalog) -> list[Message]:
    """Messages without a usable translation: none, half a plural, or marked as a guess."""
    return [message for message in catalog if message.id and not is_translated(message)]


def misfits(catalog: Catalog) -> list[Message]:
    """Messages whose translation has fewer or more placeholders and tags than the original.

    The singular may leave the number out (an hour ago), as English does.
    """
    return [message for message in catalog if message.id and is_translated(message) and not fits(message)]


def is_translated(message: Message) -> bool:
    return all(forms(message.string or "")) and not message.fuzzy


def fits(message: Message) -> bool:
    originals = [sorted(PLACEHOLDER.findall(form)) for form in forms(message.id)]
    translations = [sorted(PLACEHOLDER.findall(form)) for form in forms(message.string or "")]
    return translations[0] in originals and translations[-1] == originals[-1]


def one(msgid: str | tuple[str, str], string: str | tuple[str, str], **more: object) -> Catalog:
    catalog = Catalog(locale="hi")
    catalog.add(msgid, string, **more)
    return catalog


@BOTH
def test_every_text_of_ours_of_django_and_of_other_parts_stands_in_the_catalogue(domain):
    translatable = {(m.context, forms(m.id)[0]) for m in kept(domain) if m.id}
    needed = {(m.context, forms(m.id)[0]) for m in makemessages.gather(domain) if m.id}
    assert sorted(text for _context, text in needed - translatable) == [], TO_DO


@BOTH
def test_every_text_is_translated(domain):
    assert names(untranslated(kept(domain))) == [], TO_DO


@BOTH
def test_every_translation_has_the_placeholders_and_tags_of_the_original(domain):
    assert names(misfits(kept(domain))) == []


@BOTH
def test_the_compiled_file_is_what_the_catalogue_gives(domain):
    compiled = BytesIO()
    write_mo(compiled, kept(domain))
    assert (makemessages.FOLDER / f"{domain}.mo").read_bytes() == compiled.getvalue()


@BOTH
def test_no_translation_has_stray_characters(domain):
    stray = regex.compile(r"[\p{Cc}\p{Cf}]|  |\s[।?!,;:](?=\s|$)")
    wrong = [
        string
        for message in kept(domain)
        if message.id
        for string in forms(message.string)
        if stray.search(string) or unicodedata.normalize("NFC", string) != string
    ]
    assert wrong == []


@BOTH
def test_a_translation_with_words_has_hindi_words(domain):
    """Names that are written alike in both languages are listed; anything else in Latin letters alone was forgotten."""
    alike = {"IPv4", "IPv6", "URL", "HTTP Accept", "%s KB", "%s MB", "%s GB", "%s TB", "%s PB"}
    bare = regex.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
    latin = [
        forms(message.id)[0]
        for message in kept(domain)
        if message.id
        for string in forms(message.string)
        if regex.search(r"\p{Latin}", bare.sub("", string)) and not regex.search(r"\p{Devanagari}", string)
    ]
    assert set(latin) <= alike


def test_the_parts_that_are_read_are_the_installed_ones_that_have_texts():
    read = {*makemessages.WITH_ENGLISH_CATALOGUE, *makemessages.READ_FROM_SOURCES} - {"django.conf"}
    with_texts = {app.name for app in apps.get_app_configs() if (Path(app.path) / "locale").exists()}
    assert with_texts == read


def test_django_answers_with_the_words_of_the_catalogue():
    """Ours, whichever part a text belongs to: no app's own Hindi may win."""
    with translation.override("hi"):
        others = [
            forms(message.id)[0]
            for message in kept("django")
            if message.id and forms(message.string) != _as_django_says(message)
        ]
    assert others == []


def _as_django_says(message: Message) -> list[str]:
    if message.pluralizable and message.context:
        return [translation.npgettext(message.context, *message.id, number) for number in (1, 2)]
    if message.pluralizable:
        return [translation.ngettext(*message.id, number) for number in (1, 2)]
    if message.context:
        return [translation.pgettext(message.context, message.id)]
    return [translation.gettext(message.id)]


def test_the_admins_script_catalogue_carries_the_editors_words_too():
    with translation.override("hi"):
        answer = JavaScriptCatalog.as_view(packages=["django.contrib.admin"])(RequestFactory().get("/jsi18n/"))
    script = answer.content.decode()
    for english, hindi in [("Edit Link", "लिंक बदलें"), ("Choose a Date", "तारीख चुनें"), ("Insert Table", "तालिका डालें")]:
        assert f"{json.dumps(english)}: {json.dumps(hindi)}" in script


class TestWhatIsGathered:
    @pytest.fixture(autouse=True)
    def _small_project(self, tmp_path, monkeypatch):
        files = {
            "articles/models/story.py": 'x = _("Spike the story")\n'
            'y = ngettext_lazy("%(n)s page", "%(n)s pages", "n")\n',
            "articles/empty.py": "",
            "newsroom/words.py": "z = pgettext('a colour', 'Orange')\n"
            "a = npgettext('of a tree', 'leaf', 'leaves', n) + pgettext(x, 'y')\n"
            "b = f\"{x or _('Nobody')} {translation.gettext('here')}\"\n"
            "c = _('in ' 'two parts')\nd = _(x) + _(f'{x}') + _() + other('no')\n",
            "templates/page.html": "  {% load i18n %}\n<h1>{% translate 'Front desk' %}</h1>\n\t{# x #}\n"
            "{% blocktranslate trimmed with n=n count m=m %}\n One of {{ n }}\n{% plural %} Many of {{ n }}\n"
            "{% endblocktranslate %}",
            "templates/mail.txt": 'Dear {{ name|default:_("reader") }},',
            "static/admin/desk.js": 'const label = gettext("Drag to order")\nconst line = `${gettext("Credit")}: ${name}`\n',
            "static/js/minified.js": "g",
            "static/js/minified.js.map": json.dumps({"sourcesContent": ['gettext("From the bundle")', None]}),
        }
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(makemessages.settings, "BASE_DIR", tmp_path)
        monkeypatch.setattr(makemessages, "WITH_ENGLISH_CATALOGUE", ())
        monkeypatch.setattr(makemessages, "READ_FROM_SOURCES", ())

    def test_a_new_text_of_ours_in_python_or_a_template_is_gathered(self):
        found = {
            (m.context, m.id): [place for place, _line in m.locations] for m in makemessages.gather("django") if m.id
        }
        assert found == {
            (None, "Spike the story"): ["articles/models/story.py"],
            (None, ("%(n)s page", "%(n)s pages")): ["articles/models/story.py"],
            ("a colour", "Orange"): ["newsroom/words.py"],
            ("of a tree", ("leaf", "leaves")): ["newsroom/words.py"],
            (None, "Nobody"): ["newsroom/words.py"],
            (None, "here"): ["newsroom/words.py"],
            (None, "in two parts"): ["newsroom/words.py"],
            (None, "Front desk"): ["templates/page.html"],
            (None, ("One of %(n)s", "Many of %(n)s")): ["templates/page.html"],
            (None, "reader"): ["templates/mail.txt"],
        }

    def test_a_new_text_of_ours_in_a_script_is_gathered_also_in_a_bundle_with_its_map(self):
        assert {m.id for m in makemessages.gather("djangojs") if m.id} == {
            "Drag to order",
            "Credit",
            "From the bundle",
        }


@pytest.mark.parametrize(
    ("msgid", "string", "flags"),
    [
        ("Save", "", ()),
        ("Save", "सहेजें", ("fuzzy",)),
        (("%(n)d story", "%(n)d stories"), ("%(n)d खबर", ""), ()),
        (("%(n)d story", "%(n)d stories"), ("", ""), ()),
    ],
)
def test_half_a_translation_or_a_guess_counts_as_none(msgid, string, flags):
    assert len(untranslated(one(msgid, string, flags=flags))) == 1


@pytest.mark.parametrize(
    ("msgid", "string"),
    [
        ("%(name)s was saved", "%(नाम)s सहेजा गया"),
        ("%(name)s was saved", "सहेजा गया"),
        ("{count} words", "{} शब्द"),
        ("%s of %s", "%s"),
        ("<strong>%(who)s</strong>", "%(who)s"),
        (("an hour ago", "%(count)s hours ago"), ("एक घंटा पहले", "कुछ घंटे पहले")),
    ],
)
def test_a_lost_placeholder_or_tag_is_a_misfit(msgid, string):
    assert len(misfits(one(msgid, string))) == 1


@pytest.mark.parametrize(
    ("msgid", "string"),
    [
        ("%(a)s of %(b)s", "%(b)s में से %(a)s"),
        (("an hour ago", "%(count)s hours ago"), ("एक घंटा पहले", "%(count)s घंटे पहले")),
        (("%(n)d story", "%(n)d stories"), ("%(n)d खबर", "%(n)d खबरें")),
    ],
)
def test_a_translation_may_order_its_placeholders_as_hindi_does(msgid, string):
    assert misfits(one(msgid, string)) == []


def test_settings_offer_the_languages_under_translated_names(settings):
    assert all(isinstance(name, Promise) for _code, name in settings.LANGUAGES)
    with translation.override("hi"):
        assert [str(name) for _code, name in settings.LANGUAGES] == ["हिंदी", "अंग्रेज़ी"]


# Of parts of the library that our editor leaves out or has a button of its own for.
NOT_OFFERED = {"Code", "Code block", "Insert table", "Merge cells", "Split cell", "edit HTML", "figure"}


def test_every_name_in_the_editors_menu_has_ours():
    """Its buttons have fixed English names, which `editor/button-labels.js` replaces by names from the catalogue."""
    bundle = json.loads(Path(finders.find("django_prose_editor/editor.js.map")).read_text(encoding="utf-8"))
    named = regex.compile(r'(?:material|text|MenuButton)\(\s*"[^"]*",\s*"([^"]+)"\s*\)')
    theirs = {name for source in bundle["sourcesContent"] if source for name in named.findall(source)}
    ours = Path(finders.find("admin/editor/button-labels.js")).read_text(encoding="utf-8")
    unnamed = sorted(name for name in theirs - NOT_OFFERED if f'"{name}": gettext(' not in ours)
    assert {"bold", "insert link"} <= theirs
    assert unnamed == []
