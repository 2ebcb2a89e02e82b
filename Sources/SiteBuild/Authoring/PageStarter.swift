import Diagnostics
import SiteModel
import Text

/// The file of a new page: valid front matter, with optional fields in comments.
package struct PageStarter: Sendable {
  /// The types of page that have files of their own.
  package static func types(of types: ContentTypes) -> [ContentType] {
    types.all.filter(\.isContent)
  }

  /// The type with a name, or with a noun for its pages: `question` is `faq`.
  package static func type(named name: String, of all: ContentTypes) -> ContentType? {
    let (name, types) = (name.lowercased(), types(of: all))
    return types.first { $0.name == name }
      ?? types.first {
        [$0.nouns.one.lowercased(), $0.nouns.many.lowercased(), $0.folder].contains(name)
      }
  }

  private let type: ContentType
  private let title: String
  private let topics: [SiteConfiguration.Topic]
  private let day: CalendarDate
  /// The table from a spreadsheet that becomes the data of the page; `nil` for a page without one.
  package var table: PastedTable?

  /// Prepares a page of a type.
  ///
  /// `topics` are the topics that a comment in the front matter suggests. `day` is the date of the page.
  package init(
    _ type: ContentType, title: String, topics: [SiteConfiguration.Topic], day: CalendarDate
  ) {
    self.type = type
    self.title = title
    self.topics = topics
    self.day = day
  }

  private var slug: String { Slug.page(title) }

  /// The path of the page; empty where the title has no letters or digits for a name.
  package var path: ContentPath {
    guard !slug.isEmpty else { return ContentPath("") }
    return ContentPath((type.folder.map { $0 + "/" } ?? "") + slug + ".md")
  }

  /// The address of the page.
  package var route: Route { Route(for: path, slug: slug) }

  /// Where readers find the page: its own address, or its place in the list of its folder.
  package var address: String {
    guard type.has(.entryWhenEmpty), body.allSatisfy(\.isWhitespace), let folder = type.folder
    else {
      return route.text
    }
    return "\(folder)/#\(slug)"
  }

  /// The page and, if there is a table, its CSV file.
  package var files: [(path: ContentPath, bytes: [UInt8])] {
    let page = (path, Array((frontMatter + body).utf8))
    guard let table else { return [page] }
    let folder = type.folder.map { $0 + "/" } ?? ""
    return [page, (ContentPath("\(folder)\(slug).csv"), Array(table.csv.utf8))]
  }

  private var shownTitle: String {
    table == nil ? title : ParsedPage.title(fromName: title)
  }

  private var frontMatter: String {
    var text = "---\ntitle: \(Self.quoted(shownTitle))\n"
    text += "# description: One sentence under the title, in search results too.\n"
    text += type.starter.frontMatter
    if let table, let rows = type.fieldName(.rows), let key = type.fieldName(.rowKey) {
      text += "\(rows): \(slug).csv\n\(key): \(Self.quoted(table.header.first ?? ""))\n"
    }
    if !topics.isEmpty {
      text += "# topics: [\(topics.map(\.name).joined(separator: ", "))]   (keep what fits)\n"
    }
    return text + "date: \(day.text)\n# reviewed: \(day.text)\n---\n\n"
  }

  private var body: String { table == nil ? type.starter.body : "" }

  /// A text as a quoted YAML scalar.
  private static func quoted(_ text: String) -> String {
    "\""
      + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: " ").replacing("\t", with: " ") + "\""
  }
}
