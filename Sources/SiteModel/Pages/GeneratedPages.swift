import Text

/// The pages that a site has without source files: topics, folders, search, the map, and the error page.
///
/// A source file at the path of a generated page replaces it.
struct GeneratedPages {
  let configuration: SiteConfiguration

  init(_ configuration: SiteConfiguration) {
    self.configuration = configuration
  }

  /// The pages together with the generated ones, in the order of their places.
  func completing(_ pages: [ParsedPage]) -> [ParsedPage] {
    let pages = pages.inPlaceOrder
    let topics = SiteTopics(configuration, pages).all
    var all = pages
    func add(_ path: String, _ title: String, _ description: String?) {
      let path = ContentPath(path)
      let index = pages.partitioningIndex { $0.place >= path }
      guard index == pages.count || pages[index].place != path else { return }
      all.append(
        .generated(
          path, title: title, description: description, source: configuration.source,
          types: configuration.types))
    }
    add("_index.md", configuration.title, configuration.tagline)
    for folder in folders(of: pages, hasTopics: !topics.isEmpty) {
      let type = configuration.types.of(folder: folder)
      let name = type?.nouns.many ?? ParsedPage.title(fromName: folder)
      let title = name.prefix(1).uppercased() + name.dropFirst()
      let description = type.map { "All \($0.nouns.many) of \(configuration.title)." }
      add(folder + "/_index.md", title, description)
    }
    for topic in topics {
      add("topics/\(topic.name).md", topic.title, topic.description)
    }
    let isSearched = configuration.hasSearch
    add(
      "search.md", isSearched ? "Search" : "A to Z",
      (isSearched ? "Search \(configuration.title), or find" : "Find")
        + " every page, question and term by its first letter.")
    if configuration.hasMap {
      add("map.md", "Map", "The pages of \(configuration.title), and what links them.")
    }
    add("404.md", "Page not found", "There is no page at this address.")
    return all.inPlaceOrder
  }

  /// Every folder that contains a page, with its parent folders.
  private func folders(of pages: [ParsedPage], hasTopics: Bool) -> [String] {
    var folders: Set<String> = hasTopics ? ["topics"] : []
    var last = ""
    for page in pages where page.place.folder != last {
      last = page.place.folder
      var parts = page.place.components.dropLast()
      while !parts.isEmpty, folders.insert(parts.joined(separator: "/")).inserted {
        parts = parts.dropLast()
      }
    }
    return folders.sorted()
  }
}
