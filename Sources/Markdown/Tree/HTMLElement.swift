/// The HTML elements and attributes that a site allows in Markdown, and their properties.
///
/// The lists are those of GitHub's sanitizer (https://github.com/gjtorikian/html-pipeline), without attributes that
/// refer to other elements by id. `class` and `style` are not among them.
package enum HTMLElement {
  private static let allowed: Set<String> = [
    "h1", "h2", "h3", "h4", "h5", "h6", "br", "b", "i", "strong", "em", "a", "pre", "code", "img",
    "input", "tt", "div", "ins", "del", "sup", "sub", "p", "picture", "ol", "ul", "table", "thead",
    "tbody", "tfoot", "blockquote", "dl", "dt", "dd", "kbd", "q", "samp", "var", "hr", "ruby", "rt",
    "rp", "li", "tr", "td", "th", "s", "strike", "summary", "details", "caption", "figure",
    "figcaption", "abbr", "bdo", "cite", "dfn", "mark", "small", "source", "span", "time", "wbr",
  ]

  private static let attributes: Set<String> = [
    "abbr", "align", "alt", "aria-hidden", "aria-label", "border", "char", "charoff", "checked",
    "clear", "cols", "colspan", "compact", "coords", "datetime", "dir", "disabled", "frame",
    "height", "hreflang", "hspace", "itemprop", "label", "lang", "loading", "maxlength", "media",
    "multiple", "nohref", "noshade", "nowrap", "open", "progress", "prompt", "readonly", "rel",
    "rev", "role", "rows", "rowspan", "rules", "scope", "selected", "shape", "size", "span",
    "start", "summary", "tabindex", "title", "type", "valign", "value", "width",
  ]

  /// Elements that have no end tag.
  private static let void: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
  ]

  /// Elements whose content is no text for readers.
  private static let withoutText: Set<String> = ["script", "style", "template"]

  /// Elements whose content browsers read as text without tags.
  private static let plain: Set<String> = [
    "textarea", "title", "xmp", "iframe", "noembed", "noframes",
  ]

  /// Elements that stand within a line.
  private static let phrasing: Set<String> = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "nobr", "picture", "q", "rp",
    "rt", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
  ]

  /// Elements that are not allowed and do not stand within a line.
  private static let otherBlocks: Set<String> = [
    "address", "article", "aside", "body", "center", "dialog", "dir", "fieldset", "footer", "form",
    "header", "hgroup", "html", "legend", "main", "menu", "nav", "optgroup", "option", "search",
    "section", "select", "textarea", "xmp",
  ]

  /// Elements in whose text terms are not linked.
  private static let unlinkable: Set<String> = [
    "a", "code", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "pre", "samp", "summary", "th", "tt",
  ]

  static func isAllowed(_ name: String) -> Bool { allowed.contains(name) }

  /// Whether an element has no end tag.
  package static func isVoid(_ name: String) -> Bool { void.contains(name) }

  static func hasText(_ name: String) -> Bool { !withoutText.contains(name) }

  static func holdsPlainText(_ name: String) -> Bool { plain.contains(name) }

  static func isPhrasing(_ name: String) -> Bool { phrasing.contains(name) }

  /// Whether the tags of an element separate words.
  static func separates(_ name: String) -> Bool {
    isAllowed(name) ? !isPhrasing(name) : otherBlocks.contains(name)
  }

  static func allowsTerms(_ name: String) -> Bool { !unlinkable.contains(name) }

  /// Whether an element may have an attribute that holds no address and no id.
  static func isAllowed(_ attribute: String, of name: String) -> Bool {
    switch (name, attribute) {
    case ("input", _): ["checked", "aria-label", "title"].contains(attribute)
    case ("div", "itemscope"), ("div", "itemtype"): true
    default: attributes.contains(attribute)
    }
  }

  /// The level of a heading's element, from 1 to 6.
  static func headingLevel(_ name: String) -> Int? {
    let bytes = Array(name.utf8)
    guard bytes.count == 2, bytes[0] == UInt8(ascii: "h"),
      (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(bytes[1])
    else { return nil }
    return Int(bytes[1] - UInt8(ascii: "0"))
  }
}
