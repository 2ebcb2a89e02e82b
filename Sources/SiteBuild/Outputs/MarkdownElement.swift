/// What an element of HTML is in Markdown.
enum MarkdownElement {
  /// Text between two marks.
  case marked(String)
  case code
  case link
  case picture
  case lineBreak
  case input
  case rule
  case heading(level: Int)
  case list(isNumbered: Bool)
  case item
  case quotation
  case listing
  case table
  case row
  case cell
  /// A paragraph, or anything else that begins a line.
  case block
  /// An element that is left out with its content.
  case leftOut

  /// The elements by name; of others nothing but the content is written.
  static let named: [String: MarkdownElement] = {
    var elements: [String: MarkdownElement] = [
      "strong": .marked("**"), "b": .marked("**"), "em": .marked("*"), "i": .marked("*"),
      "del": .marked("~~"), "s": .marked("~~"), "code": .code, "a": .link, "img": .picture,
      "br": .lineBreak, "input": .input, "hr": .rule, "ul": .list(isNumbered: false),
      "ol": .list(isNumbered: true), "li": .item, "blockquote": .quotation, "pre": .listing,
      "table": .table, "tr": .row, "td": .cell, "th": .cell,
    ]
    for level in 1...6 { elements["h\(level)"] = .heading(level: level) }
    for name in ["svg", "script", "style", "template", "button", "output", "head"] {
      elements[name] = .leftOut
    }
    for name in [
      "p", "div", "section", "figure", "figcaption", "aside", "header", "footer", "details",
      "summary", "dl", "dt", "dd", "article", "nav", "caption", "address", "form", "fieldset",
      "main",
    ] {
      elements[name] = .block
    }
    return elements
  }()
}
