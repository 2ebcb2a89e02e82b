import Concurrency
import Diagnostics
import Files
import SiteModel
import SystemPackage

/// Reads a site's folder into a `SourceTree`.
///
/// Nothing outside the folder is ever read, nothing that is not a plain file, and nothing twice.
package struct SourceLoader {
  /// The most bytes of a page, a table or a template.
  package static let textLimit = 4 << 20
  /// The most bytes of any other file.
  package static let fileLimit = 100 << 20

  let folder: FilePath
  let realFolder: FilePath
  var diagnostics: [Diagnostic] = []
  private var unread: [String] = []
  private var hasLinks = false

  package init(folder: FilePath) {
    self.folder = folder
    realFolder = FileSystem.real(folder) ?? folder
  }

  /// Reads everything; what cannot be read is left out and reported.
  package mutating func load() -> SourceTree {
    var tree = SourceTree()
    tree.configuration = configuration()
    // By other settings than the site's own everything else would look wrong.
    let isConfigured = unread.isEmpty
    let content = isConfigured ? contents(of: "content") : []
    for (path, bytes) in content {
      let path = ContentPath(path)
      if path.isPage {
        tree.pages.append((path, SourceText(name: "content/" + path.text, bytes: bytes)))
      } else if path == SearchTest.path {
        tree.searchTests = SourceText(name: "content/" + path.text, bytes: bytes)
      } else {
        tree.files.append((path, bytes))
      }
    }
    for (path, bytes) in isConfigured ? contents(of: "templates") : [] {
      if let name = Theme.assetName(path) {
        tree.assets.append((name, bytes))
      } else {
        tree.templates.append((path, SourceText(name: "templates/" + path, bytes: bytes)))
      }
    }
    tree.diagnostics = diagnostics
    tree.unread = unread
    tree.hasLinks = hasLinks
    return tree
  }

  mutating func configuration() -> SourceText? {
    let name = SiteConfiguration.fileName
    guard let status = FileSystem.status(folder.appending(name)) else {
      diagnostics.append(
        Diagnostic(
          .missingConfiguration, "there is no `\(name)` in `\(folder)`", at: nil,
          help: "run waymark in the site's folder, or name it by `--source`"))
      return nil
    }
    var files = listed(FolderWalk(real: realFolder), name, path: name, status)
    let isFile = files.map(\.path) == [name]
    if !isFile { files = [] }
    if !isFile, unread.isEmpty {
      unread.append(name)
      diagnostics.append(
        Diagnostic(
          .notAFile, "this is a folder", at: Location(path: name),
          help: "the site's settings are a file of this name"))
    }
    return read(files, prefix: "").first.map { SourceText(name: name, bytes: $0.bytes) }
  }

  private mutating func contents(of name: String) -> [(path: String, bytes: [UInt8])] {
    guard let status = FileSystem.status(folder.appending(name)) else {
      if name == "content" {
        diagnostics.append(
          Diagnostic(
            .missingConfiguration, "there is no folder `content` in `\(folder)`", at: nil,
            help: "put the site's pages there"))
      }
      return []
    }
    var files = listed(FolderWalk(real: realFolder, prefix: name + "/"), name, path: "", status)
    if files.contains(where: \.path.isEmpty) {
      files = []
      unread.append(name)
      diagnostics.append(
        Diagnostic(
          .notAFile, "this is a file, where a folder is expected", at: Location(path: name),
          help: "move it elsewhere"))
    }
    return read(files, prefix: name + "/")
  }

  /// The files at a name in the site's folder.
  private mutating func listed(
    _ walk: FolderWalk, _ name: String, path: String, _ status: Stat
  ) -> [FolderWalk.File] {
    var walk = walk
    walk.visit(realFolder.appending(name), status, path, ancestors: [])
    diagnostics += walk.diagnostics
    unread += walk.unread
    hasLinks = hasLinks || walk.hasLinks
    return walk.files
  }

  /// Reads on all cores; a site's files are many and small.
  mutating func read(
    _ files: [FolderWalk.File], prefix: String
  ) -> [(path: String, bytes: [UInt8])] {
    let results = files.concurrentMap { [realFolder] file -> Result<[UInt8], Errno> in
      let limit = Self.limit(for: file.path)
      if file.size > limit { return .failure(.fileTooLarge) }
      guard let source = ContainedFile(file.location, below: realFolder) else {
        return .failure(.tooManySymbolicLinkLevels)
      }
      do {
        return .success(try source.read(limit: limit))
      } catch {
        return .failure(error as? Errno ?? .ioError)
      }
    }
    var read: [(path: String, bytes: [UInt8])] = []
    for (file, result) in zip(files, results) {
      if case .failure = result { unread.append(prefix + file.path) }
      switch result {
      case .success(let bytes): read.append((file.path, bytes))
      case .failure(.fileTooLarge): reportSize(file, prefix)
      case .failure(.tooManySymbolicLinkLevels):
        diagnostics.append(
          Diagnostic(
            .unreadableFile, "a symbolic link took the place of this file while the site was read",
            at: Location(path: prefix + file.path), help: "build again"))
      case .failure(let error):
        diagnostics.append(
          Diagnostic(
            .unreadableFile, "the file cannot be read: \(error)",
            at: Location(path: prefix + file.path)))
      }
    }
    return read
  }

  private mutating func reportSize(_ file: FolderWalk.File, _ prefix: String) {
    let limit = Self.limit(for: file.path) >> 20
    diagnostics.append(
      Diagnostic(
        .fileTooLarge, "the file has more than \(limit) MiB",
        at: Location(path: prefix + file.path),
        help: file.path.hasSuffix(".md") ? "divide the page" : "link to a place outside the site"))
  }

  static func limit(for path: String) -> Int {
    let texts = [".md", ".csv", ".tsv", ".yml", ".html", ".xml"]
    return texts.contains(where: path.hasSuffix) ? textLimit : fileLimit
  }
}
