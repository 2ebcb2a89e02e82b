import SiteModel
import Text

/// `llms.txt`: the pages of the site by folder, each with its description. (https://llmstxt.org)
///
/// Links lead to the copies as Markdown, if the site has them.
enum LLMsText: Output {
  static let setting: OutputSetting? = .llms
  private static let path = OutputPath("llms.txt")

  static func linkable(
    in configuration: SiteConfiguration, _ pages: [ParsedPage]
  ) -> [OutputPath] { [path] }

  static func files(of context: OutputContext) -> [OutputFile] {
    let (site, configuration) = (context.site, context.configuration)
    var text = "# \(line(configuration.title))\n"
    if let tagline = configuration.tagline { text += "\n> \(line(tagline))\n" }
    var sections: [(folder: String, pages: [Page])] = []
    for page in site.pagesWithFile where page.type.isContent && !page.isUnlisted {
      let folder = page.place.topFolder ?? ""
      if let index = sections.firstIndex(where: { $0.folder == folder }) {
        sections[index].pages.append(page)
      } else {
        sections.append((folder, [page]))
      }
    }
    let order = configuration.navigation.map(\.folder)
    let ranks = sections.map { order.firstIndex(of: $0.folder) ?? order.count }
    for (_, section) in zip(ranks, sections).enumerated().sorted(by: { left, right in
      (left.element.0, left.offset) < (right.element.0, right.offset)
    }).map(\.element) {
      let index = site.page(at: ContentPath(section.folder + "/_index.md"))
      text += "\n## \(line(index?.title ?? configuration.strings.main["pages_heading"]))\n\n"
      for page in section.pages { text += entry(page, context) }
    }
    return [OutputFile(path, Array(text.utf8))]
  }

  private static func entry(_ page: Page, _ context: OutputContext) -> String {
    let file = MarkdownFiles.path(of: page, context.configuration)?.text ?? page.route.text
    let url = context.address.url(of: file) ?? context.address.path(to: file)
    let title = MarkdownEscaping.escaped(line(page.title))
    let summary =
      page.text(.answer) ?? page.text(.definition) ?? page.record.text("description")
    return "- [\(title)](\(url))" + (summary.map { ": " + line($0) } ?? "") + "\n"
  }

  /// A text on one line.
  private static func line(_ text: String) -> String { text.withSingleSpaces }
}
