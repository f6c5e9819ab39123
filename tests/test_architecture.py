"""The architecture rules a machine can check: imports go down the layers, and public code reaches articles in two ways.

The layers and their exceptions are described in docs/architecture.md.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parent.parent / "articles"
LAYERS = [
    {"text", "outbound"},
    {"body"},
    {"models"},
    {"images", "files", "tasks"},
    {"embeds", "search"},
    {"publishing", "rendering"},
    {"importers", "authentication"},
    {"views", "feeds", "sitemaps", "redirects", "admin", "desk"},
    {"urls", "templatetags", "management", "apps", "middleware"},
]
LAYER_OF = {package: number for number, layer in enumerate(LAYERS) for package in layer}
# Packages of one layer that may import each other; docs/architecture.md gives the reasons.
SAME_LAYER_EXCEPTIONS = {("redirects", "views"), ("sitemaps", "views"), ("admin", "desk")}
# What a package may import from the project package `newsroom`, which stands above all of them.
ALLOWED_PROJECT_IMPORTS = {("management", f"newsroom.{name}") for name in ("memory", "overload", "port")}
PURE = {"text", "body"}
NETWORK = set("socket ssl http.client urllib.request ftplib smtplib requests httpx urllib3 aiohttp".split())
PUBLIC = {"views", "feeds", "sitemaps", "redirects", "templatetags", "rendering", "search"}
LISTINGS = {"Article", "Byline", "TaggedArticle", "SectionListing"}
ALLOWED_METHODS = {"published", "at_address", "was_public"}
# Attributes that lead from a row to its articles without one of the two methods.
BYPASSES = {"article_set", "led_stories", "uses", "quoted_in", "story_rows", "_default_manager", "_base_manager"}


def sources(folder: Path) -> Iterator[tuple[str, str, ast.Module]]:
    """Yield (package, path, syntax tree) for every module of the app except migrations."""
    for path in sorted(folder.rglob("*.py")):
        where = path.relative_to(folder)
        package = where.with_suffix("").parts[0]
        if package not in {"migrations", "__init__"}:
            yield package, where.as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from ((f"{module}{'.' if node.module else ''}{alias.name}", node) for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__"):
            yield from ((str(given.value), node) for given in node.args[:1] if isinstance(given, ast.Constant))


def _called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def upward_imports(folder: Path) -> list[str]:
    violations = []
    for package, path, tree in sources(folder):
        depth = len(Path(path).parts) - 1
        for name, _node in imports(tree):
            if name.startswith("."):
                # A relative import with more dots than the module is deep leaves its package.
                if len(name) - len(name.lstrip(".")) > depth:
                    violations.append(f"{path} leaves its package with {name}")
                continue
            app, _, rest = name.partition(".")
            there = rest.split(".")[0]
            if app == "newsroom" and there and (package, name) not in ALLOWED_PROJECT_IMPORTS:
                violations.append(f"{path} imports {name}")
            if app != "articles" or there == package or there not in LAYER_OF:
                continue
            if LAYER_OF[there] >= LAYER_OF[package] and (package, there) not in SAME_LAYER_EXCEPTIONS:
                violations.append(f"{path} imports {name}")
    return violations


def hidden_imports(folder: Path) -> list[str]:
    """Imports inside functions, except in `AppConfig.ready`."""
    violations = []
    for _package, path, tree in sources(folder):
        for function in ast.walk(tree):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if path == "apps.py" and function.name == "ready":
                continue
            violations += [f"{path}: {function.name} imports {name}" for name, _ in imports(function)]
    return violations


def network_imports(folder: Path) -> list[str]:
    return [
        f"{path} imports {name}"
        for package, path, tree in sources(folder)
        if package not in {"outbound", "management"}
        for name, _node in imports(tree)
        if any(name == library or name.startswith(f"{library}.") for library in NETWORK)
    ]


def impure_imports(folder: Path) -> list[str]:
    return [
        f"{path} imports {name}"
        for package, path, tree in sources(folder)
        if package in PURE
        for name, _node in imports(tree)
        if name.split(".")[0] in {"django", "taggit"}
    ]


def unguarded_stories(folder: Path) -> list[str]:
    """In public packages: managers whose chain has no allowed method, and every bypass."""
    violations = []
    for package, path, tree in sources(folder):
        if package not in PUBLIC:
            continue
        guarded = _guarded_managers(tree)
        for node in ast.walk(tree):
            if _is_manager(node) and id(node) not in guarded:
                violations.append(f"{path}:{node.lineno} reaches articles without published() or at_address()")
            if isinstance(node, ast.Attribute) and node.attr in BYPASSES:
                violations.append(f"{path}:{node.lineno} reaches articles by {node.attr}")
            if isinstance(node, ast.Call) and _called(node) in ("get_object_or_404", "get_list_or_404"):
                given = {argument.id for argument in node.args[:1] if isinstance(argument, ast.Name)}
                if given & LISTINGS:
                    violations.append(f"{path}:{node.lineno} gets an article by {_called(node)}")
    return violations


def _is_manager(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "objects"
        and isinstance(node.value, ast.Name)
        and node.value.id in LISTINGS
    )


def _guarded_managers(tree: ast.AST) -> set[int]:
    """Return the ids of manager nodes followed by an allowed method, as in `Byline.objects.filter(…).published(at)`."""
    guarded: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ALLOWED_METHODS:
            guarded |= {id(part) for part in _chain(node) if _is_manager(part)}
    return guarded


def _chain(node: ast.expr) -> Iterator[ast.expr]:
    """Yield the links of `a.b(…).c` from right to left, without the arguments."""
    while isinstance(node, ast.Attribute | ast.Call):
        yield node
        node = node.value if isinstance(node, ast.Attribute) else node.func


def test_every_package_has_its_layer_and_no_layer_names_a_package_that_is_not_there() -> None:
    there = {path.stem for path in APP.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert set(LAYER_OF) == there - {"__init__", "migrations"}


def test_imports_go_down_the_layers() -> None:
    assert upward_imports(APP) == []


def test_no_import_hides_in_a_function() -> None:
    assert hidden_imports(APP) == []


def test_only_outbound_imports_network_libraries() -> None:
    assert network_imports(APP) == []


def test_the_lowest_layers_import_no_framework() -> None:
    assert impure_imports(APP) == []


def test_public_packages_reach_articles_only_through_the_two_methods() -> None:
    assert unguarded_stories(APP) == []


@pytest.mark.parametrize(
    ("check", "path", "code"),
    [
        (upward_imports, "models/story.py", "from articles.publishing import publish"),
        (upward_imports, "body/x.py", "import articles.models"),
        (upward_imports, "models/story.py", "def f():\n    from articles.views import lists"),
        (upward_imports, "models/story.py", "from ..publishing import publish"),
        (upward_imports, "publishing/x.py", "from articles.rendering import page"),
        (upward_imports, "models/x.py", "import importlib\nimportlib.import_module('articles.views')"),
        (hidden_imports, "views/x.py", "def f():\n    import json"),
        (hidden_imports, "views/x.py", "class A:\n    def f(self):\n        from django.db import models"),
        (network_imports, "rendering/x.py", "import urllib.request"),
        (network_imports, "rendering/x.py", "from http.client import HTTPSConnection"),
        (network_imports, "embeds/x.py", "import socket"),
        (impure_imports, "text/x.py", "from django.utils.text import slugify"),
        (unguarded_stories, "views/x.py", "Article.objects.all()"),
        (unguarded_stories, "views/x.py", "rows = Byline.objects.filter(author=1)"),
        (unguarded_stories, "feeds.py", "tag.uses.all()"),
        (unguarded_stories, "views/x.py", "list_page(request, Article.objects.all(), other.published)"),
        (unguarded_stories, "views/x.py", "Other.objects.filter(a=Article.objects.all()).published()"),
        (unguarded_stories, "views/x.py", "get_object_or_404(Article, pk=1)"),
        (unguarded_stories, "templatetags/x.py", "Article._default_manager.all()"),
    ],
)
def test_the_checks_find_what_they_look_for(check, path: str, code: str, tmp_path: Path) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text(code, encoding="utf-8")
    assert check(tmp_path) != []


def test_the_checks_leave_good_code_alone(tmp_path: Path) -> None:
    (tmp_path / "views").mkdir()
    good = "Article.objects.filter(a=1).published(at)\nArticle.objects.at_address(1)\nlist_page(T.objects.published)\n"
    (tmp_path / "views" / "x.py").write_text(good, encoding="utf-8")
    for check in (upward_imports, hidden_imports, network_imports, impure_imports, unguarded_stories):
        assert check(tmp_path) == []
