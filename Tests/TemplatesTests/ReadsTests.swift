import Synchronization
import TestSupport
import Testing

@testable import Templates

/// What a render reads is within what the compiler said it can read.
@Suite("Reads of templates")
struct ReadsTests {
  /// Notes what is read of each root.
  private final class Recorder: Sendable {
    private let state = Mutex<Set<[String]>>([])

    var reads: Set<[String]> { state.withLock { $0 } }

    func observe(_ root: String) -> @Sendable (String?) -> Void {
      { field in _ = self.state.withLock { $0.insert([root] + (field.map { [$0] } ?? [])) } }
    }
  }

  @Test("a render reads nothing that was not foreseen", arguments: TemplateCase.all)
  func isSound(_ file: CaseFile) throws {
    let testCase = TemplateCase(file)
    let environment = try testCase.environment
    let reads = environment.reads(of: "main.html")
    let recorder = Recorder()
    guard let context = try? testCase.context else { return }
    let roots = context.map { name, value -> (String, Value) in
      guard case .map(let map) = value else { return (name, value) }
      let record = Record(Shape(map.keys), map.values, observer: recorder.observe(name))
      return (name, .record(record))
    }
    var bytes: [UInt8] = []
    // A case of an error reads until there.
    try? environment.render("main.html", roots: roots, into: &bytes)
    for read in recorder.reads {
      let field = read.count > 1 ? read[1] : nil
      #expect(
        reads.contains(root: read[0], field: field),
        "\(file.url.path) read \(read), foreseen was \(reads)")
    }
  }

  private func reads(_ templates: [String: String]) -> TemplateReads {
    Environment(
      templates: templates.sorted { $0.key < $1.key }.map {
        TemplateSource(name: $0.key, source: .init(name: $0.key, text: $0.value))
      },
      roots: ["page": .unknown, "site": .unknown]
    ).reads(of: "main")
  }

  @Test("a field of a root is read alone")
  func fields() {
    let reads = reads([
      "main": "{{ page.title }}{{ page['url'] }}{% for x in site.nav %}{% endfor %}"
    ])
    #expect(reads == TemplateReads(fields: ["page": ["title", "url"], "site": ["nav"]]))
  }

  @Test(
    "any other use of a root reads all of it",
    arguments: [
      "{% set p = page %}", "{% with p = page %}{% endwith %}", "{{ page }}", "{{ page[k] }}",
      "{{ page|length }}", "{% if 'a' in page %}{% endif %}", "{% for k in page %}{% endfor %}",
      "{{ page.items() }}", "{{ page.get('title') }}",
      "{% macro m(x) %}{% endmacro %}{{ m(page) }}",
      "{% macro m(x=page) %}{% endmacro %}", "{{ [page] }}", "{{ page or 1 }}",
      "{{ {'a': page} }}", "{% set x %}{{ page }}{% endset %}", "{{ 1 if page }}",
      "{% for x in [1] if page %}{% endfor %}", "{% call m(page) %}{% endcall %}",
      "{% filter replace('a', page) %}{% endfilter %}", "{{ dict(**page) }}",
    ])
  func wholeRoots(_ template: String) {
    #expect(reads(["main": template]).wholeRoots == ["page"])
  }

  @Test("bodies of blocks, macros and callers count where they stand")
  func bodies() {
    let reads = reads([
      "main": "{% extends 'base' %}{% block a %}{{ super() }}{{ page.a }}{% endblock %}",
      "base": "{% block a %}{{ page.b }}{% endblock %}{% include 'part' %}",
      "part": "{% import 'macros' as m %}{% call m.box() %}{{ page.c }}{% endcall %}",
      "macros": "{% macro box() %}{{ caller() }}{{ site.d }}{% endmacro %}",
      "other": "{{ site.e }}",
    ])
    #expect(reads == TemplateReads(fields: ["page": ["a", "b", "c"], "site": ["d"]]))
  }

  @Test("a computed name makes every template the closure")
  func computedNames() {
    let reads = reads(["main": "{% include page.layout %}", "other": "{{ site.e }}"])
    #expect(reads == TemplateReads(fields: ["page": ["layout"], "site": ["e"]]))
  }
}
