import SiteModel

/// Numbers of pages by path, which unlike page ids stay the same from build to build.
struct PageNumbers: Sendable {
  private var numbers: [ContentPath: Int32] = [:]

  /// How many numbers are assigned.
  var count: Int { numbers.count }

  /// Assigns a number to each page that has none.
  mutating func add(_ pages: [Page]) {
    for page in pages where numbers[page.path] == nil {
      numbers[page.path] = Int32(numbers.count)
    }
  }

  /// The number of the page at a path, or -1.
  subscript(path: ContentPath) -> Int32 { numbers[path] ?? -1 }
}
