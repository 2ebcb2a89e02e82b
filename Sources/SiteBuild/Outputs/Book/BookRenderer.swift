import Concurrency
import Diagnostics
import SiteModel
import Templates
import Text

/// Renders the whole guide: its title page, and the text of each page in its order.
struct BookRenderer: Sendable {
  private let renderer: PageRenderer
  private var views: Views { renderer.views }

  /// The templates of a page's text in the book, and of its title page.
  private static let (pageTemplate, coverTemplate) = ("book/page.html", "book/cover.html")

  init(_ renderer: PageRenderer) {
    self.renderer = renderer
  }

  /// The book of a site.
  ///
  /// `files` are the copied files, which pages can show. Errors of pages are reported with the pages.
  func book(files: [SourceFile]) -> Book {
    let outline = BookOutline(views).parts
    let pages = outline.flatMap(\.pages)
    let texts = pages.concurrentMap { page in
      BookMarkup(renderer.render(RenderJob(inBook: page, template: Self.pageTemplate)).file.bytes)
    }
    let markup = Dictionary(zip(pages.map(\.id), texts), uniquingKeysWith: { first, _ in first })
    let parts = outline.flatMap(\.all).filter { $0.page != nil }
    let configuration = views.configuration
    let updated = views.allPages.latest(1).first?.day
    return Book(
      title: configuration.title, tagline: configuration.tagline, author: configuration.author,
      language: configuration.language,
      isRightToLeft: configuration.languageTag.isRightToLeft,
      contentsTitle: configuration.strings.main["contents"], address: configuration.address,
      updated: updated,
      cover: cover(updated), sections: outline.map { section($0, markup) },
      files: Dictionary(
        files.map { ($0.path.outputPath, $0.bytes) }, uniquingKeysWith: { first, _ in first }),
      sectionIDs: Dictionary(
        parts.map { ($0.address, BookID.section($0.address)) },
        uniquingKeysWith: { first, _ in first }))
  }

  private func cover(_ updated: CalendarDate?) -> BookSection {
    let configuration = views.configuration
    let record = Record([
      ("title", .string(configuration.title)), ("tagline", Value(configuration.tagline)),
      ("author", Value(configuration.author)), ("updated", Value(updated)),
    ])
    var html: [UInt8] = []
    views.render(Self.coverTemplate, .guide, .record(record), into: &html, origin: "the title page")
    return BookSection(
      id: "_cover", title: configuration.title, isListed: false, isEntry: false,
      markup: BookMarkup(html), children: [])
  }

  private func section(_ part: BookOutline.Part, _ markup: [PageID: BookMarkup]) -> BookSection {
    BookSection(
      id: BookID.section(part.address), title: part.title,
      isListed: part.page.map { !$0.type.has(.term) } ?? true, isEntry: part.isEntry,
      markup: part.page.flatMap { markup[$0.id] } ?? BookMarkup(),
      children: part.children.map { section($0, markup) })
  }
}
