import Markdown
import SiteModel
import Text

/// Writes the texts of a book: links between pages become links inside it, ids become unique, headings get their level.
struct BookWriter {
  /// The differences between the forms of a book.
  struct Form {
    /// Whether elements are written as XML.
    var isXML: Bool
    /// The file that holds a section, with `#` and the section's id behind it; empty for a book in one file.
    var file: (_ section: String) -> String
    /// The address in the book of a file of the site; `nil` if the book cannot hold it.
    var image: (OutputPath) -> String?
    /// Whether addresses on other sites are numbered, for paper.
    var numbersAddresses: Bool
  }

  private let book: Book
  private let form: Form
  /// By section, the ids in its text.
  private let ids: [String: Set<String>]
  /// The addresses outside the book that links lead to, in the order of their numbers.
  private(set) var addresses: [String] = []
  private var numbers: [String: Int] = [:]
  /// The address of the link that is open.
  private var openLinks: [String?] = []

  init(_ book: Book, _ form: Form) {
    (self.book, self.form) = (book, form)
    ids = Dictionary(
      book.sections.flatMap(\.all).map { ($0.id, $0.markup.ids) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The HTML of a section's text, whose title has a heading of `level`.
  mutating func html(of section: BookSection, level: Int) -> String {
    var html = ""
    for piece in section.markup.pieces {
      switch piece {
      case .text(let text): html += XML.escaped(text)
      case .void(let element): void(element, in: section, &html)
      case .start(let element): start(element, in: section, level, &html)
      case .end(let name): end(name, level, &html)
      }
    }
    return html
  }

  // MARK: Elements

  private mutating func start(
    _ element: BookMarkup.Element, in section: BookSection, _ level: Int, _ html: inout String
  ) {
    html += "<" + Self.name(element.name, level)
    if element.name == "svg", form.isXML { html += " xmlns=\"http://www.w3.org/2000/svg\"" }
    if element.name == "a" { openLinks.append(nil) }
    for attribute in element.attributes { self.attribute(attribute, in: section, &html) }
    html += ">"
  }

  private mutating func end(_ name: String, _ level: Int, _ html: inout String) {
    html += "</" + Self.name(name, level) + ">"
    guard name == "a", let address = openLinks.popLast() ?? nil, form.numbersAddresses else {
      return
    }
    let number = number(of: address)
    html += "<sup class=\"address\"><a href=\"#\(Self.noteID(number))\">\(number)</a></sup>"
  }

  private mutating func void(
    _ element: BookMarkup.Element, in section: BookSection, _ html: inout String
  ) {
    if element.name == "img", image(element) == nil {
      html += XML.escaped(element["alt"] ?? "")
      return
    }
    html += "<" + element.name
    for attribute in element.attributes { self.attribute(attribute, in: section, &html) }
    // Elements of drawings end so in HTML too.
    html += form.isXML || !HTMLElement.isVoid(element.name) ? "/>" : ">"
  }

  /// The name of an element, of a heading with its level in the book.
  private static func name(_ name: String, _ level: Int) -> String {
    guard name.utf8.count == 2, name.hasPrefix("h"), let own = name.last?.wholeNumberValue else {
      return name
    }
    return "h\(min(6, own + level - 1))"
  }

  private mutating func attribute(
    _ attribute: (name: String, value: String), in section: BookSection, _ html: inout String
  ) {
    var value: String? = attribute.value
    switch attribute.name {
    case "id": value = BookID.element(attribute.value, in: section.id)
    case "href": value = href(attribute.value, in: section)
    case "src": value = imageAddress(attribute.value)
    case "lang" where form.isXML: html += " xml:lang=\"\(XML.escaped(attribute.value))\""
    default: break
    }
    if let value { html += " \(attribute.name)=\"\(XML.escaped(value))\"" }
  }

  // MARK: Addresses

  /// The id of the note with a number.
  static func noteID(_ number: Int) -> String { "_note-\(number)" }

  private mutating func number(of address: String) -> Int {
    if let number = numbers[address] { return number }
    addresses.append(address)
    numbers[address] = addresses.count
    return addresses.count
  }

  /// The target of a link, which is noted where it is outside the book; `nil` if it leads nowhere.
  private mutating func href(_ address: String, in section: BookSection) -> String? {
    if address.hasPrefix("#") {
      return link(to: section.id, String(address.dropFirst()).percentDecoded)
    }
    guard address.hasPrefix(book.address.root), !address.hasPrefix("//") else {
      guard address.contains(":") else { return nil }
      return outside(address)
    }
    let parts = address.dropFirst(book.address.root.utf8.count).split(
      separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let route = String(parts[0].prefix { $0 != "?" }).percentDecoded
    let fragment = parts.count > 1 ? String(parts[1]).percentDecoded : ""
    if let entry = book.sectionIDs[route + "#" + fragment] { return link(to: entry, "") }
    if let page = book.sectionIDs[route] {
      let entry = fragment.isEmpty ? nil : book.sectionIDs[route + fragment + "/"]
      return entry.map { link(to: $0, "") } ?? link(to: page, fragment)
    }
    return book.address.origin.map { outside($0 + address) } ?? nil
  }

  private mutating func outside(_ address: String) -> String {
    if !openLinks.isEmpty { openLinks[openLinks.count - 1] = address }
    return address
  }

  /// A link to a section, or to an element in its text if it has one with this id.
  private func link(to section: String, _ id: String) -> String {
    let target =
      ids[section]?.contains(id) == true ? BookID.element(id, in: section) : section
    return form.file(section) + "#" + target
  }

  private func image(_ element: BookMarkup.Element) -> String? {
    element["src"].flatMap { imageAddress($0) }
  }

  private func imageAddress(_ address: String) -> String? {
    if address.hasPrefix("data:image/") { return address }
    guard address.hasPrefix(book.address.root) else { return nil }
    let path = address.dropFirst(book.address.root.utf8.count).prefix { $0 != "?" && $0 != "#" }
    return form.image(OutputPath(String(path).percentDecoded))
  }
}
