import Text

/// The topics of a site: those of `waymark.yml`, then those that only `tags` name.
struct SiteTopics {
  /// The declared topics in their order, then the others by name.
  let all: [SiteConfiguration.Topic]
  /// The names of topics by the part of an address that they become; tags name topics so.
  private let names: [String: String]

  init(_ configuration: SiteConfiguration, _ pages: some Sequence<ParsedPage>) {
    var names: [String: String] = [:]
    for topic in configuration.topics {
      names[Slug.page(topic.name), default: topic.name] = topic.name
    }
    var tags: [String: String] = [:]
    for page in pages where !page.isUnlisted {
      for tag in page.tags {
        let slug = Slug.page(tag)
        if !slug.isEmpty, names[slug] == nil, tags[slug] == nil { tags[slug] = tag }
      }
    }
    all =
      configuration.topics
      + tags.sorted { $0.key.precedesInUTF8($1.key) }.map { slug, tag in
        SiteConfiguration.Topic(name: slug, title: ParsedPage.title(fromWords: tag))
      }
    self.names = names.merging(tags.keys.map { ($0, $0) }) { first, _ in first }
  }

  /// The name of the topic of a tag; `nil` for a tag without letters and digits.
  func name(ofTag tag: String) -> String? { names[Slug.page(tag)] }
}

extension ParsedPage {
  /// The `tags` of the page, without number signs; a single text may hold several, separated by commas.
  var tags: [String] {
    let written = record.texts("tags").map(\.text)
    let parts =
      written.count == 1
      ? written[0].split(separator: ",").map(String.init) : written
    return parts.compactMap { part in
      let tag = part.drop { $0 == "#" || $0.isWhitespace }.reversed().drop { $0.isWhitespace }
      return tag.isEmpty ? nil : String(tag.reversed())
    }
  }
}
