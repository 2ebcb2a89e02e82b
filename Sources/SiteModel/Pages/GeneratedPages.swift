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
    let context = LanguageContext(configuration.languageTag, configuration.strings)
    func add(_ path: String, _ title: String, _ description: String?) {
      let path = ContentPath(path)
      let index = pages.partitioningIndex { $0.place >= path }
      guard index == pages.count || pages[index].place != path else { return }
      all.append(
        .generated(
          path, title: title, description: description, source: configuration.source,
          types: configuration.types, context: context))
    }
    let strings = configuration.strings.main
    let title = ["title": configuration.title]
    add("_index.md", configuration.title, configuration.tagline)
    for folder in folders(of: pages, hasTopics: !topics.isEmpty) {
      if let type = configuration.types.of(folder: folder) {
        add(
          folder + "/_index.md", strings.heading(of: type),
          strings.description(ofFolderWith: type, title: configuration.title))
      } else {
        add(folder + "/_index.md", ParsedPage.title(fromName: folder), nil)
      }
    }
    for topic in topics {
      add("topics/\(topic.name).md", topic.title, topic.description)
    }
    if configuration.hasSearch {
      add("search.md", strings["search"], strings.text("search_description", title))
    } else {
      add("search.md", strings["a_to_z"], strings["a_to_z_description"])
    }
    if configuration.hasMap {
      add("map.md", strings["map"], strings.text("map_description", title))
    }
    add("404.md", strings["not_found"], strings["not_found_description"])
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
