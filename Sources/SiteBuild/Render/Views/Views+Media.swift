import Markdown
import SiteModel
import Templates

extension Views {
  /// The sources of images on other sites that a page shows, in the form of a Content-Security-Policy, sorted.
  ///
  /// Those of the pages that it embeds and of the questions that it answers are included.
  func mediaSources(of page: Page) -> [String] {
    var sources: Set<String> = []
    var seen: Set<PageID> = []
    var waiting = [page.id] + shownQuestions(page)
    while let id = waiting.popLast() {
      guard seen.insert(id).inserted else { continue }
      let references = parsedPage(id).references
      for (reference, target) in zip(references, links(of: id).targets) {
        if let source = reference.mediaSource { sources.insert(source) }
        if reference.kind == .embed, case .page(let other, _) = target { waiting.append(other) }
      }
    }
    return sources.sorted()
  }
}
