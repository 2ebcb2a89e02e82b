import TestSupport

/// Random templates over every statement and kind of expression, most of which render.
///
/// `page`, `site` and `figure` have the same fields, so that each of them can stand wherever one
/// can. `main.html` may extend, include and import the others, by name or computed; `spare.html` is
/// reached by computed names only.
struct TemplateGrammar {
  static let roots = ["page", "site", "figure"]
  static let fields = [
    "title", "url", "number", "count", "tags", "cards", "nested", "layout", "key", "filter",
  ]

  private var generator: SeededGenerator
  /// Variables that are in view, by kind of value.
  private var variables: [(name: String, kind: String)] = []
  private var macros: [String] = []
  private var loops = 0
  private var blocks: [String] = []
  /// The roots that may be read.
  private var roots = Self.roots
  private var isPart = false

  init(_ number: Int) { generator = SeededGenerator(offset: number) }

  private mutating func pick<T>(_ choices: [T]) -> T {
    choices[Int.random(in: choices.indices, using: &generator)]
  }

  private mutating func chance(_ share: Double) -> Bool {
    Double.random(in: 0..<1, using: &generator) < share
  }

  // MARK: Templates

  mutating func templates() -> [String: String] {
    var result = [
      "spare.html": template("spare", depth: 1),
      "macros.html":
        "{% macro box(a, b=\(value("text", 1))) %}[{{ a }}{{ b }}{{ caller() if caller is defined }}"
        + "{{ varargs|length }}\(block(1))]{% endmacro %}{% set word = \(value("text", 2)) %}",
    ]
    // A part that reads `site` alone, and one that reads what it likes.
    (roots, isPart) = (["site"], true)
    result["bar.html"] = template("bar", depth: 2)
    roots = Self.roots
    result["part.html"] = template("part", depth: 2)
    isPart = false
    let choice = pick([0, 1, 2])
    if choice == 0 {
      result["main.html"] = template("main", depth: 3)
      return result
    }
    blocks = ["one", "two"]
    result["base.html"] =
      "{% block one %}\(block(1))\(filler()){% endblock %}{% for i in \(value("list", 1)) %}"
      + "{% block two scoped %}{{ i.k }}\(block(1)){% endblock %}{% endfor %}{{ self.one() }}"
    result["middle.html"] =
      "{% extends 'base.html' %}{% block one %}{{ super() }}\(block(1)){% endblock %}"
    let parent =
      choice == 1
      ? pick(["'base.html'", "'middle.html'"])
      : pick(["page.layout ~ '.html'", "'middle.html' if \(value("bool", 1)) else 'base.html'"])
    result["main.html"] =
      "{% extends \(parent) %}\(imports()){% set set_above = \(value("text", 2)) %}"
      + "{% block \(pick(blocks)) %}{{ super() }}{{ set_above }}\(block(2)){% endblock %}"
    return result
  }

  private mutating func filler() -> String { pick(["", "{{ super.super() if false }}"]) }

  /// A body that sees no variables around it.
  private mutating func block(_ depth: Int) -> String {
    let outer = (variables, loops)
    (variables, loops) = ([], 0)
    defer { (variables, loops) = outer }
    return scope(depth)
  }

  private mutating func template(_ name: String, depth: Int) -> String {
    defer { (variables, macros, loops) = ([], [], 0) }
    return "<\(name)>" + imports() + body(depth) + body(depth) + "</\(name)>"
  }

  private mutating func imports() -> String {
    // A part has no macros, for those read other roots.
    if isPart { return "" }
    let context = chance(0.1) ? pick(["", " without context"]) : " with context"
    macros = ["box"]
    switch pick([0, 1, 2]) {
    case 0: return "{% from 'macros.html' import box, word as w\(context) %}{{ w }}"
    case 1:
      macros = ["m.box"]
      return "{% import 'macros.html' as m\(context) %}{{ m.word }}"
    default:
      return "{% macro box(a, b=\(value("text", 1))) %}{{ a }}{{ b }}{{ kwargs|length }}{{ varargs"
        + "|length }}{{ caller() if caller is defined }}\(block(1)){% endmacro %}"
    }
  }

  // MARK: Statements

  private mutating func body(_ depth: Int) -> String {
    (0...Int.random(in: 0...2, using: &generator)).map { _ in statement(depth) }.joined()
  }

  /// A body in which more variables are known.
  private mutating func scope(_ depth: Int, _ names: [(String, String)] = []) -> String {
    let outer = variables
    variables += names.map { (name: $0.0, kind: $0.1) }
    defer { variables = outer }
    return body(depth)
  }

  private mutating func statement(_ depth: Int) -> String {
    guard depth > 0 else { return "{{ \(anything(2)) }}" }
    let inner = depth - 1
    switch Int.random(in: 0..<19, using: &generator) {
    case 0, 1, 2: return "text {{ \(anything(3)) }}\n"
    case 3:
      return "{% if \(value("bool", 2)) %}\(scope(inner)){% elif \(value("bool", 1)) %}"
        + "\(scope(inner)){% else %}\(scope(inner)){% endif %}"
    case 4: return loop(inner)
    case 5:
      return "{% for n in [\(value("map", 1))] recursive %}{{ n\(pick([".title", ""])) }}"
        + "{% if loop.depth < 3 %}{{ loop([\(value("map", 1))]) }}{% endif %}{% endfor %}"
    case 6:
      let kind = pick(["text", "number", "list", "map"])
      let name = "set_" + kind
      defer { variables.append((name, kind)) }
      return "{% set \(name) = \(value(kind, 2)) %}"
    case 7:
      defer { variables.append(("set_block", "text")) }
      return "{% set set_block\(pick(["", "|upper", "|default(\(value("text", 1)))"])) %}"
        + "\(scope(inner)){% endset %}"
    case 8:
      return "{% with a = \(value("text", 2)), q = \(value("map", 2)) %}"
        + "\(scope(inner, [("a", "text"), ("q", "map")])){% endwith %}"
    case 9:
      return "{% filter replace('e', \(value("text", 1)))|trim %}\(scope(inner)){% endfilter %}"
    case 10: return call(inner)
    case 11: return isPart ? "" : include(inner)
    case 12: return "{% autoescape \(pick(["true", "false"])) %}\(scope(inner)){% endautoescape %}"
    case 13:
      return "{% set ns = namespace(x=\(value("text", 1)), y=0) %}{% for i in [1] %}"
        + "{% set ns.x = \(value("text", 2)) %}{% endfor %}{{ ns.x }}"
    case 14: return "{% print \(anything(2)), \(anything(1)) %}"
    case 15: return "{% do \(value("list", 2)) %}{# {{ page.url }} #}"
    case 16:
      return "{% set a1, (a2, a3) = \(value("text", 1)), (1, \(value("map", 1))) %}{{ a1 }}{{ a3 }}"
    case 17:
      return pick([
        "{% raw %}{{ page.url }}{% endraw %}", "{{- 'a' -}} ", "{{ set_text is defined }}",
      ])
    default: return scoped(inner)
    }
  }

  private mutating func scoped(_ depth: Int) -> String {
    // Blocks of a template that extends none, each with a name of its own.
    guard blocks.isEmpty else { return "{{ \(anything(2)) }}" }
    let name = "b\(Int.random(in: 0..<1 << 40, using: &generator))"
    let again = chance(0.3) ? "{{ self.\(name)() }}" : ""
    return "{% block \(name) %}\(block(depth)){% endblock %}\(again)"
  }

  private mutating func loop(_ depth: Int) -> String {
    let condition = chance(0.3) ? " if \(value("bool", 1))" : ""
    loops += 1
    defer { loops -= 1 }
    let rest = "{% else %}\(scope(depth)){% endfor %}"
    switch pick([0, 1, 2]) {
    case 0:
      return "{% for c in \(value("list", 2))\(condition) %}{{ loop.index }}"
        + "{{ loop.changed(c.k) }}{{ loop.cycle(\(value("text", 1)), 'b') }}"
        + scope(depth, [("c", "map card")]) + rest
    case 1:
      return
        "{% for k, v in \(value("map", 1))|\(pick(["items", "dictsort"]))\(condition) %}{{ k }}"
        + "{{ v }}" + scope(depth, [("k", "text")]) + rest
    default:
      return "{% for page in [\(value("map", 1))] %}{{ page.title }}\(scope(depth))" + rest
    }
  }

  private mutating func call(_ depth: Int) -> String {
    guard let macro = macros.first else { return "{{ \(anything(2)) }}" }
    let arguments = pick([
      "\(value("text", 1))", "\(value("map", 1)), b=\(value("text", 1))",
      "*[\(value("text", 1)), \(value("list", 1))]", "**{'a': \(value("map", 2))}",
    ])
    if chance(0.5) { return "{{ \(macro)(\(arguments)) }}" }
    return "{% call \(macro)(\(arguments)) %}\(scope(depth)){% endcall %}"
  }

  private mutating func include(_ depth: Int) -> String {
    let name = pick([
      "'part.html'", "'part.html'", "'bar.html'", "'bar.html'", "['none.html', 'bar.html']",
      "'none.html' ignore missing", "\(root()).layout ~ '.html'", "[\(root()).key, 'part.html']",
    ])
    let context = chance(0.05) ? " without context" : pick(["", " with context"])
    let include = "{% include \(name)\(context) %}"
    return pick([include, "{% for \(root()) in [\(value("map", 1))] %}\(include){% endfor %}"])
  }

  // MARK: Expressions

  private mutating func root() -> String { pick(roots) }

  private mutating func anything(_ depth: Int) -> String {
    value(pick(["text", "text", "number", "list", "map", "bool"]), depth)
  }

  /// An expression that gives a value of that kind: text, number, list, map or bool.
  private mutating func value(_ kind: String, _ depth: Int) -> String {
    let known = variables.filter { $0.kind == kind }.map(\.name)
    if !known.isEmpty, chance(0.3) { return pick(known) }
    if depth > 0, chance(0.2) {
      return "(\(value(kind, depth - 1)) if \(value("bool", depth - 1)) else \(value(kind, 0)))"
    }
    if depth > 0, chance(0.15) { return "(\(value(kind, depth - 1))|default(\(value(kind, 0))))" }
    return "(" + plain(kind, depth - 1) + ")"
  }

  private mutating func plain(_ kind: String, _ depth: Int) -> String {
    let isLeaf = depth < 0
    switch kind {
    case "text":
      let field = pick(["title", "url"])
      if isLeaf {
        return pick(["\(root()).\(field)", "\(root())['\(field)']", "'literal'"])
      }
      return pick([
        "\(value("text", depth)) ~ \(value("text", depth))", "\(value("map", depth)).title",
        "\(root()).get('\(field)')", "\(root())[\(root()).key]", "\(value("map", depth))['url']",
        "\(value("text", depth))|upper",
        "\(value("text", depth)).replace('e', \(value("text", 0)))",
        "'%s'|format(\(value("text", depth)))", "\(value("list", depth))|join(attribute='k')",
        "[\(value("map", depth))]|map(attribute='\(field)')|join(',')",
        "\(value("map", depth))|tojson",
        "\(value("text", depth))[\(value("number", 0)):]", "\(root())|attr('\(field)')",
        "\(value("text", depth)) or \(value("text", depth))", "\(root()).nested.title",
        "[\(value("text", depth))]|map(\(root()).filter)|join", "\(value("map", depth))|string",
        "\(value("text", depth)) and \(value("text", depth))", "{'x': \(value("map", 0))}|xmlattr",
        "\(value("text", depth)) % ()",
      ])
    case "number":
      let field = pick(["number", "count"])
      if isLeaf { return pick(["\(root()).\(field)", "3"]) }
      return pick([
        "\(value("number", depth)) \(pick(["+", "-", "*"])) \(value("number", depth))",
        "-\(value("number", depth))", "\(value("list", depth))|length",
        "\(value("map", depth))|length",
        "[\(value("map", depth))]|sum(attribute='\(field)')", "\(value("number", depth))|abs",
        "\(value("list", depth))|map(attribute='v')|sum", "\(value("number", depth)) // 2",
      ])
    case "list":
      if isLeaf { return "\(root()).\(pick(["cards", "cards"]))" }
      return pick([
        "\(value("list", depth)) + \(value("list", depth))", "\(value("list", depth))[1:]",
        "\(value("list", depth))|sort(attribute='v')", "\(value("list", depth))|reverse|list",
        "\(value("list", depth))|selectattr('v', 'gt', \(value("number", 0)))|list",
        "\(value("list", depth))|rejectattr('k', 'in', \(root()).tags)|list", "\(root()).cards",
        "\(value("list", depth))|unique(attribute='k')|list",
        "\(value("list", depth))|where('k', \(value("text", 0)))|list",
        "(\(value("list", depth))|groupby('k'))[0].list",
      ])
    case "map":
      if isLeaf { return pick([root(), root(), "\(root()).nested"]) }
      return pick([
        root(), "\(root()).nested", "[\(value("map", depth)), 1][0]",
        "[\(value("map", depth))]|first",
        "dict(**\(root()))",
        "{'title': \(value("text", depth)), 'url': 'u', 'number': 1, 'count': 2}",
        "\(value("map", depth)) or \(value("map", depth))",
      ])
    default:
      if isLeaf { return pick(["true", "\(root()).number", "\(root()) is defined"]) }
      return pick([
        "\(value("number", depth)) < \(value("number", depth)) <= 9", "not \(value("bool", depth))",
        "\(value("text", depth)) \(pick(["==", "!=", "in", "not in"])) \(value("text", depth))",
        "'title' in \(value("map", depth))", "\(value("map", depth)) == \(value("map", depth))",
        "\(root()).\(pick(Self.fields)) is \(pick(["defined", "string", "mapping", "none"]))",
        "\(root()).missing is defined", "\(value("map", depth)) is mapping",
        "\(value("number", depth)) is divisibleby \(value("number", 0))", "\(root()) is not none",
        "\(value("number", depth)) is eq(\(value("number", depth)))",
        "\(value("bool", depth)) \(pick(["and", "or"])) \(value("bool", depth))",
      ])
    }
  }
}
