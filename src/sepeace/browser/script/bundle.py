"""A bundle: all that some functions need, as one text of JavaScript, and nothing else.

A bundle starts from entry points. What a translated function names is translated after it; of a class only
the methods and properties are there whose names are read of it. What a module works out when it is imported
stands there as its value.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import EnumType, StrEnum
from types import FunctionType, ModuleType
from typing import Any

from sepeace.browser.refusal import OutsideSubset
from sepeace.browser.script import kinds
from sepeace.browser.script.kinds import Kind
from sepeace.browser.script.sources import ScriptSource, member, source_of, unwrapped
from sepeace.browser.script.statements import ScriptStatements
from sepeace.browser.script.tongue import ENGLISH, Tongue
from sepeace.browser.script.values import literal, walked
from sepeace.browser.script.writer import own_name

SHORT = 24
"""Texts up to this length stand where they are used."""
Function = Callable[..., Any]


class Bundle:
    """What has been translated so far.

    Attributes:
        given: functions and classes that the page has itself, and what they are called there.
        settled: functions without arguments whose value is exported in their place.
        tabled: functions of one argument that are exported as what they give for some.
        kept: properties that are exported as values with the objects that have them, by class.
        tongue: the language of the page.
        reads: which attributes are read, each of a class, or of a value whose class is not known.
    """

    def __init__(
        self,
        given: Mapping[Any, str] | None = None,
        settled: Mapping[Any, object] | None = None,
        kept: Mapping[type, tuple[str, ...]] | None = None,
        tabled: Mapping[Any, Mapping[Any, object]] | None = None,
        tongue: Tongue = ENGLISH,
    ) -> None:
        self.given = {unwrapped(one): name for one, name in (given or {}).items()}
        self.settled = {unwrapped(one): value for one, value in (settled or {}).items()}
        self.kept = dict(kept or {})
        self.tabled = {unwrapped(one): rows for one, rows in (tabled or {}).items()}
        self.tongue = tongue
        self.reads: set[tuple[type | None, str]] = set()
        self.exported: set[type] = set()
        self._functions: dict[FunctionType, str] = {}
        self._texts: dict[FunctionType, str] = {}
        self._classes: dict[type, str] = {}
        self._members: dict[tuple[type, str], str] = {}
        self._constants: dict[int, tuple[str, Any]] = {}
        self._instances: dict[type, dict[str, Kind]] = {}
        self._taken: set[str] = set()

    # --- what is needed

    def function(
        self, function: Function, source: ScriptSource | None = None, node: ast.AST | None = None
    ) -> str:
        """What a function is called; it is translated when the bundle is finished.

        Raises:
            OutsideSubset: it is none of the package.
        """
        own = unwrapped(function)
        if own in self.given:
            return self.given[own]
        if not isinstance(own, FunctionType) or not kinds.is_own(own.__module__):
            raise _refusal(source, node, f"{function!r}, which is no function of the package")
        if own not in self._functions:
            self._functions[own] = self._named(own.__module__, own.__name__.strip("<>"))
        return self._functions[own]

    def class_(self, meant: type, source: ScriptSource | None = None, node: ast.AST | None = None) -> str:
        """What a class is called.

        Raises:
            OutsideSubset: it has several bases of the package.
        """
        if meant in self.given:
            return self.given[meant]
        if meant not in self._classes:
            bases = _bases(meant)
            if len(bases) > 1:
                raise _refusal(source, node, f"{meant.__name__}, which has several bases")
            for base in bases:
                self.class_(base)
            self._classes[meant] = self._named(meant.__module__, meant.__name__)
            for _, factory in _factories(meant):
                self._made(factory)
        return self._classes[meant]

    def reference(self, value: Any, name: str, source: ScriptSource, node: ast.AST) -> str:
        """How a value that is known by a name is referred to; a short one as it is."""
        value = self.tongue.value(value)
        if unwrapped(value).__hash__ is not None and _known(value, self.given):
            return self.given[unwrapped(value)]
        if value is None or type(value) in (bool, int, float):
            return self.literal(value, type(value))
        if isinstance(value, str) and len(value) <= SHORT:
            return self.literal(value, str)
        if isinstance(unwrapped(value), FunctionType):
            return self.function(value, source, node)
        if isinstance(value, type) and not issubclass(value, StrEnum):
            return self.class_(value, source, node)
        if isinstance(value, ModuleType):
            raise _refusal(source, node, f"the module {name} as a value")
        key = id(value)
        if isinstance(value, EnumType):
            value = tuple(value)
        if key not in self._constants:
            self._constants[key] = (self._named(source.function.__module__, name), value)
            try:
                walked(value, self)
            except OutsideSubset as error:
                raise _refusal(source, node, f"the constant {name}: {error.met}") from None
        return self._constants[key][0]

    @property
    def classes(self) -> tuple[str, ...]:
        """What all classes are called that are there."""
        return tuple(self._classes.values())

    def literal(self, value: object, kind: Kind) -> str:
        """A value as JavaScript has it."""
        return literal(value, kind, self)

    def said(self, text: str, case: str = "") -> str:
        """Words in the language of the page. Raises KeyError: it has none for these."""
        return self.tongue.said(text, case)

    def read(self, owner: type | None, name: str) -> None:
        """Say that an attribute is read."""
        self.reads.add((owner, name))

    def is_read(self, owner: type, name: str) -> bool:
        """Whether an attribute of a class may be read."""
        return any(
            one == name and (of is None or issubclass(owner, of) or issubclass(of, owner))
            for of, one in self.reads
        )

    def fields_of(self, owner: type) -> tuple[str, ...]:
        """What an object has of its fields, and of the properties that are exported with it."""
        self.exported.add(owner)
        own = [one.name for one in fields(owner)]
        own += [name for of, names in self.kept.items() if issubclass(owner, of) for name in names]
        return tuple(name for name in own if self.is_read(owner, name))

    def instance_kinds(self, owner: type) -> dict[str, Kind]:
        """Kinds of what a class that is no dataclass gives its objects when they are made."""
        made = owner.__dict__.get("__init__")
        if is_dataclass(owner) or not isinstance(made, FunctionType):
            return {}
        if owner not in self._instances:
            self._instances[owner] = {}
            writer = ScriptStatements(source_of(made, owner), self)
            writer.written()
            found = {name: given for name, given in writer.assigned.items() if name.startswith("self.")}
            self._instances[owner] = {
                name.removeprefix("self."): kinds.join(given) for name, given in found.items()
            }
        return self._instances[owner]

    # --- what is there

    def finish(self) -> None:
        """Translate until nothing is missing."""
        while True:
            waiting = [one for one in self._functions if one not in self._texts]
            for function in waiting:
                self._texts[function] = self._text(function, self._functions[function])
            members = [key for key in self._wanted() if key not in self._members]
            for owner, name in members:
                self._members[owner, name] = self._member(owner, name)
            if not waiting and not members:
                return

    def text(self) -> str:
        """All of it: functions, classes, then constants."""
        self.finish()
        constants = [
            f"const {name} = {self.literal(value, kinds.of_value(value))};\n"
            for name, value in list(self._constants.values())
        ]
        classes = [self._class(one) for one in self._classes]
        return "".join([*self._texts.values(), *classes, *constants])

    def _named(self, module: str, name: str) -> str:
        """A name that nothing else has."""
        made = own_name(f"{module.rsplit('.', 1)[-1]}_{name}")
        while made in self._taken:
            made += "_"
        self._taken.add(made)
        return made

    def _text(self, function: FunctionType, name: str) -> str:
        if function in self.tabled:
            rows = self.tabled[function]
            return f"const {name} = $.tabled({self.literal(rows, kinds.of_value(rows))});\n"
        source = source_of(function)
        writer = ScriptStatements(source, self)
        text = writer.written()
        if isinstance(source.node, ast.Lambda):
            return f"const {name} = {text};\n"
        return f"function{writer.star} {name}{text}\n"

    def _wanted(self) -> list[tuple[type, str]]:
        found = []
        for owner in self._classes:
            apart = {name for of, names in self.kept.items() if issubclass(of, owner) for name in names}
            for name in owner.__dict__:
                if member(owner, name) is None or name in apart or name == "__init__":
                    continue
                if self.is_read(owner, name):
                    found.append((owner, name))
            if isinstance(owner.__dict__.get("__init__"), FunctionType) and not is_dataclass(owner):
                found.append((owner, "__init__"))
        return found

    def _member(self, owner: type, name: str) -> str:
        if name == "__init__":
            writer = ScriptStatements(source_of(owner.__dict__["__init__"], owner), self)
            return f"constructor{writer.written().removesuffix('return null;' + chr(10) + '}')}}}\n"
        found = member(owner, name)
        assert found is not None
        kind, function = found
        writer = ScriptStatements(source_of(function, None if kind == "static" else owner), self)
        text = writer.written()
        if kind == "property":
            return f"get {name}{text}\n"
        if kind == "kept":
            return f'get {name}() {{ return $.kept(this, "{name}", {text.replace(") {", ") => {", 1)}); }}\n'
        return f"{writer.star}{name}{text}\n"

    def _class(self, owner: type) -> str:
        bases = _bases(owner)
        base = self._classes[bases[0]] if bases else "$.Row"
        head = f"class {self._classes[owner]} extends {base} {{\n"
        if not is_dataclass(owner):
            plain = isinstance(owner.__dict__.get("__init__"), FunctionType)
            head = f"class {self._classes[owner]}{'' if plain else f' extends {base}'} {{\n"
        made = [text for (of, _), text in self._members.items() if of is owner]
        for name, kind in kinds.hints(owner).items():
            if "ClassVar" in str(kind) and self.is_read(owner, name) and hasattr(owner, name):
                value = getattr(owner, name)
                made.append(f"get {name}() {{ return {self.literal(value, kinds.of_value(value))}; }}\n")
        if is_dataclass(owner):
            made += self._fields(owner)
        return f"{head}{''.join(made)}}}\n"

    def _made(self, factory: Any) -> str:
        """What a default is made by, called."""
        if factory in (list, dict):
            return "[]" if factory is list else "$.dict([])"
        return (
            f"new {self.class_(factory)}({{}})"
            if isinstance(factory, type)
            else f"{self.function(factory)}()"
        )

    def _fields(self, owner: type) -> list[str]:
        own = fields(owner)
        made = []
        whole = owner not in self.exported or all(self.is_read(owner, one.name) for one in own)
        if whole:
            made.append(f"static fields = [{', '.join(repr(one.name) for one in own)}];\n".replace("'", '"'))
        hints, defaults = kinds.hints(owner), []
        for one in own:
            if one.default is not MISSING:
                told = self.literal(one.default, hints.get(one.name, Any))
                defaults.append(f"{one.name}: {told}")
        for name, factory in _factories(owner):
            defaults.append(f"{name}: {self._made(factory)}")
        if defaults:
            made.append(f"static none() {{ return {{ {', '.join(defaults)} }}; }}\n")
        return made


def _factories(owner: type) -> list[tuple[str, Any]]:
    """What makes the defaults of a dataclass that are made anew for each object."""
    found: list[tuple[str, Any]] = [
        (one.name, one.default_factory) for one in (fields(owner) if is_dataclass(owner) else ())
    ]
    return [(name, factory) for name, factory in found if factory is not MISSING]


def _known(value: Any, given: Mapping[Any, str]) -> bool:
    try:
        return unwrapped(value) in given
    except TypeError:
        return False


def _bases(owner: type) -> list[type]:
    return [one for one in owner.__bases__ if kinds.is_own(one.__module__)]


def _refusal(source: ScriptSource | None, node: ast.AST | None, met: str) -> OutsideSubset:
    if source is None:
        return OutsideSubset("entry point", "?", 0, met)
    return source.refuse(source.node if node is None else node, met)
