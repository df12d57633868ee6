"""Edits that break the wall. Each must be caught by import-linter, by mypy or by a wall rule."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PIPELINE = "generator/pipeline.py"
COMPOSE = "generator/site/compose.py"
MONEY = "generator/figures/money.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One act of sabotage: `old` → `new` in `file`; without `old`, `new` is appended (or becomes a new file)."""

    name: str
    file: str
    new: str
    old: str = ""

    def apply(self, root: Path) -> None:
        """Raises LookupError when the text to replace is not there once: a stale edit proves nothing."""
        target = root / self.file
        text = target.read_text("utf-8") if target.is_file() else ""
        if self.old and text.count(self.old) != 1:
            raise LookupError(f"{self.name}: {self.old!r} stands {text.count(self.old)} times in {self.file}")
        target.write_text(text.replace(self.old, self.new) if self.old else f"{text}\n\n{self.new}", "utf-8")


def _after(name: str, file: str, new: str) -> Edit:
    return Edit(name=name, file=file, new=new)


EDITS = (
    # rows through the wall
    Edit(
        name="raw rows handed to the pages",
        file=PIPELINE,
        old="_publish(release(protected, previous), run,",
        new="_publish(linked, run,",
    ),
    Edit(
        name="raw rows handed to compose through Any",
        file=PIPELINE,
        old="def _publish(minted: Release,",
        new="def _publish(minted: object,",
    ),
    _after(
        "a data frame in a page's signature",
        COMPOSE,
        'def page_of_rows(frame: "DataFrame") -> str:  # type: ignore\n    return str(frame)\n',
    ),
    _after(
        "a private stage type in a page's signature",
        COMPOSE,
        'def page_of_stage(linked: "Linked") -> int:  # type: ignore\n    return len(linked.doubts)\n',
    ),
    _after(
        "rows by duck typing in a page",
        COMPOSE,
        "from typing import Any\n\n\ndef page_of_anything(data: Any) -> list[str]:\n"
        '    return [str(row) for row in data.frames["households"].itertuples()]\n',
    ),
    _after("the site imports pandas", COMPOSE, "import pandas as pd\n\nEMPTY = pd.DataFrame()\n"),
    _after(
        "the site imports pandas inside a function",
        COMPOSE,
        "def count() -> int:\n    import pandas\n\n    return len(pandas.DataFrame())\n",
    ),
    # private from the wrong side
    _after("the site imports private", COMPOSE, "from generator.private.stages import Linked\n\nTYPES = (Linked,)\n"),
    _after(
        "the site imports private for typing only",
        COMPOSE,
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from generator.private.stages import Linked as L\n",
    ),
    _after(
        "published imports private",
        "generator/published/package.py",
        "from generator.private.stages import Protected\n\nTYPES = (Protected,)\n",
    ),
    _after(
        "private loaded by name",
        COMPOSE,
        "import importlib\n\nSTAGES = importlib.import_module('generator.' + 'private.stages')\n",
    ),
    _after("private loaded by __import__", COMPOSE, "STAGES = __import__('generator.priv' + 'ate.stages')\n"),
    _after("private found among the loaded modules", COMPOSE, "import sys\n\nLOADED = sys.modules\n"),
    _after("code run from text", MONEY, "def total(text: str) -> int:\n    return int(eval(text))\n"),
    _after("objects loaded from a pickle", COMPOSE, "import pickle\n\nLOAD = pickle.loads\n"),
    _after("the sample imports the site", "generator/sample/write.py", "from generator.site import compose as _c\n"),
    _after("figures import the site", MONEY, "from generator.site.page import Page\n\nPAGE = Page\n"),
    # mints
    _after(
        "a public row made in the site",
        COMPOSE,
        "from generator.published.rows import Township\n\n\ndef town(name: str) -> Township:\n"
        "    return Township(township_code='X', name=name, office_phone='', office_address='')\n",
    ),
    _after(
        "a public row made under another name",
        MONEY,
        "from generator.published import rows as r\n\nMAKE = r.Township\n\n\ndef town(name: str) -> r.Township:\n"
        "    return MAKE(township_code='X', name=name, office_phone='', office_address='')\n",
    ),
    _after(
        "a public row made by getattr on the module",
        COMPOSE,
        "from generator.published import rows as rr\n\n\ndef town(kind: str) -> object:\n"
        "    return getattr(rr, kind)(township_code='X')\n",
    ),
    _after(
        "a public row made through the list of row types",
        COMPOSE,
        "from generator.published.shape import row_types\n\n\ndef town(name: str) -> object:\n"
        "    return row_types()['townships'](township_code='X', name=name)\n",
    ),
    _after(
        "a changed copy of a public row",
        COMPOSE,
        "from dataclasses import replace\n\nfrom generator.published.rows import Village\n\n\n"
        "def renamed(village: Village, name: str) -> Village:\n    return replace(village, name=name)\n",
    ),
    _after(
        "a public row made from another's class",
        COMPOSE,
        "from generator.published.rows import Village as V\n\n\ndef same(village: V) -> object:\n"
        "    return village.__class__\n",
    ),
    _after(
        "a public row made from another's type",
        MONEY,
        "from typing import Any\n\n\ndef same(row: Any, **values: Any) -> Any:\n    return type(row)(**values)\n",
    ),
    _after(
        "a household count made before protection",
        "generator/private/intake/link.py",
        "from generator.published.release import HouseholdFigure\n\nMAKE = HouseholdFigure\n",
    ),
    # the pipeline
    Edit(
        name="protection skipped with an ignore",
        file=PIPELINE,
        old="protected = protect(mask(linked), run.settings.protection)",
        new="protected = mask(linked)  # type: ignore[arg-type]",
    ),
    Edit(
        name="masking skipped by a cast",
        file=PIPELINE,
        old="protect(mask(linked), run.settings.protection)",
        new="protect(typing.cast('Masked', linked), run.settings.protection)",
    ),
    Edit(
        name="masking after protection",
        file=PIPELINE,
        old="protect(mask(linked), run.settings.protection)",
        new="mask(protect(linked, run.settings.protection))  # type: ignore[arg-type]",
    ),
    Edit(
        name="rows checked twice, linked never",
        file=PIPELINE,
        old="    linked = link(check(intake(data, run.",
        new="    linked = check(check(intake(data, run.",
    ),
    Edit(
        name="the gate is not passed",
        file=PIPELINE,
        old="write(outputs, gate)",
        new="write(outputs)",
    ),
    Edit(
        name="a gate that lets everything through",
        file=PIPELINE,
        old="write(outputs, gate)",
        new="write(outputs, lambda artifact: ())",
    ),
    Edit(
        name="the weaker gate for private data",
        file=PIPELINE,
        old="run, leak_gate(linked), history",
        new="run, pattern_gate(), history",
    ),
    # importers and speech
    _after("jinja2 elsewhere", COMPOSE, "import jinja2\n\nENVIRONMENT = jinja2.Environment()\n"),
    _after("mkdocs elsewhere", COMPOSE, "import mkdocs\n\nVERSION = mkdocs.__version__\n"),
    _after("folium elsewhere", COMPOSE, "import folium\n\nMAP = folium.Map\n"),
    _after("print in the site", COMPOSE, "def tell(name: str) -> None:\n    print(name)\n"),
    _after("logging in private", "generator/private/intake/link.py", "import logging\n\nLOG = logging.getLogger()\n"),
    Edit(name="a module outside the layers", file="generator/shortcut.py", new='"""A way round."""\n'),
    # pages
    Edit(name="escaping off in a template", file="theme/pages/shortcut.html", new="<p>{{ village.name | safe }}</p>\n"),
    Edit(
        name="autoescape off in a template",
        file="theme/pages/shortcut2.html",
        new="{% autoescape false %}{{ name }}{% endautoescape %}\n",
    ),
    _after("Markup in a view", COMPOSE, "from markupsafe import Markup\n\nNAME = Markup('<b>')\n"),
    _after(
        "data read as a template", COMPOSE, "def render(env, text):  # type: ignore\n    return env.from_string(text)\n"
    ),
    # the contract
    Edit(
        name="a column without a privacy class",
        file="generator/contract/tables/villages.json",
        old='"title": "村名", "privacy": "public"',
        new='"title": "村名"',
    ),
    Edit(
        name="a head of household's name made public",
        file="generator/contract/tables/households.json",
        old='"title": "户主姓名", "privacy": "identifier"',
        new='"title": "户主姓名", "privacy": "public"',
    ),
    Edit(
        name="the household table made public",
        file="generator/contract/tables/households.json",
        old='"visibility": "private"',
        new='"visibility": "public"',
    ),
    Edit(
        name="a public type with a field for anything",
        file="generator/published/rows.py",
        old="    is_demonstration: bool | Blank\n",
        new="    is_demonstration: bool | Blank\n    extra: object\n",
    ),
)
