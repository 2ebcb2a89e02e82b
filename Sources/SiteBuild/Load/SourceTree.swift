import Diagnostics
import SiteModel

/// The files that a build reads, all in the state of one moment.
package struct SourceTree: Sendable {
  /// The folder with the pages.
  package let content: ContentFolder
  /// `waymark.yml`; `nil` if it is missing.
  package private(set) var configuration: SourceText?
  /// `content/search-tests.yml`: queries that search must answer, for `waymark check`.
  package private(set) var searchTests: SourceText?
  /// The Markdown pages under `content/`, in any order.
  package private(set) var pages: [SourceFile] = []
  /// The other files under `content/`, in any order.
  package private(set) var files: [SourceFile] = []
  /// The site's own templates.
  ///
  /// Each replaces the theme's template of the same name.
  package private(set) var templates: [SourceFile] = []
  /// The site's own styles, scripts and icons, in `templates/assets/`.
  package private(set) var assets: [SourceFile] = []
  /// PNG files that were made of the site's icon.
  package internal(set) var icons: [SourceFile] = []
  /// The data for templates, in `data/`.
  package private(set) var data: [SourceFile] = []
  /// The site's own words: `strings.yml` and `strings.xx.yml`.
  package private(set) var strings: [SourceFile] = []
  /// The errors that occurred while files were read.
  package var diagnostics: [Diagnostic] = []
  /// Paths, below the site's folder, of files and folders that exist but could not be read.
  ///
  /// `diagnostics` contains the reasons.
  package var unread: [String] = []
  /// Paths of folders of other tools among the pages, such as `node_modules`, which were not read.
  package var leftOut: [String] = []
  /// Smaller copies of pictures among `files`, for a site that asks for them.
  var pictures: [ContentPath: [PictureCopy]] = [:]
  /// Whether symbolic links were followed, so that one file may have several paths here.
  var hasLinks = false

  /// A site without files.
  package init(content: ContentFolder = .standard) {
    self.content = content
  }

  /// The property that stores a file, found by its path below the site's folder.
  private enum Slot {
    case single(WritableKeyPath<SourceTree, SourceText?>)
    case list(WritableKeyPath<SourceTree, [SourceFile]>, name: String)

    /// Finds the property; `nil` for a path outside the site's folders.
    init?(_ path: String, _ folder: ContentFolder) {
      if path == SiteConfiguration.fileName {
        self = .single(\.configuration)
      } else if SiteStrings.isFile(path) {
        self = .list(\.strings, name: path)
      } else if folder.isData(path) {
        self = .list(\.data, name: String(path.dropFirst(ContentFolder.data.count)))
      } else if let name = folder.inner(path) {
        let content = ContentPath(name)
        if content == SearchTest.path {
          self = .single(\.searchTests)
        } else {
          self = .list(content.isPage ? \.pages : \.files, name: name)
        }
      } else if let name = path.dropping(prefix: SourceTree.templateFolder) {
        if let asset = name.dropping(prefix: SourceTree.assetFolder) {
          self = .list(\.assets, name: asset)
        } else {
          self = .list(\.templates, name: name)
        }
      } else {
        return nil
      }
    }
  }

  static let templateFolder = ContentFolder.templates
  /// The folder of assets below `templateFolder`.
  static let assetFolder = "assets/"

  // MARK: Files by path

  /// Whether the tree has a file at a path below the site's folder; O(files).
  package func holds(_ path: String) -> Bool {
    switch Slot(path, content) {
    case .single(let slot): self[keyPath: slot] != nil
    case .list(let list, let name): self[keyPath: list].contains { $0.name == name }
    case nil: false
    }
  }

  /// Adds a file that the tree does not have; O(1).
  ///
  /// `path` is the path below the site's folder. Files outside `content`, `templates/` and `data/` are ignored, but for
  /// words.
  package mutating func add(_ path: String, _ bytes: [UInt8]) {
    add(SourceText(name: path, bytes: bytes))
  }

  /// Adds a file that the tree does not have, whose name is its path; O(1).
  mutating func add(_ source: SourceText) {
    switch Slot(source.name, content) {
    case .single(let slot): self[keyPath: slot] = source
    case .list(let list, let name):
      self[keyPath: list].append(SourceFile(name: name, source: source))
    case nil: break
    }
  }

  /// Replaces the file at a path, or adds it; O(files).
  package mutating func set(_ path: String, _ bytes: [UInt8]) {
    guard case .list(let list, let name)? = Slot(path, content),
      let index = self[keyPath: list].firstIndex(where: { $0.name == name })
    else { return add(path, bytes) }
    self[keyPath: list][index] = SourceFile(
      name: name, source: SourceText(name: path, bytes: bytes))
  }

  // MARK: All files

  /// Every text that authors write, by its path below the site's folder.
  package var texts: [String: SourceText] {
    // Those of a language are among the files of the whole site.
    let tests = files.filter { $0.path.name == SearchTest.path.text }
    let all =
      [configuration, searchTests].compactMap(\.self) + tests.map(\.source) + pages.map(\.source)
      + templates.map(\.source) + data.map(\.source) + strings.map(\.source)
    return Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Every file, in no particular order.
  package var all: [SourceText] {
    [configuration, searchTests].compactMap(\.self)
      + [pages, files, templates, assets, data, strings].joined().map(\.source)
  }

  /// The tree with each file replaced by the result of `change`, which may have another path.
  func mapping(_ change: (SourceText) -> SourceText) -> SourceTree {
    var tree = SourceTree(content: content)
    tree.diagnostics = diagnostics
    tree.unread = unread
    tree.leftOut = leftOut
    tree.hasLinks = hasLinks
    tree.icons = icons
    tree.pictures = pictures
    for source in all { tree.add(change(source)) }
    return tree
  }

  /// The sources of one language of a site that has several: the pages in its folder, and the files that belong to all.
  ///
  /// - `folder`: The folder of the language below `content`; `nil` for that of the site if it has none of its own.
  /// - `others`: The folders of the other languages.
  func edition(in folder: String?, besides others: [String]) -> SourceTree {
    var tree = SourceTree(content: folder.map { content.folder($0) } ?? content)
    tree.unread = unread
    tree.leftOut = leftOut
    tree.hasLinks = hasLinks
    tree.icons = icons
    let foreign = others.map { content.path(of: ContentPath($0)) + "/" }
    for source in all where !foreign.contains(where: source.name.hasPrefix) { tree.add(source) }
    guard let folder else {
      tree.pictures = pictures
      return tree
    }
    let inner = folder + "/"
    for (path, copies) in pictures {
      tree.pictures[ContentPath(path.text.dropping(prefix: inner) ?? path.text)] = copies
    }
    let all = Set(([folder] + others).map { $0 + "/" })
    let known = Set(tree.files.map(\.name))
    for file in files
    where !all.contains(where: file.name.hasPrefix) && !known.contains(file.name) {
      tree.files.append(file)
    }
    return tree
  }

  /// The number of bytes of all files.
  package var byteCount: Int { all.reduce(0) { $0 + $1.bytes.count } }

  /// Looks up files that are not pages, by their paths under `content/`.
  package var fileTexts: @Sendable (ContentPath) -> SourceText? {
    let texts = Dictionary(
      files.map { ($0.path, $0.source) }, uniquingKeysWith: { first, _ in first })
    return { texts[$0] }
  }
}

extension String {
  /// The rest of a text that begins with `prefix`; `nil` for other texts.
  func dropping(prefix: String) -> String? {
    guard hasPrefix(prefix) else { return nil }
    return String(utf8.dropFirst(prefix.utf8.count)) ?? String(dropFirst(prefix.count))
  }
}
