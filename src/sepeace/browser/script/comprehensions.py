"""Comprehensions and generator expressions: generators of JavaScript, which go on only as far as asked."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from sepeace.browser.script import kinds
from sepeace.browser.script.calls import ScriptCalls
from sepeace.browser.script.kinds import Kind
from sepeace.browser.script.writer import Js, own_name

Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


class Comprehensions(ScriptCalls):
    """Comprehensions of all kinds."""

    def on_generatorexp(self, node: ast.GeneratorExp) -> Js:
        text, kind = self._gone_through(node, node.elt)
        return Js(text, kinds.of(Iterator, kind))

    def on_listcomp(self, node: ast.ListComp) -> Js:
        text, kind = self._gone_through(node, node.elt)
        return Js(f"$.list({text})", kinds.list_of(kind))

    def on_setcomp(self, node: ast.SetComp) -> Js:
        text, kind = self._gone_through(node, node.elt)
        return Js(f"$.bag({text})", kinds.of(set, kind))

    def on_dictcomp(self, node: ast.DictComp) -> Js:
        text, kind = self._gone_through(node, ast.Tuple(elts=[node.key, node.value], ctx=ast.Load()))
        one, two = kinds.at(kind, 0), kinds.at(kind, 1)
        return Js(f"$.dict({text})", kinds.of(dict, one, two))

    def _gone_through(self, node: Comprehension, elt: ast.expr) -> tuple[str, Kind]:
        """All values as a generator, and their kind."""
        first = self.e(node.generators[0].iter)
        bound: dict[str, Kind] = {}
        opened, shut = "", ""
        with self.scope(bound):
            for place, part in enumerate(node.generators):
                source = first if place == 0 else self.e(part.iter)
                if part.is_async:
                    raise self.refuse(node, "a comprehension that waits")
                names = {one.id for one in ast.walk(part.target) if isinstance(one, ast.Name)}
                if place and names & {one.id for one in ast.walk(part.iter) if isinstance(one, ast.Name)}:
                    raise self.refuse(node, "a comprehension that takes a name twice")
                bound.update(self.bind_kinds(part.target, kinds.item(source.kind)))
                text = "$0" if place == 0 else source.text
                head, tail = self.each(part.target, text)
                opened += f"{head} "
                shut = f"{tail}{shut}"
                for test in part.ifs:
                    opened += f"if ({self.test(test)}) "
            value = self.e(elt)
        return f"(function* ($0) {{ {opened}yield {value.text};{shut} }})({first.text})", value.kind

    def each(self, target: ast.expr, source: str) -> tuple[str, str]:
        """The head of a loop over names of its own, and what shuts it."""
        if isinstance(target, ast.Name):
            return f"for (const {own_name(target.id)} of $.iter({source}))", ""
        shape, names = self.pattern(target)
        return f"for (const $1 of $.iter({source})) {{ const {names} = $.unpack($1, {shape});", " }"

    def pattern(self, target: ast.expr) -> tuple[str, str]:
        """The shape of names that several values are given to, and the names as JavaScript has them."""
        if isinstance(target, ast.Name):
            # Python lets a name that nobody reads stand twice.
            return "0", "" if target.id == "_" else own_name(target.id)
        if not isinstance(target, ast.Tuple | ast.List):
            raise self.refuse(target, "something that is no name is given a value")
        found = [self.pattern(one) for one in target.elts]
        return f"[{', '.join(shape for shape, _ in found)}]", f"[{', '.join(name for _, name in found)}]"

    def bind_kinds(self, target: ast.expr, kind: Kind) -> dict[str, Kind]:
        """The kinds of names that are given a value of a kind."""
        if isinstance(target, ast.Name):
            return {target.id: kind}
        if not isinstance(target, ast.Tuple | ast.List):
            raise self.refuse(target, "something that is no name is given a value")
        found: dict[str, Kind] = {}
        for place, one in enumerate(target.elts):
            found.update(self.bind_kinds(one, kinds.at(kind, place)))
        return found
