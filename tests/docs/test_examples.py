"""Every public name says what it takes and gives, and shows it: its examples are run as they stand.

The public surface is walked, not listed: the modules that `sepeace` and `sepeace.model` name, their functions
and classes, and the classes that those return. What only stands in a field of a result must be described, but
needs no example.
"""

import doctest
import inspect
import re
import typing
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cached_property
from importlib import import_module
from types import ModuleType

import pytest

import sepeace
from sepeace.documents.writing import meanings
from sepeace.shapes import Document

PACKAGES = (
    "sepeace",
    "sepeace.model",
    "sepeace.stats",
    "sepeace.figures",
    "sepeace.record",
    "sepeace.scenario",
)
OPTIONS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
SOURCE = re.compile(r"\b[A-K]\d{1,2}b?\b|\b(1[89]|20)\d\d\b|Sources?:")
SHAPES = re.compile(r"broadcast|[Ss]hape|\(points|axis|as\s+in\s+``|set of causes|sets of points|\(inputs")
UNITS = re.compile(
    r"month|share|chance|unit|front|rate|number|variance|[Ff]orces|\[0, 1\]|0 to 1", re.IGNORECASE
)


class Public:
    """A public function or class."""

    def __init__(self, name: str, thing: typing.Any) -> None:
        self.name, self.thing = name, inspect.unwrap(thing)
        self.module = import_module(self.thing.__module__)
        self.doc = inspect.getdoc(self.thing) or ""
        self.is_class = inspect.isclass(self.thing)

    @cached_property
    def members(self) -> dict[str, typing.Any]:
        """Public methods and properties of a class, as functions; what a base declares is said there."""
        found = {}
        bases = self.thing.__mro__[1:] if self.is_class else ()
        for name, member in vars(self.thing).items() if self.is_class else ():
            function = getattr(member, "fget", getattr(member, "__func__", member))
            declared = any(name in vars(base) for base in bases)
            if not name.startswith("_") and not declared and inspect.isfunction(function):
                found[name] = function
        return found

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields of a dataclass or a named tuple."""
        if is_dataclass(self.thing):
            return tuple(field.name for field in fields(self.thing) if not field.name.startswith("_"))
        return getattr(self.thing, "_fields", ())

    @property
    def examples(self) -> list[doctest.Example]:
        """Those of the name and of what belongs to it."""
        texts = [self.doc, *(inspect.getdoc(member) or "" for member in self.members.values())]
        return [one for text in texts for one in doctest.DocTestParser().get_examples(text, self.name)]

    def classes(self, notes: typing.Iterable[object]) -> Iterator["Public"]:
        """Classes of the package in annotations, which are text."""
        for word in re.findall(r"(?<![\w.])\w+(?![\w.])", " ".join(map(str, notes))):
            found = getattr(self.module, word, None)
            if (
                inspect.isclass(found)
                and found.__module__.startswith("sepeace.")
                and not typing.is_typeddict(found)
            ):
                yield Public(f"{found.__module__}.{found.__qualname__}", found)

    def returned(self) -> Iterator["Public"]:
        """Classes that it or its members return; documents say what they are key by key, for their schema."""
        functions = self.members.values() if self.is_class else (self.thing,)
        found = self.classes(function.__annotations__.get("return", "") for function in functions)
        return (one for one in found if not issubclass(one.thing, Document))


def named(package: str) -> Iterator[tuple[str, typing.Any]]:
    """What a package or module offers, by name; modules among it stand for what they offer."""
    module = import_module(package)
    listed = getattr(module, "__all__", None)
    for name in listed or [name for name in dir(module) if not name.startswith("_")]:
        thing = getattr(module, name)
        if isinstance(thing, ModuleType) and listed:
            yield from named(thing.__name__)
        elif callable(thing) and (listed or getattr(thing, "__module__", "") == package):
            yield f"{package}.{name}", thing


def surface() -> dict[object, Public]:
    """The public functions and classes, each once, with what they return."""
    found: dict[object, Public] = {}
    waiting = [Public(*row) for package in PACKAGES for row in named(package)]
    while waiting:
        one = waiting.pop(0)
        if one.thing not in found and not typing.is_typeddict(one.thing) and not typing.get_origin(one.thing):
            found[one.thing] = one
            waiting += one.returned()
    return found


def parts(found: dict[object, Public]) -> list[Public]:
    """Classes that stand in fields of results and are returned by nothing public."""
    known, waiting, more = set(found), list(found.values()), []
    while waiting:
        one = waiting.pop(0)
        for part in one.classes(getattr(one.thing, "__annotations__", {}).values() if one.is_class else ()):
            if part.thing not in known:
                known.add(part.thing)
                waiting.append(part)
                more.append(part)
    return more


SURFACE = surface()
NAMES = sorted(SURFACE.values(), key=lambda one: one.name)
PARTS = sorted(parts(SURFACE), key=lambda one: one.name)
CLASSES = [one for one in NAMES if one.is_class]
EQUATIONS = [
    one for one in NAMES if one.thing.__module__.startswith("sepeace.model.") and "parameters" not in one.name
]


def each(names: list[Public]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("one", names, ids=lambda one: one.name)


# Red when the walk finds no more than what a list by hand would: results and rows of the record are in it.
def test_the_walk_reaches_what_is_returned():
    names = {one.name.rpartition(".")[2] for one in NAMES}
    assert {"Batch", "Summary", "Leverage", "Operation", "war_terms", "frontier"} <= names
    assert len(NAMES) > 70 and {"Estimate", "Provenance", "Answer"} <= {one.thing.__name__ for one in PARTS}
    for package in PACKAGES:
        assert import_module(package).__doc__


# Red when a name, a method, a field or an argument is public and nothing says what it is.
@each([*NAMES, *PARTS])
def test_it_says_what_it_is(one):
    assert one.doc and not one.doc.startswith(f"{one.thing.__name__}("), "no docstring of its own"
    silent = [name for name, member in one.members.items() if not inspect.getdoc(member)]
    assert not silent, f"without a docstring: {silent}"


@each(NAMES)
def test_it_names_its_fields_arguments_and_errors(one):
    if one.is_class:
        doc = f"{one.doc} {' '.join(meanings(one.thing))}" if issubclass(one.thing, Document) else one.doc
        unsaid = [name for name in one.fields if not re.search(rf"\b{name}\b", doc)]
    else:
        asked = inspect.signature(one.thing).parameters
        others = re.findall(r"[Aa]s\s+(?:in|for)\s+``(\w+)``", one.doc)
        docs = [
            one.doc,
            *(inspect.getdoc(getattr(one.module, name, None) or getattr(sepeace, name)) for name in others),
        ]
        unsaid = [name for name in asked if not any(re.search(rf"\b{name}\b", doc) for doc in docs)]
        raises = any("Raises" in doc or "BadValue" in doc or "Error" in doc for doc in docs)
        assert raises or not asked, "errors are not named"
    assert not unsaid, f"not named in the docstring: {unsaid}"


# Red when an equation loses its source, its unit or the shapes that it takes.
@each(EQUATIONS)
def test_an_equation_says_shapes_units_and_source(one):
    assert UNITS.search(one.doc)
    assert SOURCE.search(one.doc) or (one.is_class and SOURCE.search(one.module.__doc__ or ""))
    assert one.is_class or SHAPES.search(one.doc)


# Red when there is nothing to copy, or a method or property that no example uses.
@each(NAMES)
def test_it_has_an_example(one):
    text = "".join(example.source for example in one.examples)
    assert text, "no example"
    unused = [name for name in one.members if not re.search(rf"\.{name}\b", text)]
    assert not unused, f"in no example: {unused}"


# Red when an example does not give what it shows; files that it writes land in a folder that is thrown away.
@each(NAMES)
def test_its_examples_run(one, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    runner, said = doctest.DocTestRunner(optionflags=OPTIONS), []
    docs = {one.name: one.doc, **{f"{one.name}.{k}": inspect.getdoc(v) or "" for k, v in one.members.items()}}
    for name, doc in docs.items():
        test = doctest.DocTestParser().get_doctest(doc, {"sp": sepeace}, name, None, 0)
        runner.run(test, out=said.append)
    assert not runner.failures, "".join(said)


@pytest.mark.parametrize("package", PACKAGES)
def test_examples_of_a_package_run(package):
    test = doctest.DocTestParser().get_doctest(import_module(package).__doc__, {}, package, None, 0)
    assert not doctest.DocTestRunner(optionflags=OPTIONS).run(test).failed
