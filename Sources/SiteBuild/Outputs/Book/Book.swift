import SiteModel

/// The whole guide as one document, from which the forms that readers can keep are made.
struct Book: Sendable {
  let title: String
  let tagline: String?
  let author: String?
  let language: String
  /// Whether the language is written from right to left.
  let isRightToLeft: Bool
  /// The heading over the contents.
  let contentsTitle: String
  /// The address where the site is published.
  let address: SiteAddress
  /// The day on which a page last changed; `nil` if no page has a date.
  let updated: CalendarDate?
  /// The title page.
  let cover: BookSection
  let sections: [BookSection]
  /// The copied files of the site, by the path of the built file.
  let files: [OutputPath: [UInt8]]
  /// The address of each page in the book, decoded and relative to the root of the site, with the id of its section.
  let sectionIDs: [String: String]
}

/// A part of the book, or a page in it.
struct BookSection: Sendable {
  /// An id that is unique in the book.
  let id: String
  let title: String
  /// Whether the contents list it.
  let isListed: Bool
  /// Whether it is as short as an entry of a list, so that several share a file.
  let isEntry: Bool
  let markup: BookMarkup
  let children: [BookSection]

  /// The section and everything in it, in the order of the text.
  var all: [BookSection] { [self] + children.flatMap(\.all) }
}

/// The ids in a book, in which the texts of many pages stand in one document.
///
/// They are names of XML: a letter or `_` first, then letters, digits, `-`, `.` and `_`. Other bytes are written as `_` and
/// two hexadecimal digits, so different names have different ids.
enum BookID {
  /// The id of the page at an address relative to the root of the site, such as `faq/how-long/` or `glossary/#retention`.
  static func section(_ address: String) -> String {
    let parts = address.split(separator: "/").map { encoded($0) }
    guard let first = parts.first?.utf8.first else { return "_" }
    let id = parts.joined(separator: ".")
    return first.isASCIIDigit || first == UInt8(ascii: "-")
      ? escape(first) + id.dropFirst() : id
  }

  /// The id of an element in the text of a page, which no section has.
  static func element(_ id: String, in section: String) -> String {
    section + ".." + encoded(id[...])
  }

  private static func encoded(_ text: Substring) -> String {
    var id = ""
    for byte in text.utf8 {
      id +=
        byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-")
        ? String(UnicodeScalar(byte)) : escape(byte)
    }
    return id
  }

  private static func escape(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return "_" + (digits.utf8.count == 1 ? "0" : "") + digits
  }
}
