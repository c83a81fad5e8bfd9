"""Rules of the house that no linter knows."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import tomllib
from enum import StrEnum
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from app import config, create_app
from app import errors as app_errors
from app.contexts.labels import LABELS
from claims import errors, vocab

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "templates"
TEMPLATES = {
    path.relative_to(FOLDER).as_posix(): path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.html")
}
PARTIALS = sorted(name for name in TEMPLATES if name.rpartition("/")[2].startswith("_"))
FRAME = ("base.html", "components.html")
PAGES = sorted(set(TEMPLATES) - set(PARTIALS) - set(FRAME))
ENUMS = sorted(
    (
        kind
        for kind in vars(vocab).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    ),
    key=lambda kind: kind.__name__,
)

#: Words of the vocabulary that no page shows, and why.
NEVER_SHOWN = {
    vocab.ArticleStatus: "the reader shows the job instead",
    vocab.OccurrenceRole: "it goes into exports; the page shows the place itself",
    vocab.LinkKind: "the page says each in a sentence",
    vocab.QuoteState: "a quote that is not located is refused, and a paraphrase is shown as one",
    vocab.LinkPurpose: "each purpose has a page of its own",
    vocab.JobName: "each has a page with its own title",
    vocab.ExportFormat: "the files go by their own names: JSON Lines, CSV, ClaimReview JSON-LD",
}


# Errors


def _tree(kind: type[errors.ClaimsError]) -> list[type[errors.ClaimsError]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _tree(child))]


def _house_errors() -> list[type[errors.ClaimsError]]:
    return [
        kind for kind in _tree(errors.ClaimsError) if kind.__module__.partition(".")[0] in ("claims", "app")
    ]


def test_every_error_has_a_status():
    assert set(app_errors.STATUS) == set(_house_errors())
    assert len(app_errors.STATUS) > 8
    assert all(400 <= status < 600 for status in app_errors.STATUS.values())


def test_the_tree_in_the_docstring_is_the_tree():
    drawn = re.findall(r"^([│├└─ ]*)(\w+Error)\b", errors.__doc__ or "", re.MULTILINE)
    above: list[str] = []
    parents = {}
    for branch, name in drawn:
        depth = len(branch) // 4
        parents[name] = above[depth - 1] if depth else "Exception"
        above[depth:] = [name]
    assert parents == {kind.__name__: kind.__base__.__name__ for kind in _house_errors()}


# Templates


def test_there_are_pages_and_partials():
    assert len(PAGES) > 15
    assert len(PARTIALS) > 7


@pytest.mark.parametrize("name", PAGES)
def test_every_page_extends_the_base_and_has_a_title(name):
    template = Environment(autoescape=True).parse(TEMPLATES[name])
    bases = [node.template.value for node in template.find_all(nodes.Extends)]
    assert bases == ["base.html"]
    title = next((block for block in template.find_all(nodes.Block) if block.name == "title"), None)
    assert title is not None
    assert any(
        not isinstance(part, nodes.TemplateData) or part.data.strip() for part in title.find_all(nodes.Expr)
    )


@pytest.mark.parametrize("name", [*PARTIALS, *FRAME])
def test_no_partial_extends(name):
    assert not list(Environment(autoescape=True).parse(TEMPLATES[name]).find_all(nodes.Extends))


@pytest.mark.parametrize("name", PARTIALS)
def test_every_partial_says_first_what_it_takes(name):
    first = TEMPLATES[name].split("\n", 1)[0]
    said = re.fullmatch(r"\{# in: (?P<takes>[^·]+?)( · swaps: (?P<swaps>.+?))? #\}", first)
    assert said, first
    target = re.match(r"#([\w-]+?)(?:-ID)?,", said["swaps"] or "")
    if target and "innerHTML" not in said["swaps"]:
        assert f'id="{target[1]}' in TEMPLATES[name]


@pytest.mark.parametrize("name", PARTIALS)
def test_a_partial_that_is_swapped_says_so(name):
    """What a view answers with, or an element asks for, has a swap target in its first line."""
    views = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py"))
    if f'"{name}"' in views:
        assert "swaps:" in TEMPLATES[name].split("\n", 1)[0]


#: Letters that are the same in every language.
BRANDS = ("Claimdesk", "ClaimReview JSON-LD", "JSON Lines", "CSV", "SHA-256", "UTC", "v")
#: What stands between tags in a template but inside one on the page: a class, and attributes.
INSIDE_A_TAG = r"{% block width %}\w*{% endblock %}|{% macro described\(.*?{% endmacro %}"
SEEN = ("title", "alt", "placeholder", "aria-label", "hx-confirm", "label")


class _Words(HTMLParser):
    """The letters that a template itself shows, outside all of Jinja's braces."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        self.found += [value for name, value in attrs if value and name in SEEN]

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(data)


def untranslated(template: str) -> list[str]:
    """Words of a template that are not inside gettext."""
    bare = re.sub(rf"\{{#.*?#\}}|{INSIDE_A_TAG}", "", template, flags=re.DOTALL)
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "\x00", bare, flags=re.DOTALL)
    parser = _Words()
    parser.feed(bare)
    left = []
    for text in parser.found:
        for brand in BRANDS:
            text = re.sub(rf"(?<![^\W\d_]){re.escape(brand)}(?![^\W\d_])", "", text)  # noqa: PLW2901  one brand after the other
        if re.search(r"[^\W\d_]", text):
            left.append(" ".join(text.replace("\x00", "…").split()))
    return left


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_every_word_of_a_template_goes_through_gettext(name):
    assert untranslated(TEMPLATES[name]) == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>{{ _('Fine') }}</p>", []),
        ("<p>Not fine</p>", ["Not fine"]),
        ("<p>{{ count }} claims</p>", ["… claims"]),
        ("<p>{% if x %}yes{% endif %}</p>", ["…yes…"]),
        ("<a title='Not fine'>{{ x }}</a>", ["Not fine"]),
        ("<input aria-label=\"{{ _('Fine') }}\" placeholder='여기'>", ["여기"]),
        ("<p class='a b' id='c'>v{{ n }} · 12 → CSV</p>", []),
        ("{# a comment #}<script>let x = 1</script>", []),
        ("<p>very</p>", ["very"]),
    ],
)
def test_the_search_for_untranslated_words_finds_them(template, found):
    assert untranslated(template) == found


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_gives_gettext_whole_words_to_find(name):
    """gettext finds literal strings only: nothing may be put together inside the call."""
    for call in Environment(autoescape=True).parse(TEMPLATES[name]).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext"):
            texts = call.args[: 2 if call.node.name == "ngettext" else 1]
            assert all(isinstance(text, nodes.Const) for text in texts)


# Words


def test_every_word_has_a_label_or_a_reason_to_have_none():
    labelled = set(LABELS)
    for kind in ENUMS:
        for word in kind:
            shown = (kind, word.value) in labelled
            assert shown is (kind not in NEVER_SHOWN), f"{kind.__name__}.{word.name}"
    assert labelled == {(kind, word.value) for kind in ENUMS for word in kind if kind not in NEVER_SHOWN}
    assert all(str(text).strip() for text in _labels())


def _labels() -> list[str]:
    app = create_app(DATABASE_URL="sqlite://", SECRET_KEY="x" * 40)
    try:
        with app.test_request_context():
            return [str(text) for text in LABELS.values()]
    finally:
        app.extensions["engine"].dispose()


def _glossary() -> dict[str, dict[str, str]]:
    """The choices as docs/glossary.md explains them: `### EnumName`, then a line for each member."""
    explained: dict[str, dict[str, str]] = {}
    members: dict[str, str] = {}
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            members = explained.setdefault(line[4:].strip("` "), {}) if line.startswith("### ") else {}
        elif entry := re.match(r"- `([a-z0-9_]+)`: (\S.*)", line):
            assert entry[1] not in members, line
            members[entry[1]] = entry[2]
    return explained


def test_the_glossary_explains_every_word_and_no_other():
    assert {name: set(members) for name, members in _glossary().items()} == {
        kind.__name__: {word.value for word in kind} for kind in ENUMS
    }


def test_every_vocabulary_says_what_it_is():
    assert len(ENUMS) > 15
    for kind in ENUMS:
        assert kind.__doc__
        assert kind.__doc__ != StrEnum.__doc__


# Settings


def test_the_docs_have_every_setting_as_it_is():
    table = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (?:`([^`]*)` )?\| (.+) \|$", table, re.MULTILINE)
    assert rows == [(name, str(default), meaning) for name, (default, meaning) in config.SETTINGS.items()]


def test_every_setting_is_used_and_read_from_the_environment(monkeypatch):
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "app").rglob("*.py"))
    for name, (default, _) in config.SETTINGS.items():
        assert len(re.findall(rf'"{name}"', code)) > 1 or name == "MAX_CONTENT_LENGTH", name
        value = {bool: "1", int: "77"}.get(type(default), "y" * 40)
        with monkeypatch.context() as patch:
            patch.setenv(f"CLAIMDESK_{name}", value)
            given = {} if name == "SECRET_KEY" else {"SECRET_KEY": "x" * 40}
            assert str(config.settings(given)[name]) == {"1": "True"}.get(value, value)


def test_a_desk_without_a_key_does_not_open(monkeypatch):
    monkeypatch.delenv("CLAIMDESK_SECRET_KEY", raising=False)
    for key in ("", "short", "x" * 31):
        with pytest.raises(config.SettingError, match="at least 32 characters"):
            create_app(DATABASE_URL="sqlite://", SECRET_KEY=key)


# The floors


WEB = (
    "flask flask_babel flask_htmx flask_limiter flask_login flask_wtf jinja2 waitress werkzeug wtforms"
).split()


@pytest.mark.parametrize("module", ["claims", "claims.jobs", "claims.desk"])
def test_the_library_brings_no_web_in(module):
    script = f"import sys, {module}; print(*sorted(name for name in sys.modules if '.' not in name))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = done.stdout.split()
    assert "claims" in loaded
    assert not set(loaded) & {*WEB, "app"}


def test_what_the_library_offers_is_there_and_documented():
    import claims

    for name in claims.__all__:
        offered = getattr(claims, name)
        assert (offered.__doc__ or "").strip(), name
        assert not offered.__doc__.startswith(f"{name}("), name  # a dataclass's own


def test_the_version_is_the_newest_of_the_changelog():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == project["version"]


def test_the_desks_own_scripts_are_small():
    scripts = list((ROOT / "app" / "static").glob("*.js"))
    own = [path for path in scripts if ".min." not in path.name]
    assert (ROOT / "app" / "static" / "app.js").stat().st_size <= 12 * 1024
    assert sum(path.stat().st_size for path in own) <= 20 * 1024
    assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in scripts) <= 30 * 1024
