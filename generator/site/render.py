"""Our own Jinja2 environment: everything escaped, an unknown name stops. No other file imports jinja2."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import escape as _escape

from generator.config.settings import Settings
from generator.contract.wording import Say

Render = Callable[[str, Mapping[str, object]], str]
"""(template file under theme/pages, context) → HTML"""


def renderer(settings: Settings, say: Say = str) -> Render:
    """Renders templates of `theme/pages` beside the settings file; every template is compiled once per wording.

    `say` gives a sentence in a programme's words, as HTML. The result raises jinja2's UndefinedError for a name that
    the context lacks.
    """
    return _renderer(settings.config_file.resolve().parent / "theme" / "pages", say)


class _Words(NullTranslations):
    """The interface speaks the language of its templates, in the words of one programme."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self.say = say

    def gettext(self, message: str) -> str:
        return self.say(message)


@cache
def _renderer(folder: Path, say: Say) -> Render:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        loader=FileSystemLoader(folder),
        extensions=["jinja2.ext.i18n", _Fold],
    )
    environment.install_gettext_translations(_Words(say), newstyle=True)  # type: ignore[attr-defined]
    environment.extend(say=say)

    def render(template: str, context: Mapping[str, object]) -> str:
        return environment.get_template(template).render(context)

    return render


class _Fold(Extension):
    """Sentences without values are translated when a template is compiled: `_()` at run time costs more than a cell."""

    _PLAIN = re.compile(r'\{\{ _\("([^"\\{}%]*)"\) \}\}')

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Every `{{ _("…") }}` replaced by its translation, unescaped as `_()` leaves it: sentences are ours."""
        say: Say = self.environment.say  # type: ignore[attr-defined]
        return self._PLAIN.sub(lambda found: say(found[1]), source)


def escape(text: str) -> str:
    """`text` for HTML text or a quoted attribute, written as the templates write it."""
    return str(_escape(text))
