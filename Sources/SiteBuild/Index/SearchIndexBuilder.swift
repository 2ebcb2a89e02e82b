import Concurrency
import Search
import SiteModel

/// The index stage: turns pages and entries of lists into the files of the search index.
struct SearchIndexBuilder: Sendable {
  /// The folder of the index, below the site's root.
  static let folder = "search/"
  /// The number of pages that one analyzer processes.
  ///
  /// So its table of words is allocated once for 32 pages, and the work is still divided evenly among cores.
  static let partSize = 32

  private let site: Site
  private let asked: AskedQuestions
  private let synonyms: Synonyms
  let settings: IndexSettings
  /// The pages in the index: what can be read, and topics; see `Page.searchType`.
  let pages: [Page]

  init(_ site: Site, asked: AskedQuestions) {
    self.site = site
    self.asked = asked
    let configuration = site.configuration
    pages = configuration.hasSearch ? site.pages.filter { Self.isFound($0, in: site) } : []
    let types = Set(pages.compactMap { $0.searchType(in: configuration.types)?.name })
    let strings = configuration.strings.main
    settings = IndexSettings(
      language: configuration.language,
      types: configuration.types.all.filter { types.contains($0.name) }
        .map { .init(name: $0.name, label: strings.label(of: $0), isList: $0.structure == .topic) },
      topics: configuration.topics.map { .init(name: $0.name, label: $0.title) },
      synonyms: Self.synonyms(of: site))
    synonyms = Synonyms(settings.synonyms)
  }

  /// Analyzes every page and builds the index; empty where the site has no search.
  func files() -> [OutputFile] {
    files(
      of: pages.concurrentMap(inPartsOf: Self.partSize, with: analyzer) { analyze($1, by: &$0) })
  }

  /// Makes an analyzer, which one thread uses for several pages.
  @Sendable func analyzer() -> DocumentAnalyzer {
    DocumentAnalyzer(synonyms: synonyms, settings: settings)
  }

  /// Counts the words of a page.
  func analyze(_ page: Page, by analyzer: inout DocumentAnalyzer) -> AnalyzedPage {
    let asked = asked[page]
    let document = PageDocument(page: page, site: site, asked: asked).document
    return AnalyzedPage(
      page: page, asked: asked, document: document.shown,
      analysis: analyzer.analysis(of: document))
  }

  /// The questions that a page answers, in the words of readers.
  func questions(of page: Page) -> [String] { asked[page] }

  /// Joins the analyses of `pages` into the files of the index.
  func files(of analyzed: consuming [AnalyzedPage]) -> [OutputFile] {
    guard site.configuration.hasSearch else { return [] }
    let documents = analyzed.map(\.document)
    let analyses = analyzed.map(\.analysis)
    analyzed = []
    let files = IndexBuilder.build(documents, analyses: consume analyses, settings: settings)
    return files.map {
      OutputFile(OutputPath(Self.folder + $0.name), $0.bytes, origin: "the search index")
    } + [SearchWords.file(of: site.configuration, beginning: files.beginning)]
  }

  private static func isFound(_ page: Page, in site: Site) -> Bool {
    guard !page.isUnlisted, page.searchType(in: site.configuration.types) != nil else {
      return false
    }
    return !page.hasOwnFile || site.routes[page.route.text] == .page(page.id)
  }

  /// The configuration's groups of synonyms, and each term with its other names.
  private static func synonyms(of site: Site) -> [[String]] {
    let terms = site.pages.filter { $0.type.has(.term) && !$0.isUnlisted }.map { page in
      [page.title] + page.otherNames.map(\.text)
    }
    return site.configuration.synonyms + terms.filter { $0.count > 1 }
  }
}
