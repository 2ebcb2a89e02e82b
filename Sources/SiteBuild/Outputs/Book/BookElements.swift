/// Which elements and attributes of HTML a book has, and what stands for the others.
enum BookElements {
  /// Elements that are left out with their content.
  static let leftOut: Set<String> = [
    "button", "canvas", "datalist", "dialog", "form", "head", "link", "map", "meta", "noscript",
    "output",
    "rp", "script", "select", "source", "style", "template", "textarea", "title", "track",
  ]

  /// Classes of the theme whose elements only have a use on a screen.
  static let leftOutClasses: Set<String> = [
    "anchor", "scripted", "vh", "private", "tally",
  ]

  private static let kept: Set<String> = [
    "a", "abbr", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption", "cite",
    "code", "col",
    "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2",
    "h3", "h4", "h5",
    "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rt", "ruby", "s",
    "samp",
    "section", "small", "span", "strong", "sub", "sup", "svg", "table", "tbody", "td", "tfoot",
    "th", "thead",
    "time", "tr", "u", "ul", "var", "wbr",
  ]

  private static let replaced: [String: String] = [
    "address": "div", "center": "div", "details": "div", "fieldset": "div", "footer": "div",
    "header": "div",
    "label": "span", "main": "div", "nav": "div", "strike": "s", "summary": "div", "tt": "code",
  ]

  private static let phrasing: Set<String> = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label",
    "mark", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var",
  ]

  private static let paragraphEnds: Set<String> = [
    "address", "article", "aside", "blockquote", "center", "details", "div", "dl", "fieldset",
    "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol",
    "p", "pre",
    "section", "table", "ul",
  ]

  /// For a start tag: the open elements that it ends, and those at which the search for them stops.
  static let implied: [String: (closes: Set<String>, stops: Set<String>)] = [
    "li": (["li"], ["ul", "ol"]), "dt": (["dt", "dd"], ["dl"]), "dd": (["dt", "dd"], ["dl"]),
    "tr": (["tr"], ["table"]), "td": (["td", "th"], ["tr", "table"]),
    "th": (["td", "th"], ["tr", "table"]), "tbody": (["thead", "tbody", "tfoot"], ["table"]),
    "tfoot": (["thead", "tbody"], ["table"]),
  ]

  static func isPhrasing(_ name: String) -> Bool { phrasing.contains(name) }

  static func closesParagraph(_ name: String) -> Bool { paragraphEnds.contains(name) }

  /// The name under which an element is written; `nil` if only its content is.
  static func name(of name: String, isDrawing: Bool) -> String? {
    if isDrawing { return isName(name) ? drawingNames[name] ?? name : nil }
    return kept.contains(name) ? name : replaced[name]
  }

  /// What stands for an element that is no text.
  static func replacement(
    for name: String, _ attributes: [(name: String, value: String)]
  ) -> [BookMarkup.Piece]? {
    func value(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
    switch name {
    case "input":
      guard value("type")?.lowercased() == "checkbox" else { return [] }
      let box = BookMarkup.Element(name: "span", attributes: [("class", "box")])
      return [.start(box), .text(value("checked") == nil ? "\u{2610}" : "\u{2611}"), .end("span")]
    case "iframe", "video", "audio", "object", "embed":
      return link(to: value("src") ?? value("data"), text: value("title"))
    case "img":
      guard let source = value("src"), isOutside(source) else { return nil }
      return link(to: source, text: value("alt"))
    default: return nil
    }
  }

  /// A link in place of what would have to be loaded from elsewhere.
  private static func link(to address: String?, text: String?) -> [BookMarkup.Piece] {
    guard let address, !address.isEmpty, !address.hasPrefix("data:") else {
      return text.map { [.text($0)] } ?? []
    }
    let words = text.flatMap { $0.isEmpty ? nil : $0 } ?? address
    return [
      .start(.init(name: "a", attributes: [("href", address)])), .text(words), .end("a"),
    ]
  }

  private static func isOutside(_ address: String) -> Bool {
    address.hasPrefix("//") || address.contains("://")
  }

  // MARK: Attributes

  private static let keptAttributes: Set<String> = [
    "class", "id", "title", "lang", "dir", "aria-hidden",
  ]

  private static let ownAttributes: [String: Set<String>] = [
    "a": ["href"], "img": ["src", "alt", "width", "height"], "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan", "scope"], "ol": ["start", "reversed"], "li": ["value"],
    "time": ["datetime"],
    "blockquote": ["cite"], "q": ["cite"], "del": ["cite", "datetime"],
    "ins": ["cite", "datetime"],
  ]

  private static let numbers: Set<String> = [
    "width", "height", "colspan", "rowspan", "start", "value",
  ]

  /// The attributes that are written.
  static func attributes(
    _ attributes: [(name: String, value: String)], of name: String, isDrawing: Bool
  ) -> [(name: String, value: String)] {
    if isDrawing {
      return attributes.filter {
        isName($0.name) && !$0.name.hasPrefix("on") && !$0.name.hasPrefix("data-")
          && $0.name != "xmlns"
          && $0.name != "style"
      }.map { (drawingNames[$0.name] ?? $0.name, $0.value) }
    }
    let own = ownAttributes[name] ?? []
    var written = attributes.filter { attribute in
      guard own.contains(attribute.name) || keptAttributes.contains(attribute.name) else {
        return false
      }
      return !numbers.contains(attribute.name) || Int(attribute.value) != nil
    }.map { ($0.name, $0.name == "reversed" ? "reversed" : $0.value) }
    if name == "img", !written.contains(where: { $0.0 == "alt" }) { written.append(("alt", "")) }
    if let replaced = ["details", "summary"].first(where: { $0 == name }) {
      let classes = written.first { $0.0 == "class" }.map { $0.1 + " " } ?? ""
      written.removeAll { $0.0 == "class" }
      written.append(("class", classes + replaced))
    }
    return written
  }

  /// Whether a name of an element or attribute is one in XML, without a prefix.
  private static func isName(_ name: String) -> Bool {
    name.utf8.first?.isASCIILetter == true
      && name.utf8.allSatisfy { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") }
  }

  /// The names of SVG that are not in lower case, by the name in HTML.
  /// (https://html.spec.whatwg.org/multipage/parsing.html#adjust-svg-attributes)
  private static let drawingNames: [String: String] = Dictionary(
    uniqueKeysWithValues: [
      "viewBox", "preserveAspectRatio", "linearGradient", "radialGradient", "gradientUnits",
      "gradientTransform",
      "spreadMethod", "clipPath", "clipPathUnits", "maskUnits", "patternUnits", "patternTransform",
      "patternContentUnits", "markerWidth", "markerHeight", "markerUnits", "refX", "refY",
      "pathLength",
      "textLength", "lengthAdjust", "textPath", "startOffset", "foreignObject", "stdDeviation",
    ].map { ($0.lowercased(), $0) })
}
