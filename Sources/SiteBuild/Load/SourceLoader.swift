import Concurrency
import Diagnostics
import Files
import SiteModel
import SystemPackage

extension Diagnostic {
  /// The diagnostic for a file or folder that is left out.
  ///
  /// Below `content/` it is a warning, because the rest of the site can be published.
  static func unread(
    _ rule: Rule, _ message: String, at path: String, help: String?
  ) -> Diagnostic {
    let diagnostic = Diagnostic(rule, message, at: Location(path: path), help: help)
    return path.hasPrefix(SourceTree.contentFolder) ? diagnostic.limited(to: .warning) : diagnostic
  }
}

/// The first stage: reads a site's folder into a `SourceTree`.
///
/// It reads only regular files inside the folder, each once.
package struct SourceLoader {
  /// The largest size in bytes of a page, a table or a template.
  package static let textLimit = 4 << 20
  /// The largest size in bytes of any other file.
  package static let fileLimit = 100 << 20

  let folder: FilePath
  let realFolder: FilePath
  private var diagnostics: [Diagnostic] = []
  private var unread: [String] = []
  private var hasLinks = false

  /// Makes a loader for the site in a folder.
  package init(folder: FilePath) {
    self.folder = folder
    realFolder = FileSystem.real(folder) ?? folder
  }

  /// Whether the file at a path below the site's folder belongs to the site.
  package static func reads(_ path: String) -> Bool {
    if path == SiteConfiguration.fileName { return true }
    guard
      let inner = path.dropping(prefix: SourceTree.contentFolder)
        ?? path.dropping(prefix: SourceTree.templateFolder)
    else { return false }
    return !inner.split(separator: "/").contains { FolderWalk.isIgnored($0, in: inner) }
  }

  /// Reads the site.
  ///
  /// Files that cannot be read are left out and reported.
  package mutating func load() -> SourceTree {
    var tree = SourceTree()
    if let bytes = configuration() { tree.add(SiteConfiguration.fileName, bytes) }
    // Without the site's settings, other files would get diagnostics by the default settings.
    if unread.isEmpty {
      for folder in [SourceTree.contentFolder, SourceTree.templateFolder] {
        for (path, bytes) in contents(of: folder) { tree.add(folder + path, bytes) }
      }
    }
    tree.diagnostics = diagnostics
    tree.unread = unread
    tree.hasLinks = hasLinks
    return tree
  }

  /// The bytes of `waymark.yml`.
  private mutating func configuration() -> [UInt8]? {
    let name = SiteConfiguration.fileName
    guard let status = FileSystem.status(folder.appending(name)) else {
      diagnostics.append(
        Diagnostic(
          .missingConfiguration, "there is no `\(name)` in `\(folder)`", at: nil,
          help:
            "run waymark in the site's folder, or name it with `--source`; `waymark init` starts a site"
        ))
      return nil
    }
    let files = listed(FolderWalk(real: realFolder), name, path: name, status)
    if files.map(\.path) == [name] { return read(files, prefix: "").first?.bytes }
    if unread.isEmpty {
      report(
        .notAFile, name, "this is a folder, where a file is expected",
        help: "replace it by a file of this name, which contains the site's settings")
    }
    return nil
  }

  /// Reads the files below `folder`, which is a path below the site's folder and ends in a slash.
  private mutating func contents(of folder: String) -> [(path: String, bytes: [UInt8])] {
    let name = String(folder.dropLast())
    guard let status = FileSystem.status(self.folder.appending(name)) else {
      if folder == SourceTree.contentFolder {
        diagnostics.append(
          Diagnostic(
            .missingConfiguration, "there is no folder `content` in `\(self.folder)`", at: nil,
            help: "put the site's pages there; `waymark init` in an empty folder shows how"))
      }
      return []
    }
    let files = listed(FolderWalk(real: realFolder, prefix: folder), name, path: "", status)
    guard files.contains(where: \.path.isEmpty) else { return read(files, prefix: folder) }
    report(
      .notAFile, name, "this is a file, where a folder is expected", help: "move it elsewhere")
    return []
  }

  /// Lists the files of a walk that starts at an entry of the site's folder.
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

  /// Reads files on all cores.
  private mutating func read(
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
      let path = prefix + file.path
      switch result {
      case .success(let bytes): read.append((file.path, bytes))
      case .failure(.fileTooLarge):
        report(
          .fileTooLarge, path, "the file has more than \(Self.limit(for: path) >> 20) MiB",
          help: ContentPath(path).isMarkdown
            ? "divide the page" : "publish it elsewhere and link to it")
      case .failure(.tooManySymbolicLinkLevels):
        report(
          .unreadableFile, path,
          "a symbolic link took the place of this file while the site was read",
          help: "build again")
      case .failure(let error):
        report(.unreadableFile, path, "the file cannot be read: \(error)")
      }
    }
    return read
  }

  /// Reports a file or folder that is left out.
  private mutating func report(
    _ rule: Rule, _ path: String, _ message: String, help: String? = nil
  ) {
    unread.append(path)
    diagnostics.append(.unread(rule, message, at: path, help: help))
  }

  /// The largest size in bytes of the file at a path.
  static func limit(for path: String) -> Int {
    let texts = [".csv", ".tsv", ".yml", ".html", ".xml"]
    return ContentPath(path).isMarkdown || texts.contains(where: path.hasSuffix)
      ? textLimit : fileLimit
  }
}
