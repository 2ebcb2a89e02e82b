"""Renders random templates with Jinja2 and with `waymark template`, and tells where they differ.

Templates come from a grammar, and the same seed gives the same ones. Both render, or both refuse:
anything else is a difference, which is shrunk to the smallest template that still shows it. What
docs/explanation/jinja2.md lists is not generated, or counted by `explanation` under the case that shows it.
Run it where Jinja2 3.1.6 is installed:

    python3 Tests/TemplatesTests/differential.py .build/release/waymark --count 5000 --seed 1
"""

import argparse
import collections
import concurrent.futures
import json
import pathlib
import random
import subprocess
import sys
import tempfile
import warnings

import jinja2
import markupsafe

TEXTS = ["", "a", "b<c", "Ärger & 'x'", "one two three", "  pad ", "x-y_z", "Hello World", "10", "3.5"]
CONTEXT = {
    "n": 7, "m": -3, "f": 2.5, "z": 0, "t": True, "no": False, "nil": None,
    "s": "Hello <World>", "u": "grün & 'blau'", "e": "", "safe": {"$safe": "<b>x</b> & y"},
    "xs": [3, 1, 2], "ws": ["pear", "Apple", "fig", "apple"], "empty": [],
    "ms": [{"k": "a", "v": 2, "w": ["x"]}, {"k": "B", "v": 1, "w": []}, {"k": "a", "v": 3, "w": ["y", "z"]}],
    "d": {"one": 1, "two": "zwei", "three": [1, 2]}, "tree": [{"v": 1, "c": [{"v": 2, "c": []}]}, {"v": 3, "c": []}],
}


class Node(list):
    """A piece of a template: texts and pieces; `kind` is what may stand in its place."""

    def __init__(self, kind, parts):
        super().__init__(parts)
        self.kind = kind

    def __str__(self):
        return "".join(str(part) for part in self)


class Grammar:
    def __init__(self, rng):
        self.rng = rng
        self.scope = []
        self.macros = []
        self.blocks = 0
        self.loops = 0
        self.names = 0
        self.inside = 0

    def pick(self, *choices):
        return self.rng.choice(choices)

    # Expressions, by the kind of value that they give.

    def expr(self, kind, depth):
        if self.rng.random() < 0.02:
            kind = self.pick("num", "text", "list", "map", "bool")
        if depth <= 0:
            return self.leaf(kind)
        return Node("expr-" + kind, getattr(self, kind)(depth - 1))

    def leaf(self, kind):
        leaves = {
            "num": ["n", "m", "f", "z", "1", "2", "0.5", "10"],
            "text": ["s", "u", "e", "safe", "'a'", "'b<c'", "'one two'", "\"it's\""],
            "list": ["xs", "ws", "empty", "[1, 2, 3]", "[]", "['b', 'a']", "range(4)|list"],
            "map": ["d", "{}", "{'a': 1}", "ms[0]"],
            "bool": ["t", "no", "true", "false", "(nil is none)"],
        }[kind]
        if kind == "num" and self.loops:
            leaves = leaves + ["loop.index", "loop.length", "loop.revindex0", "loop.depth"]
        leaves = leaves + [name for name, of in self.scope if of == kind]
        return Node("expr-" + kind, [self.rng.choice(leaves)])

    def num(self, d):
        return self.pick(
            lambda: ["(", self.expr("num", d), self.pick(" + ", " - ", " * ", " // ", " % ", " / "), self.expr("num", d), ")"],
            lambda: ["(-", self.expr("num", d), ")"],
            lambda: ["(", self.leaf("num"), " ** ", self.pick("2", "0", "3"), ")"],
            lambda: [self.expr("list", d), "|length"],
            lambda: [self.expr("text", d), "|length"],
            lambda: [self.expr("text", d), "|int(", self.pick("", "5"), ")"],
            lambda: [self.expr("num", d), "|", self.pick("abs", "int", "float", "round", "round(1)", "round(1, 'floor')", "round(0, 'ceil')")],
            lambda: [self.leaf("list"), "|", self.pick("first", "last", "sum", "min", "max"), "|default(0)"],
            lambda: [self.pick("ms", "ms[1:]"), "|sum(attribute='v')"],
            lambda: [self.expr("text", d), "|wordcount"],
            lambda: [self.leaf("text"), ".", self.pick("find('l')", "count('l')")],
            lambda: ["(", self.expr("num", d), " if ", self.expr("bool", d), " else ", self.expr("num", d), ")"],
            lambda: ["d.one"], lambda: ["d['one']"], lambda: ["d.get('one', 4)"], lambda: ["xs[", self.pick("0", "-1", "1"), "]"],
        )()

    def text(self, d):
        return self.pick(
            lambda: ["(", self.expr("text", d), " ~ ", self.expr(self.pick("num", "text", "bool", "list"), d), ")"],
            lambda: ["(", self.expr("text", d), " + ", self.expr("text", d), ")"],
            lambda: ["(", self.leaf("text"), " * ", self.pick("2", "0", "n"), ")"],
            lambda: [self.expr("text", d), "|", self.pick("upper", "lower", "title", "capitalize", "trim", "escape", "e", "safe", "string", "striptags", "urlencode", "forceescape", "reverse")],
            lambda: [self.expr("text", d), "|", self.pick("truncate(5)", "truncate(6, true)", "truncate(8, false, '…', 0)", "center(9)", "indent", "indent(2, true)", "replace('l', 'L')", "replace('o', '<', 1)", "default('q')", "default('q', true)")],
            lambda: [self.expr("num", d), "|", self.pick("string", "string|title")],
            lambda: [self.expr("list", d), "|join(", self.pick("", "', '", "'<'", "safe"), ")"],
            lambda: [self.leaf("text"), ".", self.pick("upper()", "lower()", "strip()", "title()", "capitalize()", "replace('l', 'L')", "lstrip('H')", "rstrip('>')", "join(['a', 'b'])")],
            lambda: [self.leaf("text"), "[", self.pick("0", "-1", "1:3", ":2", "::-1", "::2", "-3:"), "]|default('')"],
            lambda: ["'%s-%s'|format(", self.expr("num", d), ", ", self.expr("text", d), ")"],
            lambda: ["('%03d|%.2f|%5s' % (", self.pick("n", "m", "12"), ", ", self.pick("f", "1", "2.345"), ", ", self.leaf("text"), "))"],
            lambda: [self.expr(self.pick("list", "map"), d), "|tojson"],
            lambda: ["{'id': ", self.expr("text", d), ", 'x': nil}|xmlattr"],
            lambda: ["(", self.expr("text", d), " if ", self.expr("bool", d), " else ", self.expr("text", d), ")"],
            lambda: ["(", self.expr("text", d), self.pick(" or ", " and "), self.expr("text", d), ")"],
            lambda: ["ms[0].k"], lambda: ["d.two"],
        )()

    def list(self, d):
        return self.pick(
            lambda: ["[", self.expr("num", d), ", ", self.expr("num", d), "]"],
            lambda: ["[", self.expr("text", d), ", ", self.expr("num", d), ", ", self.expr("bool", d), "]"],
            lambda: ["(", self.expr("list", d), " + ", self.expr("list", d), ")"],
            lambda: ["(", self.leaf("list"), ")[", self.pick("1:", ":2", "::-1", "-2:", "::2", "5:"), "]"],
            lambda: [self.pick("xs", "ws"), "|", self.pick("sort", "sort(reverse=true)", "sort(case_sensitive=true)", "unique|list", "reverse|list", "list")],
            lambda: ["ms|", self.pick("sort(attribute='v')", "sort(attribute='k,v')", "map(attribute='k')|list", "map(attribute='w.0', default='-')|list", "selectattr('v', 'gt', 1)|map(attribute='v')|list", "rejectattr('w')|list", "unique(attribute='k')|map(attribute='v')|list", "map(attribute='w')|map('length')|list")],
            lambda: [self.leaf("list"), "|", self.pick("batch(2)|list", "batch(2, 'x')|list", "slice(2)|list", "slice(3, 0)|list")],
            lambda: [self.pick("xs", "[4, 5, 6]", "range(6)"), "|", self.pick("select('odd')|list", "reject('even')|list", "select('gt', 1)|list", "map('string')|list", "map('abs')|list", "select|list", "select('divisibleby', 3)|list", "select('in', [1, 2])|list")],
            lambda: ["ws|", self.pick("map('upper')|list", "map('replace', 'p', 'P')|list", "select('equalto', 'fig')|list", "reject('lower')|list")],
            lambda: ["(", self.expr("text", d), ").split(", self.pick("", "' '", "'l'", "'l', 1"), ")"],
            lambda: [self.expr("map", d), "|", self.pick("items|list", "dictsort", "dictsort(reverse=true)", "list")],
            lambda: ["(", self.expr("map", d), ").", self.pick("items()", "keys()", "values()"), "|list"],
            lambda: ["range(", self.pick("3", "1, 4", "5, 0, -2", "n"), ")|list"],
        )()

    def map(self, d):
        return self.pick(
            lambda: ["{'a': ", self.expr("num", d), ", 'b': ", self.expr("text", d), "}"],
            lambda: ["dict(x=", self.expr("num", d), ", y=", self.expr("list", d), ")"],
            lambda: ["(ms|", self.pick("first", "last"), ")"],
        )()

    def bool(self, d):
        return self.pick(
            lambda: ["(", self.expr("num", d), self.pick(" == ", " != ", " < ", " <= ", " > ", " >= "), self.expr("num", d), ")"],
            lambda: ["(", self.expr("num", d), " < ", self.expr("num", d), self.pick(" <= ", " != ", " < "), self.expr("num", d), ")"],
            lambda: ["(", self.expr("text", d), self.pick(" == ", " != ", " < ", " in "), self.expr("text", d), ")"],
            lambda: ["(", self.expr("num", d), self.pick(" in ", " not in "), self.expr("list", d), ")"],
            lambda: ["(", self.expr("text", d), " in ", self.expr("map", d), ")"],
            lambda: ["(", self.expr("bool", d), self.pick(" and ", " or "), self.expr("bool", d), ")"],
            lambda: ["(not ", self.expr("bool", d), ")"],
            lambda: ["(", self.expr(self.pick("num", "text", "list", "map", "bool"), d), self.pick(" is ", " is not "), self.pick("defined", "none", "string", "number", "integer", "float", "boolean", "mapping", "iterable", "sequence", "true", "false", "callable", "escaped", "undefined"), ")"],
            lambda: ["(", self.pick("n", "m", "z", "10"), " is ", self.pick("odd", "even", "divisibleby 3", "eq 7", "gt(1)", "in [7, 10]", "sameas 7"), ")"],
            lambda: [self.leaf("text"), ".", self.pick("startswith('H')", "endswith('>')", "isdigit()")],
            lambda: ["(missing is defined)"], lambda: ["(d.nope is defined)"],
            lambda: ["(", self.expr("list", d), " == ", self.expr("list", d), ")"],
            lambda: ["(", self.expr("text", d), " is ", self.pick("upper", "lower"), ")"],
        )()

    # Statements.

    def any(self, depth):
        return self.expr(self.pick("num", "text", "text", "list", "map", "bool"), depth)

    def name(self, kind):
        self.names += 1
        name = f"v{self.rng.randrange(4)}"
        self.scope.append((name, kind))
        return name

    def tag(self, *parts):
        left = self.pick("{%", "{%", "{%", "{%-", "{%+")
        right = self.pick("%}", "%}", "%}", "-%}")
        return [left, " ", *parts, " ", right]

    def body(self, depth):
        return Node("body", [self.statement(depth) for _ in range(self.rng.randint(1, 3))])

    def inner(self, depth, bind=(), loop=False):
        mark = len(self.scope)
        self.scope += list(bind)
        outer = self.loops
        self.loops = 1 if loop else outer
        result = self.body(depth)
        self.loops = outer
        del self.scope[mark:]
        return result

    def statement(self, depth):
        if depth <= 0:
            return Node("statement", [self.pick("text ", "\n", "  <p>\n", "x", self.output(1), self.output(2))])
        kinds = [self.output_statement, self.output_statement, self.if_, self.for_, self.set_, self.set_block, self.with_,
                 self.filter_, self.macro, self.raw, self.comment, self.autoescape, self.namespace, self.text_]
        if self.macros:
            kinds += [self.call, self.call, self.call_block]
        if not self.loops:
            kinds += [self.recursive]
        return Node("statement", self.rng.choice(kinds)(depth - 1))

    def output(self, depth):
        return Node("output", [self.pick("{{ ", "{{ ", "{{- "), self.any(depth), self.pick(" }}", " }}", " -}}")])

    def output_statement(self, depth):
        return [self.output(self.rng.randint(0, 3))]

    def text_(self, depth):
        return [self.pick("text\n", "\n\n", " <b>x</b> ", "  ", "a & b\r\n")]

    def if_(self, depth):
        parts = self.tag("if ", self.expr("bool", 2)) + [self.inner(depth)]
        if self.rng.random() < 0.4:
            parts += self.tag("elif ", self.any(1)) + [self.inner(depth)]
        if self.rng.random() < 0.5:
            parts += self.tag("else") + [self.inner(depth)]
        return parts + self.tag("endif")

    def for_(self, depth):
        target, kind, items = self.pick(
            ("i", "num", self.pick("xs", "range(3)", "[1, 2, 3]", "empty")),
            ("w", "text", self.pick("ws", "['x', 'y<']", "s", "d")),
            ("r", "map", "ms"))
        if self.rng.random() < 0.2:
            target, kind, items = "k, w", "text", self.pick("d.items()", "d|items", "{'p': 'q'}|dictsort", "ms|groupby('k')")
        parts = ["for ", target, " in ", items]
        if self.rng.random() < 0.3:
            parts += [" if ", self.expr("bool", 1)]
        bind = [] if "," in target else [(target, kind)]
        parts = self.tag(*parts) + [self.inner(depth, bind, loop=True)]
        if self.rng.random() < 0.3:
            parts += [self.pick("{{ loop.cycle('a', 'b') }}", "{{ loop.changed(loop.index // 2) }}", "{{ loop.previtem is defined }}", "{{ loop.first }}{{ loop.last }}")]
        if self.rng.random() < 0.3:
            parts += self.tag("else") + [self.inner(depth)]
        return parts + self.tag("endfor")

    def recursive(self, depth):
        return self.tag("for x in tree recursive") + ["{{ x.v }}:{{ loop.depth }}[{{ loop(x.c) }}]", self.inner(depth)] + self.tag("endfor")

    def set_(self, depth):
        kind = self.pick("num", "text", "list", "map", "bool")
        value = self.expr(kind, 2)
        return self.tag("set ", self.name(kind), " = ", value)

    def set_block(self, depth):
        # In Jinja2 the body cannot see what the name meant before.
        name = f"v{self.rng.randrange(4)}"
        outer = self.scope
        self.scope = [(other, kind) for other, kind in outer if other != name]
        inner = self.inner(depth)
        self.scope = outer + [(name, "text")]
        filters = self.pick("", "", " | upper", " | trim | title")
        return self.tag("set ", name, filters) + [inner] + self.tag("endset")

    def with_(self, depth):
        kind = self.pick("num", "text")
        value = self.expr(kind, 2)
        name = f"v{self.rng.randrange(4)}"
        return self.tag("with ", name, " = ", value) + [self.inner(depth, [(name, kind)])] + self.tag("endwith")

    def filter_(self, depth):
        return self.tag("filter ", self.pick("upper", "trim", "title", "replace('e', '3')", "escape", "indent(2)", "lower|capitalize")) + [self.inner(depth)] + self.tag("endfilter")

    def macro(self, depth):
        name = f"m{len(self.macros)}"
        mark, outer, macros = len(self.scope), self.loops, list(self.macros)
        self.loops = 0
        self.scope += [("a", "text"), ("b", "num")]
        default = self.expr("num", 1)
        self.inside += 1
        body = self.body(depth)
        self.inside -= 1
        # What a macro around this one takes depends in Jinja2 on what this one reads.
        extra = "" if self.inside else self.pick("", "", "{{ varargs }}", "{{ kwargs }}", "{{ caller() if caller else '-' }}", "{{ caller is defined }}")
        del self.scope[mark:]
        self.loops, self.macros = outer, macros
        result = self.tag("macro ", name, "(a='x', b=", default, ")") + [body, extra] + self.tag("endmacro")
        self.macros.append(name)
        return result

    def arguments(self):
        return self.pick(lambda: [], lambda: [self.expr("text", 1)], lambda: [self.expr("text", 1), ", ", self.expr("num", 1)],
                         lambda: ["b=", self.expr("num", 1)], lambda: [self.expr("text", 1), ", b=", self.expr("num", 1), self.pick("", "", ", q=1")],
                         lambda: ["'p', 2, 3"])()

    def call(self, depth):
        return ["{{ ", self.rng.choice(self.macros), "(", *self.arguments(), ")", self.pick("", "", "|upper", "|length"), " }}"]

    def call_block(self, depth):
        return self.tag("call ", self.rng.choice(self.macros), "(", *self.arguments(), ")") + [self.inner(depth)] + self.tag("endcall")

    def raw(self, depth):
        return self.tag("raw") + [self.pick("{{ x }}", "{% if %}", " a \n")] + self.tag("endraw")

    def comment(self, depth):
        return [self.pick("{#", "{#-"), " comment {{ ", self.pick("#}", "-#}")]

    def autoescape(self, depth):
        return self.tag("autoescape ", self.pick("true", "false")) + [self.inner(depth)] + self.tag("endautoescape")

    def namespace(self, depth):
        return ["{% set ns = namespace(c=", self.expr("num", 1), ") %}{% for i in xs %}{% set ns.c = ns.c + ", self.pick("i", "1", "loop.index"), " %}{% endfor %}{{ ns.c }}"]

    def templates(self):
        """A main template, and sometimes others that it extends, includes and imports."""
        kind = self.rng.random()
        if kind < 0.6:
            return {"main.html": self.body(3)}
        if kind < 0.8:
            part = self.inner(2)
            main = Node("body", [self.body(2), *self.tag("include 'part.html'", self.pick("", "", " without context", " with context")), self.body(1)])
            return {"main.html": main, "part.html": part}
        if kind < 0.9:
            self.inside = 1
            library = Node("body", ["{% macro m0(a='x', b=1) %}", self.inner(2), "{{ a }}{{ b }}{% endmacro %}{% set c = ", self.any(1), " %}"])
            self.inside = 0
            self.macros.append("m0")
            form = self.pick("{% from 'lib.html' import m0, c as v0 %}", "{% from 'lib.html' import m0 with context %}")
            return {"main.html": Node("body", [form, self.body(3)]), "lib.html": library}
        block = lambda name, scoped="": ["{% block ", name, scoped, " %}", self.inner(1), "{% endblock %}"]
        base = Node("body", [self.body(1), *block("one"), "{% for i in xs %}", *block("two", self.pick("", " scoped")), "{% endfor %}", self.pick("{{ self.one() }}", "")])
        middle = Node("body", ["{% extends 'base.html' %}{% block one %}[{{ super() }}]", self.inner(1), "{% endblock %}"])
        main = Node("body", ["{% extends '", self.pick("base.html", "middle.html"), "' %}", self.pick("", "{% set v0 = 5 %}"),
                             "{% block ", self.pick("one", "two"), " %}", self.pick("", "{{ super() }}"), self.inner(2), "{% endblock %}"])
        return {"main.html": main, "base.html": base, "middle.html": middle}


def safe(pairs):
    value = dict(pairs)
    return markupsafe.Markup(value["$safe"]) if list(value) == ["$safe"] else value


@jinja2.pass_context
def unfolded(context, value):
    """Leaves a value as it is, and keeps Jinja2 from computing it before it renders."""
    return value


class PrintedUndefined(jinja2.StrictUndefined):
    """Refuses to be printed within a list, as `differs/undefined_in_list.txt` says that we do."""

    __repr__ = jinja2.StrictUndefined.__str__


class Comparison:
    def __init__(self, waymark, folder):
        self.waymark = waymark
        self.folder = folder
        self.data = folder / "data.json"
        self.data.write_text(json.dumps(CONTEXT))
        self.context = json.loads(json.dumps(CONTEXT), object_pairs_hook=safe)

    def jinja(self, templates, autoescape):
        environment = jinja2.Environment(
            loader=jinja2.DictLoader(templates), autoescape=autoescape,
            undefined=PrintedUndefined, extensions=["jinja2.ext.do"],
            # Constants are computed by other rules when they are folded: `~` then forgets markup.
            optimized=False, finalize=unfolded)
        try:
            return environment.get_template("main.html").render(self.context)
        except Exception as error:  # noqa: BLE001: any error is an answer here
            return error

    def ours(self, templates, autoescape, slot):
        folder = self.folder / str(slot)
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, text in templates.items():
            (folder / name).write_bytes(text.encode())
        result = subprocess.run(
            [self.waymark, "template", folder / "main.html", "--data", self.data, "--templates", folder,
             "--autoescape", "on" if autoescape else "off"], capture_output=True, timeout=60)
        if result.returncode == 0:
            return result.stdout.decode()
        if result.returncode == 1 and not result.stdout and b"error[" in result.stderr:
            return Exception(result.stderr.decode())
        raise RuntimeError(f"exit {result.returncode}: {result.stderr.decode()}")

    def difference(self, templates, autoescape, slot):
        """Both answers and what explains them, where they differ, else None."""
        theirs = self.jinja(templates, autoescape)
        ours = self.ours(templates, autoescape, slot)
        if isinstance(theirs, Exception) and isinstance(ours, Exception):
            return None
        return None if theirs == ours else (theirs, ours, explanation(theirs, ours))

    def is_unexplained(self, templates, autoescape, slot):
        difference = self.difference(templates, autoescape, slot)
        return difference is not None and difference[2] is None


# What each answer tells, and the case of docs/explanation/jinja2.md that says why.
OUR_ERRORS = {
    "[template-limit]": "errors/limit_nesting.txt", "64 bits": "errors/arithmetic_overflow.txt",
    "which has ended": "errors/closure_ended.txt", "[template-unknown-block]": "errors/block_misspelt.txt",
}
THEIR_OUTPUT = {
    " object at 0x": "differs/lazy_filters.txt", "generator": "differs/lazy_filters.txt",
    "dict_items": "differs/range.txt", "macro ": "differs/macro_print.txt",
}
OUTER_NAME = "differs/set_block_own_name.txt"


def explanation(theirs, ours):
    """The case that says why the answers differ, or None."""
    if isinstance(theirs, Exception):
        # A name that a body sets later is undefined to Jinja2 in bodies within, whatever it means outside.
        is_outer = isinstance(theirs, jinja2.UndefinedError) and any(f"'v{n}' is undefined" in str(theirs) for n in range(4))
        return OUTER_NAME if is_outer else None
    marks, text = (OUR_ERRORS, str(ours)) if isinstance(ours, Exception) else (THEIR_OUTPUT, theirs.lower())
    return next((case for mark, case in marks.items() if mark in text), None)


def positions(node):
    """Every piece of a tree with the list that holds it."""
    for index, part in enumerate(node):
        if isinstance(part, Node):
            yield node, index, part
        if isinstance(part, list):
            yield from positions(part)


def shrink(trees, differs):
    """The smallest trees that still differ: pieces are dropped, or replaced by their own parts."""
    changed = True
    while changed:
        changed = False
        for name in list(trees):
            for holder, index, part in list(positions(trees[name])):
                if index >= len(holder) or holder[index] is not part:
                    continue
                inside = [inner for _, _, inner in positions(part) if inner.kind == part.kind]
                simple = {"body": [""], "statement": ["", "x"], "output": [""]}.get(part.kind, ["1", "'a'", "[]", "true"])
                for other in simple + sorted(inside, key=lambda node: len(str(node))):
                    if len(str(other)) >= len(str(part)):
                        continue
                    holder[index] = other
                    if differs({name: str(tree) for name, tree in trees.items()}):
                        changed = True
                        break
                    holder[index] = part
    return {name: str(tree) for name, tree in trees.items()}


def main():
    # Python warns of what some templates do.
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("waymark", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    options = parser.parse_args()
    if jinja2.__version__ != "3.1.6":
        print(f"note: this is Jinja2 {jinja2.__version__}, not 3.1.6", file=sys.stderr)
    listed = (pathlib.Path(__file__).parents[2] / "docs/explanation/jinja2.md").read_text()
    for case in {*OUR_ERRORS.values(), *THEIR_OUTPUT.values(), OUTER_NAME}:
        assert f"`{case}`" in listed, f"docs/explanation/jinja2.md does not list {case}"
    with tempfile.TemporaryDirectory() as name:
        comparison = Comparison(options.waymark.resolve(), pathlib.Path(name))

        def generate(number):
            rng = random.Random(f"{options.seed}/{number}")
            return Grammar(rng).templates(), rng.random() < 0.8

        def check(number):
            trees, autoescape = generate(number)
            texts = {name: str(tree) for name, tree in trees.items()}
            theirs = comparison.jinja(texts, autoescape)
            return number, isinstance(theirs, Exception), comparison.difference(texts, autoescape, number % 64)

        refused, found, explained = 0, [], collections.Counter()
        # One slot for each thread at least, so that no two write into one folder.
        for start in range(0, options.count, 64):
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                for number, isError, difference in pool.map(check, range(start, min(start + 64, options.count))):
                    refused += isError
                    if difference and difference[2]:
                        explained[difference[2]] += 1
                    elif difference:
                        found.append(number)
        for number in found[: options.show]:
            trees, autoescape = generate(number)
            small = shrink(trees, lambda texts: comparison.is_unexplained(texts, autoescape, "shrink"))
            theirs, ours, _ = comparison.difference(small, autoescape, "shrink")
            print(f"--- seed {options.seed}, template {number}, autoescape {autoescape}")
            for name, text in small.items():
                print(f"{name}: {text!r}")
            print(f"Jinja2:  {theirs!r}\nWaymark: {ours!r}")
    for case, count in explained.most_common():
        print(f"{count:6} explained by {case}")
    print(f"{options.count} templates, {refused} refused by Jinja2, {len(found)} unexplained differences")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
