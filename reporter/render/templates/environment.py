"""Run templates: where their names are looked up, what they may use, and how their mistakes are reported.

In: the folders of templates, the user's first. Out: a sandboxed Jinja environment, and mistakes with file, line and
reason. A name is looked up in the user's folder, then in ours; ``shipped/NAME`` is always ours, so that a user's
``briefing.html.j2`` can extend ``shipped/briefing.html.j2`` and stay small.
"""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path
from traceback import walk_tb
from types import ModuleType
from typing import TYPE_CHECKING

from reporter.assets import template_folders
from reporter.errors import ConfigError, ReporterError
from reporter.render.picture import picture
from reporter.render.templates import compiled
from reporter.render.templates.context import TEMPLATES_VERSION
from reporter.render.templates.views import View, also_views, block_views, typed
from reporter.render.words import (
    changes,
    desk,
    differing,
    direction,
    errata,
    front,
    moments,
    plurals,
    shards,
    sources,
    standing,
    stories,
    wording,
)

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment
    from jinja2.sandbox import SandboxedEnvironment

_SAID = (
    wording.NAMES
    | sources.NAMES
    | front.NAMES
    | stories.NAMES
    | differing.NAMES
    | changes.NAMES
    | standing.NAMES
    | errata.NAMES
    | desk.NAMES
    | shards.NAMES
)
SHIPPED = "shipped"
KNOWN = {"builtins", "jinja2", "markupsafe", "reporter"}
"""Packages whose objects a template may look into."""
WITHOUT_FILE = ("<template>", "<unknown>")
"""Jinja's file name for a template that was passed as text."""
SUBJECT = "delivery.email.groups[].subject"


class TemplateMistakeError(ConfigError):
    """A mistake in a template, with its place."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"The template {place} is wrong: {reason.rstrip('.')}.")
        self.place = place
        self.reason = reason


class Templates:
    """The templates of one layout, rendered by name."""

    def __init__(self, own: Path | None, digits: direction.Digits) -> None:
        """Find the folders; `digits` are the digits of Arabic text.

        Raises:
            ConfigError: a template folder is missing.

        """
        self.folders = template_folders(own)
        self._digits = digits

    @cached_property
    def environment(self) -> "Environment":
        """Compiles and renders the templates."""
        return environment(self.folders, self._digits)

    def rendered(self, name: str, values: Mapping[str, object], *, source: str | None = None) -> str:
        """Return the rendered template `name`, or the one whose text is `source`.

        Raises:
            TemplateMistakeError: it is wrong.

        """
        try:
            found = self.environment.get_template(name) if source is None else self.environment.from_string(source)
            return found.render(values)
        except Exception as e:
            mistake = mistake_of(e, self.folders)
            if mistake is None:
                raise
            raise mistake from e


def environment(folders: tuple[Path, ...], digits: direction.Digits) -> "Environment":
    """Return the Jinja environment of all templates in `folders`.

    It is a sandbox: a template, whether a letterhead from someone else or a subject line in the settings, can read only
    the values it receives. It can neither run Python nor change the record for the documents rendered after it.
    """
    from jinja2 import StrictUndefined

    made = _sandbox()(
        loader=_loader(folders),
        bytecode_cache=compiled.cache(),
        autoescape=lambda name: name is not None and not name.endswith(".txt.j2"),  # plain text needs no escaping
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= direction.FILTERS | moments.FILTERS | plurals.FILTERS
    made.filters |= {"to_check": typed(wording.to_check), "picture": typed(picture)}
    made.filters |= {"blocks": block_views, "also_reported": also_views}
    for set_digits in ("arabic", "arabic_plain", "digits_ar"):
        made.filters[set_digits] = partial(direction.FILTERS[set_digits], digits=digits)
    made.globals |= {
        "templates_version": TEMPLATES_VERSION,
        "made_for": made_for,
        "wording": {name: typed(said) if callable(said) else said for name, said in _SAID.items()},
    }
    return made


def made_for(version: int) -> str:
    """Stop a template that was written for another version of the interface in docs/templates.md; print nothing.

    Raises:
        TemplateRuntimeError: `version` is not ``TEMPLATES_VERSION``.

    """
    from jinja2 import TemplateRuntimeError

    if version != TEMPLATES_VERSION:
        raise TemplateRuntimeError(
            f"it was written for version {version} of the templates, but this is version {TEMPLATES_VERSION}; "
            "see CHANGELOG.md for what has changed"
        )
    return ""


def mistake_of(error: Exception, folders: tuple[Path, ...]) -> TemplateMistakeError | None:
    """Return `error` as a mistake in a template, or None if it is a bug of ours or already has a message for users.

    Any exception raised by an expression in a user's template is a mistake there; in ours, only Jinja's own exceptions
    are.
    """
    from jinja2 import TemplateError

    def among(places: list[tuple[str, int]], folders: tuple[Path, ...]) -> list[tuple[str, int]]:
        return [
            (file, line)
            for file, line in places
            if file in WITHOUT_FILE or any(Path(file).is_relative_to(folder) for folder in folders)
        ]

    places = among(_places(error), folders)
    own = among(places, folders[:-1])
    if isinstance(error, ReporterError) or not (own or isinstance(error, TemplateError)):
        return None
    file, line = (own or places or [(WITHOUT_FILE[0], 1)])[-1]
    return TemplateMistakeError(SUBJECT if file in WITHOUT_FILE else f"{file}, line {line}", _reason(error))


def _sandbox() -> "type[SandboxedEnvironment]":
    """Return Jinja's sandbox with further restrictions.

    Jinja rejects names that begin with an underscore and calls that would change a list or a mapping. But an object
    from a library may have any method (a pydantic model can load a pickle, a path can write), a class has the methods
    of its instances (``dict.clear(record)``), and a module gives access to everything it imports.
    """
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Allows attributes only of plain values, of our objects and of Jinja's."""

        def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
            """Return whether a template may read the attribute `attr` of `obj`, which is `value`."""
            makers = {base.__module__.partition(".")[0] for base in type(obj).__mro__}
            shut = isinstance(obj, type | ModuleType) or not makers <= KNOWN
            return not shut and super().is_safe_attribute(obj, attr, value)

    return Sandbox


def _loader(folders: tuple[Path, ...]) -> "BaseLoader":
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, TemplateSyntaxError

    class Loader(FileSystemLoader):
        """Reads UTF-8 with or without a byte order mark, and reports where a file is not UTF-8."""

        def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
            try:
                return super().get_source(environment, template)
            except (UnicodeDecodeError, PermissionError) as e:
                file = next(path for folder in folders if (path := folder / template).is_file())
                line, reason = 1, "it cannot be read; change its permissions"
                if isinstance(e, UnicodeDecodeError):
                    line, reason = e.object[: e.start].count(b"\n") + 1, "it is not UTF-8; save it as UTF-8"
                raise TemplateSyntaxError(reason, line, template, str(file)) from e

    ours = Loader(folders[-1], encoding="utf-8-sig")
    return ChoiceLoader([PrefixLoader({SHIPPED: ours}), Loader(folders, encoding="utf-8-sig")])


def _places(error: Exception) -> list[tuple[str, int]]:
    """Return the files and lines in the traceback of `error`, outermost first; Jinja includes its templates."""
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    return [*frames, (name, line)] if isinstance(name, str) and isinstance(line, int) else frames


def _reason(error: Exception) -> str:
    from jinja2 import TemplateError, TemplateNotFound

    if isinstance(error, RecursionError):
        return f"it extends or includes itself; the template shipped with reporter is called '{SHIPPED}/NAME'"
    if isinstance(error, TemplateNotFound):
        return f"the template '{error.name}' does not exist"
    said = str(error).replace(f"{View.__module__}.{View.__name__} object", "mapping")
    return said if isinstance(error, TemplateError) else f"{type(error).__name__}: {said}"
