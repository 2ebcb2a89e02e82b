import SiteModel
import Templates
import Text

/// `/print/`: the whole guide on one page, for paper and for the PDF.
///
/// Addresses in it are relative, so that the page can be read from a disk.
enum PrintPage: Output {
  static let setting: OutputSetting? = .print

  private static let template = "book/print.html"
  private static let shape = Shape(Views.guideFields.map(\.name))

  /// The style sheet that only this page has, in the templates and in the built site.
  private static let style = (template: "book/print.css", path: OutputPath("print/print.css"))
  private static let assets = ["site.css", "parts.css", "code.css"]

  static func files(of context: OutputContext) -> [OutputFile] {
    guard let book = context.book else { return [] }
    // A page of another language is a folder deeper than the assets.
    let up = context.configuration.isTranslation ? "../" : ""
    let styles =
      assets.compactMap { context.views.assets[$0] }.map { up + relative($0) }
      + [relative(style.path)]
    var html: [UInt8] = []
    context.views.render(
      template, .guide, record(of: book, styles: styles), into: &html, origin: "/print/")
    return [
      OutputFile(WholeGuideForm.print.path, html, origin: "the page with the whole guide"),
      OutputFile(style.path, context.views.templateFile(style.template)),
    ]
  }

  /// The value of `guide` for a book; `styles` are their addresses.
  private static func record(of book: Book, styles: [String]) -> Value {
    var writer = BookWriter(
      book,
      BookWriter.Form(
        isXML: false, file: { _ in "" },
        image: { book.files[$0] == nil ? nil : relative($0) }, numbersAddresses: true))
    let cover = writer.html(of: book.cover, level: 1)
    let body = book.sections.map { html($0, level: 2, by: &writer) }.joined()
    let addresses = writer.addresses.enumerated().map { index, address in
      Value.record(
        Record([("id", .string(BookWriter.noteID(index + 1))), ("address", .string(address))]))
    }
    return .record(
      Record(
        shape,
        [
          .string(book.title), text(book.tagline), text(book.author), text(book.updated?.text),
          .list(styles.map { .string($0) }), .safe(SafeHTML(cover)),
          contents(book.sections),
          .safe(SafeHTML(body)), .list(addresses),
          text(book.address.url(of: WholeGuideForm.print.route)),
        ]))
  }

  private static func text(_ text: String?) -> Value { text.map { .string($0) } ?? .none }

  /// The address of a file from the page's folder.
  private static func relative(_ path: OutputPath) -> String {
    "../" + path.text.percentEncodedPath
  }

  private static func html(
    _ section: BookSection, level: Int, by writer: inout BookWriter
  ) -> String {
    let name = "h\(min(level, 6))"
    var html = "<section id=\"\(section.id)\" class=\"level-\(level)\">\n"
    html += "<\(name)>\(XML.escaped(section.title))</\(name)>\n"
    html += writer.html(of: section, level: level)
    for child in section.children { html += self.html(child, level: level + 1, by: &writer) }
    return html + "</section>\n"
  }

  private static func contents(_ sections: [BookSection]) -> Value {
    .list(
      sections.filter(\.isListed).map { section in
        .record(
          Record([
            ("title", .string(section.title)), ("id", .string(section.id)),
            ("children", contents(section.children)),
          ]))
      })
  }
}
