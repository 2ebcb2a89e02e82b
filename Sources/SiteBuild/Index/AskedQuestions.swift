import Diagnostics
import SiteModel

/// The questions that pages answer, in the words of readers: `asked` of their front matter, and the queries of search
/// tests.
///
/// They are searched but not shown, so that authors teach the search by writing down what readers type. Tests with
/// `held: true` are left out, because they measure how the search does with queries that nobody taught it.
struct AskedQuestions: Sendable {
  private let queries: [PageID: [String]]
  private let isEmpty: Bool

  /// No questions at all, to find out what the search finds without them.
  static let none = AskedQuestions()

  private init() {
    queries = [:]
    isEmpty = true
  }

  /// Reads the queries of a file of search tests.
  init(_ tests: SourceText?, site: Site) {
    let tests = tests.map { SearchTest.read($0, site: site).tests } ?? []
    queries = Dictionary(grouping: tests.filter { !$0.isHeld }, by: \.page)
      .mapValues { $0.map(\.query.text) }
    isEmpty = false
  }

  /// The questions that a page answers.
  subscript(page: Page) -> [String] {
    isEmpty ? [] : page.record.texts("asked").map(\.text) + queries[page.id, default: []]
  }
}
