import Diagnostics
import Templates

/// A list of functions that templates can call.
package enum FunctionList: String, CaseIterable, Sendable {
  case filters, tests, globals

  /// The functions, by name.
  package var functions: [Function] {
    let all =
      switch self {
      case .filters: Function.filters + SiteFilters.standalone
      case .tests: Function.tests.filter { $0.name.first?.isLetter == true }
      case .globals: Function.globals
      }
    return all.sorted { $0.name < $1.name }
  }

  /// The title of the page.
  var title: String {
    switch self {
    case .filters: "Template filters"
    case .tests: "Template tests"
    case .globals: "Template functions"
    }
  }

  /// The description of the page.
  var summary: String {
    switch self {
    case .filters: "Every filter of templates, with an example and its result."
    case .tests: "Every test of templates, with an example and its result."
    case .globals: "Every function of templates, with an example and its result."
    }
  }

  /// The text above the list.
  var opening: String {
    switch self {
    case .filters:
      """
      A filter stands behind a value and a bar: `{{ value|name }}`. An argument that shows a default can be left out. `count`,
      `d` and `e` are short for `length`, `default` and `escape`. Filters of Jinja2 do what they do there. In the examples `people` is
      `\(ExampleEnvironment.people)`.
      """
    case .tests: "A test stands behind `is`: `{% if value is name %}`, or `is not`."
    case .globals:
      """
      A function is called by its name. Values also have the methods of Python's text, lists and mappings that change nothing,
      such as `text.split(",")` and `mapping.items()`.
      """
    }
  }
}

/// Renders the examples of functions.
package struct ExampleEnvironment {
  /// The value of `people` in examples, as JSON.
  static let people = #"[{"name": "Ann", "age": 3}, {"name": "Bo", "age": 5}]"#

  private let roots: [(String, Value)]

  /// Makes one.
  package init() {
    let source = SourceText(name: "people", bytes: Array(Self.people.utf8))
    roots = [("people", (try? JSONReader.read(source)) ?? .none)]
  }

  /// What an expression gives, as a template prints it that is no HTML.
  package func result(of expression: String) -> String {
    let source = SourceText(name: "example", bytes: Array("{{ \(expression) }}".utf8))
    let environment = Environment(
      templates: [TemplateSource(name: "example", source: source)], filters: SiteFilters.standalone,
      settings: Settings(autoescape: false))
    var output: [UInt8] = []
    do throws(TemplateError) {
      try environment.render("example", roots: roots, into: &output)
    } catch {
      return "error: \(error.diagnostic.message)"
    }
    return String(decoding: output, as: UTF8.self).replacing("\n", with: "⏎")
  }
}

/// An expression that shows what a function does.
package enum FunctionExample {
  /// The expression for a function of a list; `nil` if there is none.
  package static func of(_ name: String, in list: FunctionList) -> String? {
    switch list {
    case .filters: filters[name]
    case .tests: tests[name]
    case .globals: globals[name]
    }
  }

  private static let filters = [
    "abs": "-3|abs",
    "absolute_url": "'/faq/'|absolute_url",
    "asset": "'site.css'|asset",
    "attr": "{'name': 'Ann'}|attr('name')",
    "batch": "[1, 2, 3]|batch(2)",
    "capitalize": "'hello World'|capitalize",
    "center": "'ab'|center(6)|json",
    "fill": "{'one': '{count} page', 'other': '{count} pages'}|fill(count=2)",
    "date": "'2026-11-30'|date('%-d %b %Y')",
    "default": "missing|default('none')",
    "dictsort": "{'b': 1, 'a': 2}|dictsort",
    "escape": "'a < b'|escape",
    "first": "[1, 2, 3]|first",
    "float": "'2.5'|float",
    "forceescape": "'a < b'|forceescape",
    "format": "'%s costs %.2f'|format('Tea', 2)",
    "group_by": "people|group_by('age')|length",
    "groupby": "people|groupby('age')|map(attribute='grouper')|join(', ')",
    "indent": "'a\\nb'|indent(2)",
    "int": "'42'|int",
    "items": "{'a': 1}|items",
    "join": "['a', 'b']|join(', ')",
    "json": "{'a': [1, 2]}|json",
    "last": "[1, 2, 3]|last",
    "length": "[1, 2, 3]|length",
    "list": "'abc'|list",
    "lower": "'Hello'|lower",
    "map": "people|map(attribute='name')|join(', ')",
    "markdown": "'**Wash** your hands'|markdown",
    "max": "[1, 3, 2]|max",
    "min": "[1, 3, 2]|min",
    "reading_time": "'some words'|reading_time",
    "reject": "[1, 2, 3]|reject('odd')",
    "rejectattr": "people|rejectattr('age', 'gt', 4)|map(attribute='name')|join",
    "relative_url": "'/faq/'|relative_url",
    "replace": "'a-b'|replace('-', '+')",
    "reverse": "[1, 2, 3]|reverse",
    "round": "2.55|round(1)",
    "safe": "'<b>bold</b>'|safe",
    "select": "[1, 2, 3]|select('odd')",
    "selectattr": "people|selectattr('age', 'gt', 4)|map(attribute='name')|join",
    "slice": "[1, 2, 3]|slice(2)",
    "slugify": "'How long?'|slugify",
    "sort": "[3, 1, 2]|sort",
    "string": "42|string",
    "striptags": "'<b>bold</b> text'|striptags",
    "sum": "[1, 2, 3]|sum",
    "title": "'leek soup'|title",
    "tojson": "{'a': 1}|tojson",
    "trim": "'  a  '|trim|json",
    "truncate": "'a long sentence'|truncate(8, leeway=0)",
    "truncate_words": "'one two three'|truncate_words(2)",
    "unique": "[1, 2, 1]|unique",
    "upper": "'Hello'|upper",
    "url_encode": "'a b&c'|url_encode",
    "urlencode": "{'q': 'a b'}|urlencode",
    "where": "people|where('name', 'Bo')|map(attribute='age')|join",
    "wordcount": "'one two three'|wordcount",
    "xml_escape": "'a < b'|xml_escape",
    "xmlattr": "{'class': 'note'}|xmlattr",
  ]

  private static let tests = [
    "boolean": "true is boolean",
    "callable": "range is callable",
    "defined": "missing is defined",
    "divisibleby": "9 is divisibleby 3",
    "eq": "1 is eq 1",
    "equalto": "1 is equalto 1",
    "escaped": "'a'|escape is escaped",
    "even": "2 is even",
    "false": "false is false",
    "filter": "'upper' is filter",
    "float": "1.5 is float",
    "ge": "2 is ge 2",
    "greaterthan": "2 is greaterthan 1",
    "gt": "2 is gt 1",
    "in": "2 is in [1, 2]",
    "integer": "2 is integer",
    "iterable": "[1] is iterable",
    "le": "2 is le 2",
    "lessthan": "1 is lessthan 2",
    "lower": "'abc' is lower",
    "lt": "1 is lt 2",
    "mapping": "{'a': 1} is mapping",
    "ne": "1 is ne 2",
    "none": "none is none",
    "number": "1.5 is number",
    "odd": "2 is odd",
    "sameas": "1 is sameas true",
    "sequence": "[1] is sequence",
    "string": "'a' is string",
    "test": "'odd' is test",
    "true": "true is true",
    "undefined": "missing is undefined",
    "upper": "'ABC' is upper",
  ]

  private static let globals = [
    "dict": "dict(a=1, b=2)",
    "namespace": "namespace(count=1).count",
    "range": "range(1, 4)",
  ]
}
