import Diagnostics

/// The pages of each topic.
package struct TopicLists: Sendable {
  /// The names of the topics.
  ///
  /// Other properties use indices into this array.
  let names: [String]
  private let numbers: [String: Int]
  /// The pages of each topic, in path order.
  private(set) var pages: [[PageID]]
  /// The topics of each page, in the order of its front matter.
  private(set) var topics: [[Int]] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ configuration: SiteConfiguration, _ pages: [Page]) {
    names = configuration.topics.map(\.name)
    numbers = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.pages = Array(repeating: [], count: names.count)
    topics.reserveCapacity(pages.count)
    for page in pages {
      var found: [Int] = []
      for name in page.record.texts("topics") {
        guard let topic = numbers[name.text] else {
          report(name, of: page)
          continue
        }
        if found.contains(topic) { continue }
        found.append(topic)
        self.pages[topic].append(page.id)
      }
      topics.append(found)
    }
  }

  /// The pages of a topic; empty for unknown topics.
  package subscript(name: String) -> [PageID] { numbers[name].map { pages[$0] } ?? [] }

  private mutating func report(_ name: LocatedText, of page: Page) {
    let (known, source) = (names, page.source)
    diagnostics.append(
      Diagnostic(
        .unknownTopic, "there is no topic `\(name.text)`",
        at: page.source.location(of: name.range),
        finding: {
          Advice(
            naming: name, from: known, in: source,
            else: "declare it under `topics` in `waymark.yml`")
        }))
  }
}
