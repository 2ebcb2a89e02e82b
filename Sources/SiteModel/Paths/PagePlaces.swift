import Concurrency

/// The places of all pages of a site, in the order of the pages.
package struct PagePlaces: Sendable, Equatable {
  private let paths: [ContentPath]
  /// The place of each page.
  package let all: [ContentPath]
  /// The positions of the pages of folders.
  package let folderPages: [Int]

  /// No pages.
  package static let none = PagePlaces([])

  /// Finds the places of pages.
  ///
  /// - Parameters:
  ///   - paths: The paths of all pages.
  ///   - earlier: Places that are kept if the paths are the same.
  package init(_ paths: [ContentPath], after earlier: PagePlaces? = nil) {
    if let earlier, earlier.paths == paths {
      self = earlier
      return
    }
    let folders = FolderPages(paths)
    let all = paths.concurrentMap(folders.place)
    (self.paths, self.all) = (paths, all)
    folderPages = all.indices.filter { all[$0].isIndex }
  }
}
