import Diagnostics

/// The pages of each topic.
package struct TopicLists: Sendable {
  /// The names of the topics.
  ///
  /// Other properties use indices into this array.
  let names: [String]
  private let numbers: [String: Int]
  /// The pages of each topic, in the order of their places.
  private(set) var pages: [[PageID]]
  /// The topics of each page, in the order of its front matter.
  private(set) var topics: [[Int]] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// The declared topics, then those that only `tags` name.
  package let all: [SiteConfiguration.Topic]

  init(_ configuration: SiteConfiguration, _ pages: [Page]) {
    let site = SiteTopics(configuration, pages.lazy.map(\.parsed))
    all = site.all
    names = all.map(\.name)
    let declared = Set(configuration.topics.map(\.name))
    numbers = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.pages = Array(repeating: [], count: names.count)
    topics.reserveCapacity(pages.count)
    for page in pages {
      var found: [Int] = []
      for name in page.record.texts("topics") {
        guard let topic = numbers[name.text], declared.contains(name.text) else {
          report(name, declared, of: page)
          continue
        }
        if !found.contains(topic) { found.append(topic) }
      }
      for tag in page.parsed.tags {
        guard let topic = site.name(ofTag: tag).flatMap({ numbers[$0] }) else { continue }
        if !found.contains(topic) { found.append(topic) }
      }
      for topic in found where !page.isUnlisted { self.pages[topic].append(page.id) }
      topics.append(found)
    }
  }

  /// The pages of a topic; empty for unknown topics.
  package subscript(name: String) -> [PageID] { numbers[name].map { pages[$0] } ?? [] }

  /// The names of the topics of a page, in the order of its front matter: `topics`, then `tags`.
  package func names(of page: PageID) -> [String] { topics[page].map { names[$0] } }

  private mutating func report(_ name: LocatedText, _ declared: Set<String>, of page: Page) {
    let (known, source) = (names.filter(declared.contains), page.source)
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
