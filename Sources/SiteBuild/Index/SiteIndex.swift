import Concurrency
import Search
import SiteModel

/// The site's search index: every page to read, and every entry of a list, as a document.
struct SiteIndex {
  /// Where the index lies, below the site's root.
  static let folder = "search/"
  /// How many pages are analysed in the same memory.
  private static let partSize = 32

  let site: Site

  /// The index's files.
  func files(_ memory: inout AnalysisMemory) -> [(path: OutputPath, bytes: [UInt8])] {
    let configuration = site.configuration
    let pages = site.pages.filter(isFound)
    let settings = IndexSettings(
      language: configuration.language,
      types: types(of: pages),
      topics: configuration.topics.map { .init(name: $0.name, label: $0.title) },
      synonyms: synonyms)
    let synonyms = Synonyms(settings.synonyms)
    let known = memory.analyses(by: settings)
    let analyzed = pages.concurrentMap(
      inPartsOf: Self.partSize,
      with: { DocumentAnalyzer(synonyms: synonyms, settings: settings) }
    ) { analyzer, page in
      if let known = known[page.path], known.parsed === page.parsed, known.route == page.route {
        return known
      }
      let document = PageDocument(page: page, site: site).document
      return AnalysisMemory.Entry(
        parsed: page.parsed, route: page.route, document: document.shown,
        analysis: analyzer.analysis(of: document))
    }
    memory.keep(analyzed, by: settings)
    let files = IndexBuilder.build(
      analyzed.map(\.document), analyses: analyzed.map(\.analysis), settings: settings)
    return files.map { (OutputPath(Self.folder + $0.name), $0.bytes) }
  }

  /// Whether a page can be found: what is read, and topics; not lists of everything, not messages.
  private func isFound(_ page: Page) -> Bool {
    guard page.isContent || page.type == .topic else { return false }
    return !page.hasOwnFile || site.routes[page.route.text] == .page(page.id)
  }

  private func types(of pages: [Page]) -> [IndexSettings.Facet] {
    let present = Set(pages.map(\.type.name))
    return ContentType.all.filter { present.contains($0.name) }
      .map { .init(name: $0.name, label: $0.label) }
  }

  /// The configuration's groups, and each term with its other names.
  private var synonyms: [[String]] {
    let terms = site.pages.filter { $0.type == .term }.map { page in
      [page.title] + page.otherNames.map(\.text)
    }
    return site.configuration.synonyms + terms.filter { $0.count > 1 }
  }
}

/// The words of pages as they were counted last.
package struct AnalysisMemory: Sendable {
  struct Entry: Sendable {
    let parsed: ParsedPage
    let route: Route
    let document: SearchDocument
    let analysis: DocumentAnalysis
  }

  private let isKept: Bool
  private var settings: IndexSettings?
  private var entries: [ContentPath: Entry] = [:]

  /// Without `isKept` nothing is remembered.
  package init(isKept: Bool = true) {
    self.isKept = isKept
  }

  func analyses(by settings: IndexSettings) -> [ContentPath: Entry] {
    self.settings == settings ? entries : [:]
  }

  mutating func keep(_ analyzed: [Entry], by settings: IndexSettings) {
    guard isKept else { return }
    self.settings = settings
    entries = Dictionary(
      analyzed.map { ($0.parsed.path, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
