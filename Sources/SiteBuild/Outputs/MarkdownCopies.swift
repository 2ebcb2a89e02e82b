import Concurrency
import SiteModel
import Text

/// `index.md` beside each page: its title, its description and its text as Markdown, with absolute addresses.
///
/// It is made from HTML and not from the source, so that embeds, tables of CSV files and terms are in it, and
/// comments of authors are not.
enum MarkdownCopies: Output {
  static let setting: OutputSetting? = .markdown

  static func files(of context: OutputContext) -> [OutputFile] {
    let pages = context.site.pagesWithFile.compactMap { page in
      MarkdownFiles.path(of: page, context.configuration).map { (page, path: $0) }
    }
    return pages.concurrentMap { page, path in
      OutputFile(path, text(of: page, context.content), origin: page.source.name)
    }
  }

  private static func text(of page: Page, _ content: PageContent) -> [UInt8] {
    var writer = MarkdownWriter(content.addresses(of: page))
    writer.heading(page.title)
    if let description = page.record.text("description") { writer.quotation(description) }
    writer.write(content.rendered(page))
    return writer.finish()
  }
}
