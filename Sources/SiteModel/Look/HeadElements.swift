import Diagnostics
import Markdown
import Text

/// The elements that a site adds to the head of every page, and the sources that its pages may load from.
package struct HeadElements: Sendable {
  /// An element: its name, and its attributes in their order.
  private struct Element: Sendable {
    let name: String
    let attributes: [(name: String, value: String?)]
  }

  private var elements: [Element] = []
  /// For each directive of a Content-Security-Policy, the sources that are added to it.
  private var sources: [String: [String]] = [:]

  /// No elements.
  init() {}

  /// The keys of `waymark.yml`.
  static let keys: [Field] = [
    Field(
      "head", .records(names.map { Field($0, .keyedTexts, elementSummaries[$0] ?? "") }),
      "elements that are added to the head of every page"),
    Field(
      "csp", .record(directives.map { Field($0.key, .texts, $0.summary) }),
      "sources that are added to the security policy of every page"),
  ]

  private static let names = ["script", "link", "meta"]
  private static let elementSummaries = [
    "script": "the attributes of a script, such as `src`; its source may run",
    "link": "the attributes of a link, such as `rel` and `href`",
    "meta": "the attributes of metadata, such as `name` and `content`",
  ]

  private static let directives: [(key: String, name: String, summary: String)] = [
    ("script", "script-src", "where scripts may come from, such as `https://stats.example`"),
    ("style", "style-src", "where style sheets may come from"),
    ("image", "img-src", "where pictures may come from"),
    ("connect", "connect-src", "where scripts may send requests to"),
    ("font", "font-src", "where fonts may come from"),
    ("media", "media-src", "where sound and video may come from"),
    ("frame", "frame-src", "which sites may be shown in frames"),
    ("form", "form-action", "where forms may be sent to"),
  ]

  /// Reads the elements and sources; invalid ones are reported and left out.
  init(_ record: FieldValues, _ source: SourceText, _ diagnostics: inout [Diagnostic]) {
    var reporter = Reporter(source: source)
    for element in record.records("head") {
      for name in element.names { add(name, of: element, &reporter) }
    }
    let csp = record.record("csp")
    for (key, name, _) in Self.directives {
      for text in csp?.texts(key) ?? [] {
        guard text.text.wholeMatch(of: /[^\s;,"<>&]+/) != nil else {
          reporter.report(
            "`\(text.text)` is not one source of a security policy", text.range,
            help: "write a scheme and a host, such as `https://stats.example`; list several sources"
          )
          continue
        }
        add(text.text, to: name)
      }
    }
    diagnostics += reporter.diagnostics
  }

  /// Collects the diagnostics of elements and sources.
  private struct Reporter {
    let source: SourceText
    var diagnostics: [Diagnostic] = []

    mutating func report(_ message: String, _ range: Range<Int>, help: String) {
      diagnostics.append(
        Diagnostic(.headElement, message, at: source.location(of: range), help: help))
    }
  }

  /// Adds one of the elements of an entry of `head`.
  private mutating func add(
    _ name: String, of element: FieldValues, _ reporter: inout Reporter
  ) {
    guard let written = element.record(name), let range = element.range(of: name) else { return }
    let attributes = written.names.compactMap { attribute in
      Self.attribute(attribute, of: written, &reporter)
    }
    guard name != "script" || attributes.contains(where: { $0.name == "src" }) else {
      reporter.report(
        "this script has no `src`", range,
        help: "put its text into `templates/assets/extra.js`, which every page loads")
      return
    }
    elements.append(Element(name: name, attributes: attributes))
    allow(name, attributes)
  }

  /// An attribute with its value; `nil` for one that is turned off or invalid.
  private static func attribute(
    _ name: String, of written: FieldValues, _ reporter: inout Reporter
  ) -> (name: String, value: String?)? {
    guard let value = written.locatedText(name) else { return nil }
    guard name.wholeMatch(of: /[A-Za-z][A-Za-z0-9:-]*/) != nil, !name.lowercased().hasPrefix("on")
    else {
      reporter.report(
        "`\(name)` is not an attribute that the head of a page may have",
        written.range(of: name) ?? value.range, help: "remove it; scripts in attributes are not run"
      )
      return nil
    }
    let isAddress = ["href", "src"].contains(name.lowercased())
    if isAddress, value.text.contains(":"), !LinkScheme.isLinkable(value.text) {
      reporter.report(
        "`\(value.text)` is not an address that a page may load", value.range,
        help: "write an address that begins with `https://` or with `/`")
      return nil
    }
    guard switches.contains(name) else { return (name, value.text) }
    return ["false", "no", "off"].contains(value.text) ? nil : (name, nil)
  }

  private static let switches: Set<String> = ["async", "defer", "nomodule"]

  /// Allows the source of a script or a style sheet that the head names.
  private mutating func allow(_ name: String, _ attributes: [(name: String, value: String?)]) {
    let values = Dictionary(attributes, uniquingKeysWith: { first, _ in first })
    if name == "script", let origin = Self.origin(of: values["src"] ?? nil) {
      add(origin, to: "script-src")
    }
    if name == "link", (values["rel"] ?? nil)?.contains("stylesheet") == true,
      let origin = Self.origin(of: values["href"] ?? nil)
    {
      add(origin, to: "style-src")
    }
  }

  /// The scheme and host of an address on another site.
  private static func origin(of address: String?) -> String? {
    guard let address, let scheme = ["https://", "http://"].first(where: address.hasPrefix) else {
      return nil
    }
    let host = address.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
    return host.wholeMatch(of: /[A-Za-z0-9.:\[\]-]+/) == nil ? nil : scheme + host
  }

  private mutating func add(_ source: String, to directive: String) {
    if sources[directive]?.contains(source) != true {
      sources[directive, default: []].append(source)
    }
  }

  /// The sources that are added to a directive, such as `script-src`, each after a space.
  package func addedSources(_ directive: String) -> String {
    (sources[directive] ?? []).map { " " + $0 }.joined()
  }

  /// The directives of the policy by their keys in `waymark.yml`.
  package static let policyDirectives = directives.map { (key: $0.key, name: $0.name) }

  /// The elements as HTML; a path from the root gets the path of the site.
  package func html(at site: SiteAddress) -> String {
    elements.map { element in
      var html = "<" + element.name
      for (name, value) in element.attributes {
        html += " " + name
        guard var value else { continue }
        if ["href", "src"].contains(name), value.hasPrefix("/"), !value.hasPrefix("//") {
          value = site.root + value.dropFirst()
        }
        html += "=\"" + HTMLEscaping.escaped(value) + "\""
      }
      return html + (element.name == "script" ? "></script>" : ">")
    }.joined(separator: "\n")
  }
}
