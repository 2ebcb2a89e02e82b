import Diagnostics
import Markdown
import SiteModel
import Templates
import Text

/// Checks the structured data of a rendered page: JSON-LD in `<script type="application/ld+json">`.
///
/// It must be JSON, each object must have the properties that its type requires, and the page must show every text.
/// Addresses are collected, because only the whole site tells whether they lead to something.
struct StructuredDataCheck {
  /// The properties that a type of schema.org is of no use without.
  private static let required: [String: [String]] = [
    "Answer": ["text"], "Article": ["headline"], "BreadcrumbList": ["itemListElement"],
    "CollectionPage": ["name", "url"], "DefinedTerm": ["name"],
    "DefinedTermSet": ["name", "hasDefinedTerm"], "FAQPage": ["mainEntity"],
    "HowTo": ["name", "step"], "HowToStep": ["name"], "ItemList": ["itemListElement"],
    "ListItem": ["position"], "Organization": ["name"], "Person": ["name"],
    "Question": ["name", "acceptedAnswer"], "WebPage": ["name", "url"], "WebSite": ["name", "url"],
  ]
  /// What a text is by the name of its property.
  private enum TextKind { case address, shown, html }
  private static let textKinds: [String: TextKind] = [
    "@id": .address, "contentUrl": .address, "image": .address, "item": .address, "logo": .address,
    "mainEntityOfPage": .address, "url": .address, "description": .shown, "headline": .shown,
    "name": .shown, "text": .html,
  ]
  private static let marker = Array("application/ld+json".utf8)
  private static let end = Array("</script".utf8)
  /// The largest number of diagnostics for one page.
  private static let limit = 10

  private let origin: String
  private var texts: ShownTexts
  private(set) var diagnostics: [Diagnostic] = []
  /// The addresses in the data, each once, in its order.
  private(set) var addresses: [String] = []
  /// The same addresses as a set, because the page of a folder can name thousands.
  private var known: Set<String> = []

  /// Checks a page; O(n), and a single search for a page without structured data.
  ///
  /// `origin` names the source of the page in messages.
  init(_ html: [UInt8], of path: OutputPath, origin: String) {
    self.origin = origin
    var scripts: [Range<Int>] = []
    var place = 0
    while let mark = html.span.offset(of: Self.marker.span, from: place),
      let start = html.span.offset(of: UInt8(ascii: ">"), from: mark)
    {
      let end = html.span.offset(of: Self.end.span, from: start) ?? html.count
      scripts.append(start + 1..<end)
      place = end
    }
    texts = ShownTexts(scripts.isEmpty ? [] : html, without: scripts)
    for script in scripts { check(Array(html[script]), path) }
  }

  private mutating func check(_ json: [UInt8], _ path: OutputPath) {
    do {
      let value = try JSONReader.read(
        SourceText(name: "structured data of /\(path.text)", bytes: json))
      if case .record(let root) = value, Self.value("@context", in: root)?.text == nil {
        report("has no `@context`")
      }
      visit(value, named: "@graph")
    } catch {
      let problem = error.diagnostic
      let note = problem.location.map { Diagnostic.Note("\(problem.message), here", at: $0) }
      diagnostics.append(
        Diagnostic(
          .structuredData, "the structured data of this page is no JSON",
          at: OutputFile.location(ofOrigin: origin), notes: note.map { [$0] } ?? [], help: Self.help
        ))
    }
  }

  private static let help =
    "correct `partials/structured-data.html`, or the front matter that it reads"

  private mutating func report(_ message: String) {
    guard diagnostics.count < Self.limit else { return }
    diagnostics.append(
      Diagnostic(
        .structuredData, "the structured data of this page " + message,
        at: OutputFile.location(ofOrigin: origin), help: Self.help))
  }

  private static func value(_ name: String, in record: Record) -> Value? {
    zip(record.shape.fields, record.values).first { $0.0 == name }?.1
  }

  // MARK: Values

  private mutating func visit(_ value: Value, named name: String) {
    switch value {
    case .list(let items): for item in items { visit(item, named: name) }
    case .record(let record): visit(record)
    case .string(let text):
      let kind = Self.textKinds[name]
      let isShown =
        switch kind {
        case .shown: texts.contains(text)
        case .html: texts.contains(html: text)
        case .address, nil: true
        }
      if kind == .address, known.insert(text).inserted { addresses.append(text) }
      if !isShown {
        report("says “\(text.prefix(80))” in `\(name)`, which the page does not show")
      }
    default: break
    }
  }

  private mutating func visit(_ record: Record) {
    let names = record.shape.fields
    let type = Self.value("@type", in: record)?.text
    if let type {
      for name in Self.required[type] ?? [] where !names.contains(name) {
        report("has no `\(name)` in `\(type)`")
      }
    } else if !names.contains("@graph"), names != ["@id"] {
      report("has an object without `@type`")
    }
    for (name, value) in zip(names, record.values) { visit(value, named: name) }
  }
}
