import Text

/// Decides which files are the pages of folders, and so the place of every page in the tree of the site.
///
/// The page of a folder is `_index.md`, `index.md` or `README.md` in any case, or a file beside the folder that has
/// its name. Its place is `folder/_index.md`. The place of another page is its path.
package struct FolderPages: Sendable {
  /// The folders that contain pages, at any depth.
  private var folders: Set<String> = []
  /// The folders by the address that they get, for file names that differ from the folder's name in case or spaces.
  private var addresses: [String: String] = [:]

  /// Indexes the folders of pages.
  ///
  /// - `paths`: The paths of all pages.
  package init(_ paths: some Sequence<ContentPath>) {
    var last = ""
    for path in paths {
      var folder = path.folder
      if folder == last { continue }
      last = folder
      while !folder.isEmpty, folders.insert(folder).inserted {
        folder = ContentPath(folder).folder
      }
    }
    for folder in folders.sorted() {
      let address = Self.address(ContentPath(folder), name: ContentPath(folder).name)
      if addresses[address] == nil { addresses[address] = folder }
    }
  }

  private static func address(_ path: ContentPath, name: String) -> String {
    path.folder + "/" + Slug.page(name)
  }

  /// The place of the page with a path.
  package func place(of path: ContentPath) -> ContentPath {
    if path.isNamedAsFolderPage {
      return ContentPath(path.folder.isEmpty ? "_index.md" : path.folder + "/_index.md")
    }
    let own = path.withoutExtension
    if folders.contains(own) { return ContentPath(own + "/_index.md") }
    if !folders.isEmpty, let folder = addresses[Self.address(path, name: path.stem)] {
      return ContentPath(folder + "/_index.md")
    }
    return path.isMarkdown ? ContentPath(own + ".md") : path
  }
}
