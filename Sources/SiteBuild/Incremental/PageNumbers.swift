import SiteModel

/// Numbers of pages that stay the same from build to build, unlike page ids.
struct PageNumbers: Sendable {
  private var numbers: [ContentPath: Int32] = [:]

  /// How many numbers there are.
  var count: Int { numbers.count }

  /// Gives a number to each page that has none.
  mutating func add(_ pages: [Page]) {
    for page in pages where numbers[page.path] == nil {
      numbers[page.path] = Int32(numbers.count)
    }
  }

  /// The number of the page at a path, or -1.
  subscript(path: ContentPath) -> Int32 { numbers[path] ?? -1 }
}
