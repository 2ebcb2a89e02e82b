import Diagnostics

/// Which pages are about each of the declared topics.
package struct TopicLists: Sendable {
  /// The names of the topics; elsewhere they are numbers, their places in here.
  let names: [String]
  private let numbers: [String: Int]
  /// The pages of each topic, in the order of their paths.
  private(set) var pages: [[PageID]]
  /// The topics of each page, in the order in which it names them.
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

  /// The pages of a topic; none where there is no such topic.
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
