import Foundation
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

    /// A mapping as a record that tells of every read.
    func record(_ value: Value, _ root: String) -> Value {
      guard case .record(let record) = value else { return value }
      let observer: @Sendable (String?) -> Void = { field in
        self.state.withLock { _ = $0.insert([root] + (field.map { [$0] } ?? [])) }
      }
      return .record(Record(record.shape, record.values, observer: observer))
    }
  }

  @Test("a render reads nothing that was not foreseen", arguments: TemplateCase.all)
  func isSound(_ file: CaseFile) throws {
    let testCase = TemplateCase(file)
    guard let context = try? testCase.context else { return }
    try check(context, file.url.path) { try testCase.environment(replacing: $0) }
  }

  /// `make fuzz` goes on for minutes.
  @Test("nor does any of many random templates", arguments: 0..<8)
  func isSoundForAll(_ part: Int) {
    let variable = ProcessInfo.processInfo.environment["WAYMARK_FUZZ_SECONDS"]
    let duration = Duration.seconds(variable.flatMap { Int($0) } ?? 0) / 8
    let start = ContinuousClock.now
    var (number, rendered) = (0, 0)
    while number < 60 || ContinuousClock.now - start < duration {
      defer { number += 1 }
      var grammar = TemplateGrammar(part << 32 + number)
      let templates = grammar.templates()
      let context = TemplateGrammar.roots.map { ($0, Self.root($0)) }
      let texts = templates.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      let hasRendered = check(context, texts.joined(separator: "\n")) { replaced in
        Environment(
          templates: templates.merging(replaced) { $1 }.map {
            TemplateSource(name: $0.key, source: .init(name: $0.key, text: $0.value))
          },
          roots: Dictionary(uniqueKeysWithValues: context.map { ($0.0, .unknown) }))
      }
      if hasRendered { rendered += 1 }
    }
    #expect(rendered * 2 > number, "most of them render, so that much is read")
  }

  /// A root that has every field of the grammar.
  private static func root(_ name: String) -> Value {
    func card(_ key: String, _ value: Int) -> Value { ["k": .string(key), "v": .int(value)] }
    return [
      "title": .string("The \(name)"), "url": .string("/\(name)/?a&b"), "number": 7, "count": 2,
      "tags": ["a", "b"], "cards": .list([card("a", 3), card("c<\(name)", 1), card("a", 2)]),
      "nested": ["title": "inner", "url": "u", "number": 1, "count": 5],
      "layout": .string(name == "page" ? "base" : "spare"), "key": "title", "filter": "upper",
    ]
  }

  /// Renders, and tries everything that must not matter; gives whether there was no error.
  ///
  /// What is read is noted; what cannot be read, and the text of what is outside of the closure, is
  /// replaced by something else, and the output must stay; so it must where a template that depends
  /// on `site` only is replaced by what it writes.
  @discardableResult
  private func check(
    _ context: [(String, Value)], _ description: String,
    _ makeEnvironment: ([String: String]) throws -> Environment
  ) rethrows -> Bool {
    let environment = try makeEnvironment([:])
    let reads = environment.reads(of: "main.html")
    let recorder = Recorder()
    let output = render(environment, context.map { ($0.0, recorder.record($0.1, $0.0)) })
    // A case of an error reads until there.
    for read in recorder.reads {
      #expect(
        reads.contains(root: read[0], field: read.count > 1 ? read[1] : nil),
        "read \(read), foreseen was \(reads), seed \(SeededGenerator.seed), in\n\(description)")
    }
    guard let output else { return false }
    let unread = context.map { name, value in (name, Self.spoiled(value, name, reads)) }
    #expect(render(environment, unread) == output, "something else was read in\n\(description)")
    let others = environment.templateNames.filter { !reads.templates.contains($0) }
    if !others.isEmpty {
      let spoiled = try makeEnvironment(Dictionary(uniqueKeysWithValues: others.map { ($0, "{%") }))
      #expect(render(spoiled, context) == output, "\(others) matter in\n\(description)")
    }
    for name in environment.templateNames where Self.isIncluded(name, description) {
      guard environment.reads(of: name).dependsOnly(on: ["site"]),
        let text = render(environment, context.filter { $0.0 == "site" }, name)
      else { continue }
      let written = try makeEnvironment([name: "{% raw %}\(text){% endraw %}"])
      #expect(render(written, context) == output, "\(name) depends on more in\n\(description)")
    }
    return true
  }

  /// Whether others only include the template, so that its text can be replaced by its output.
  private static func isIncluded(_ name: String, _ templates: String) -> Bool {
    ["bar.html", "part.html"].contains(name) && templates.contains(name)
  }

  private func render(
    _ environment: Environment, _ context: [(String, Value)], _ name: String = "main.html"
  ) -> String? {
    var bytes: [UInt8] = []
    guard (try? environment.render(name, roots: context, into: &bytes)) != nil else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A root without what cannot be read.
  private static func spoiled(_ value: Value, _ name: String, _ reads: TemplateReads) -> Value {
    if reads.wholeRoots.contains(name) { return value }
    guard case .record(let record) = value else {
      return reads.roots.contains(name) ? value : "other"
    }
    let pairs = record.pairs.map { field, value in
      (field, reads.contains(root: name, field: field) ? value : "other")
    }
    return .record(Record(pairs))
  }

  private func reads(_ templates: [String: String], of name: String = "main") -> TemplateReads {
    Environment(
      templates: templates.sorted { $0.key < $1.key }.map {
        TemplateSource(name: $0.key, source: .init(name: $0.key, text: $0.value))
      },
      roots: ["page": .unknown, "site": .unknown]
    ).reads(of: name)
  }

  @Test("a field of a root is read alone")
  func fields() {
    let reads = reads([
      "main": "{{ page.title }}{{ page['url'] }}{% for x in site.nav %}{% endfor %}"
    ])
    #expect(reads.fields == ["page": ["title", "url"], "site": ["nav"]])
    #expect(reads.wholeRoots.isEmpty)
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
    #expect(reads.fields == ["page": ["a", "b", "c"], "site": ["d"]])
    #expect(reads.templates == ["main", "base", "part", "macros"])
  }

  @Test("a computed name makes every template the closure")
  func computedNames() {
    let reads = reads(["main": "{% include page.layout %}", "other": "{{ site.e }}"])
    #expect(reads.fields == ["page": ["layout"], "site": ["e"]])
    #expect(reads.templates == ["main", "other"])
  }

  @Test(
    "what depends on `site` only is told from what may depend on more",
    arguments: [
      ("{% for x in site.nav %}{{ loop.index }}{{ x }}{% endfor %}", true),
      ("{% set a = site.x %}{{ a }}{{ range(3)|length }}{{ nowhere|default(1) }}", true),
      ("{% macro m() %}{{ site.x }}{% endmacro %}{{ m() }}", true),
      ("{% include 'site-only' %}", true), ("{% include 'more' %}", false),
      ("{{ page.x }}", false), ("{{ set_by_main }}", false), ("{{ item }}", false),
      ("{{ loop.index }}", false), ("{{ set_by_main }}{% set set_by_main = 1 %}", false),
      ("{% if site.x %}{% set set_by_main = 1 %}{% endif %}{{ set_by_main }}", false),
      ("{% set set_by_main = 1 %}{{ set_by_main }}", true), ("{% include site.x %}", false),
      ("{% set set_by_main = set_by_main %}", false), ("{{ dict(a=1) }}", false),
      (
        "{{ self.b() }}{% set set_by_main = 1 %}{% block b %}{{ set_by_main }}{% endblock %}", false
      ),
    ])
  func dependsOnSite(_ part: String, _ isOnly: Bool) {
    let templates = [
      "main": "{% set set_by_main = 2 %}{% set dict = 3 %}{% for item in page.x %}"
        + "{% include 'part' %}{{ loop.index }}{% endfor %}",
      "part": part, "site-only": "{{ site.y }}", "more": "{{ site.y }}{{ page.y }}",
    ]
    #expect(reads(templates, of: "part").dependsOnly(on: ["site"]) == isOnly)
  }

  @Test("a root that some template overwrites is not the site's any more")
  func overwrittenRoot() {
    let templates = ["main": "{% set site = page %}{% include 'part' %}", "part": "{{ site.x }}"]
    #expect(!reads(templates, of: "part").dependsOnly(on: ["site"]))
  }
}
