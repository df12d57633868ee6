"""Our own Jinja2 environment: everything escaped, an unknown name stops. No other file imports jinja2."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape as _escape

from generator.config.settings import Settings

Render = Callable[[str, Mapping[str, object]], str]
"""(template file under theme/pages, context) → HTML"""


def renderer(settings: Settings) -> Render:
    """Renders templates of `theme/pages` beside the settings file; every template is compiled once.

    The result raises jinja2's UndefinedError for a name that the context lacks.
    """
    return _renderer(settings.config_file.resolve().parent / "theme" / "pages")


@cache
def _renderer(folder: Path) -> Render:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        loader=FileSystemLoader(folder),
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]

    def render(template: str, context: Mapping[str, object]) -> str:
        return environment.get_template(template).render(context)

    return render


def escape(text: str) -> str:
    """`text` for HTML text or a quoted attribute, written as the templates write it."""
    return str(_escape(text))
