import Concurrency
import Diagnostics
import Files
import SiteModel
import SystemPackage

extension Diagnostic {
  /// The diagnostic for a file or folder that is left out.
  ///
  /// Below the folder of the pages, `content`, it is a warning, because the rest of the site can be published.
  static func unread(
    _ rule: Rule, _ message: String, at path: String, in content: ContentFolder?, help: String?
  ) -> Diagnostic {
    let diagnostic = Diagnostic(rule, message, at: Location(path: path), help: help)
    return content?.inner(path) != nil ? diagnostic.limited(to: .warning) : diagnostic
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
  /// Whether smaller copies of pictures are made, if the site asks for them.
  let copiesPictures: Bool
  let realFolder: FilePath
  private var diagnostics: [Diagnostic] = []
  private var unread: [String] = []
  private var leftOut: [String] = []
  private var hasLinks = false
  /// The folder with the pages, after the settings were read.
  private var content = ContentFolder.standard

  /// Makes a loader for the site in a folder.
  ///
  /// - Parameters:
  ///   - folder: The site's folder.
  ///   - copiesPictures: Whether smaller copies of pictures are made, if the site asks for them.
  package init(folder: FilePath, copiesPictures: Bool = false) {
    self.folder = folder
    self.copiesPictures = copiesPictures
    realFolder = FileSystem.real(folder) ?? folder
  }

  /// Whether the file at a path below the site's folder belongs to the site.
  ///
  /// `content` is the folder with the site's pages.
  package static func reads(_ path: String, _ content: ContentFolder) -> Bool {
    if path == SiteConfiguration.fileName || SiteStrings.isFile(path) { return true }
    if content.isData(path) { return !isIgnored(path) }
    let page = content.inner(path)
    guard let inner = page ?? path.dropping(prefix: SourceTree.templateFolder),
      page.map({ content.takes(ContentPath($0)) }) ?? true
    else { return false }
    return !isIgnored(inner)
  }

  /// Whether a path has a part that is ignored because of its name.
  private static func isIgnored(_ path: String) -> Bool {
    path.split(separator: "/").contains { FolderWalk.isIgnored($0, in: path) }
  }

  /// Whether a file or folder at a path below the site's folder, or something in it, can belong to the site.
  package static func mayRead(_ path: String, _ content: ContentFolder) -> Bool {
    if path == SiteConfiguration.fileName || SiteStrings.isFile(path) { return true }
    if [SourceTree.templateFolder, ContentFolder.data].contains(path + "/") { return true }
    return !content.leavesOut(path) && !isIgnored(path)
  }

  /// Reads the site.
  ///
  /// Files that cannot be read are left out and reported.
  ///
  /// `earlier` is a tree of the same site, whose images of the icon are kept while the icon is the same.
  package mutating func load(after earlier: SourceTree? = nil) -> SourceTree {
    let settings = configuration().map { SourceText(name: SiteConfiguration.fileName, bytes: $0) }
    let setting = ContentFolder.setting(in: settings)
    content = setting.folder
    var tree = SourceTree(content: content)
    if let settings { tree.add(settings) }
    // Without the site's settings, other files would get diagnostics by the default settings.
    if unread.isEmpty {
      let place = setting.range.flatMap { range in settings.map { $0.location(of: range) } }
      for (path, bytes) in pages(setAt: place) { tree.add(content.prefix + path, bytes) }
      let templates = SourceTree.templateFolder
      for (path, bytes) in contents(of: templates, FolderWalk(real: realFolder, prefix: templates))
      {
        tree.add(templates + path, bytes)
      }
      let data = ContentFolder.data
      for (path, bytes) in contents(of: data, FolderWalk(real: realFolder, prefix: data))
      where content.isData(data + path) {
        tree.add(data + path, bytes)
      }
    }
    if unread.isEmpty || tree.configuration != nil { addStrings(to: &tree) }
    addIcons(to: &tree, after: earlier)
    tree.diagnostics = diagnostics
    tree.unread = unread
    tree.leftOut = leftOut
    tree.hasLinks = hasLinks
    copyPictures(of: &tree)
    return tree
  }

  /// Reads the site's own words.
  private mutating func addStrings(to tree: inout SourceTree) {
    guard let names = try? FileSystem.names(in: realFolder) else { return }
    for name in names.map(\.string).sorted() where SiteStrings.isFile(name) {
      guard let status = FileSystem.status(folder.appending(name)) else { continue }
      let files = listed(FolderWalk(real: realFolder), name + "/", path: name, status)
      if files.map(\.path) == [name] {
        for (path, bytes) in read(files, prefix: "") { tree.add(path, bytes) }
      } else if unread.last != name {
        report(
          .notAFile, name, "this is a folder, where a file is expected",
          help: "replace it by a file with words, or give it another name")
      }
    }
  }

  /// Makes PNG files of the icon that the settings name.
  private mutating func addIcons(to tree: inout SourceTree, after earlier: SourceTree?) {
    guard let settings = tree.configuration,
      let setting = IconImages.setting(in: settings),
      let icon = tree.assets.first(where: { $0.name == setting.name })
    else { return }
    if let earlier, !earlier.icons.isEmpty,
      IconImages.setting(in: earlier.configuration)?.name == setting.name,
      earlier.assets.contains(icon)
    {
      tree.icons = earlier.icons
      return
    }
    let made = IconImages.make(from: icon, setAt: settings.location(of: setting.range))
    tree.icons = made.files
    if let diagnostic = made.diagnostic { diagnostics.append(diagnostic) }
  }

  /// Makes smaller copies of the pictures of a tree, if the site asks for them.
  func copyPictures(of tree: inout SourceTree) {
    tree.pictures = [:]
    let cache = realFolder.appending(".cache").appending("pictures")
    guard copiesPictures, let maker = PictureMaker(tree.configuration, cache: cache) else { return }
    let (copies, notes) = maker.copies(of: tree.files)
    tree.pictures = copies
    tree.diagnostics += notes
  }

  /// The bytes of `waymark.yml`.
  private mutating func configuration() -> [UInt8]? {
    let name = SiteConfiguration.fileName
    guard let status = FileSystem.status(folder.appending(name)) else {
      diagnostics.append(
        Diagnostic(
          .missingConfiguration,
          "there is no site \(folder == "." ? "here" : "in `\(folder)`"): no `\(name)`", at: nil,
          help:
            "run waymark in the site's folder, or name it with `--source`; `waymark init` starts a site"
        ))
      return nil
    }
    let files = listed(FolderWalk(real: realFolder), name + "/", path: name, status)
    if files.map(\.path) == [name] { return read(files, prefix: "").first?.bytes }
    if unread.isEmpty {
      report(
        .notAFile, name, "this is a folder, where a file is expected",
        help: "replace it by a file of this name, which contains the site's settings")
    }
    return nil
  }

  /// Reads the files in the folder of the pages, which the settings name at `place`.
  private mutating func pages(setAt place: Location?) -> [(path: String, bytes: [UInt8])] {
    let hasNoSettings = diagnostics.contains { $0.rule == .missingConfiguration }
    if FileSystem.status(location(content.prefix)) == nil {
      if hasNoSettings { return [] }
      diagnostics.append(
        Diagnostic(
          .missingConfiguration, "there is no folder `\(content.name)` in `\(folder)`", at: place,
          help:
            "put the site's pages there, or name their folder in `\(SiteConfiguration.fileName)`, such as `content: docs`"
        ))
      return []
    }
    return contents(
      of: content.prefix, FolderWalk(real: realFolder, prefix: content.prefix, content: content))
  }

  /// The real location of a folder, which is a path below the site's folder with a slash at its end, or empty.
  private func location(_ folder: String) -> FilePath {
    folder.isEmpty ? realFolder : realFolder.appending(String(folder.dropLast()))
  }

  /// Reads the files below `folder`, which is a path below the site's folder and ends in a slash.
  private mutating func contents(
    of folder: String, _ walk: FolderWalk
  ) -> [(path: String, bytes: [UInt8])] {
    let name = String(folder.dropLast())
    guard let status = FileSystem.status(location(folder)) else { return [] }
    let files = listed(walk, folder, path: "", status)
    guard files.contains(where: \.path.isEmpty) else { return read(files, prefix: folder) }
    report(
      .notAFile, name, "this is a file, where a folder is expected", help: "move it elsewhere")
    return []
  }

  /// Lists the files of a walk that starts at an entry of the site's folder.
  private mutating func listed(
    _ walk: FolderWalk, _ folder: String, path: String, _ status: Stat
  ) -> [FolderWalk.File] {
    var walk = walk
    walk.visit(location(folder), status, path, ancestors: [])
    diagnostics += walk.diagnostics
    unread += walk.unread
    leftOut += walk.leftOut
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
    diagnostics.append(.unread(rule, message, at: path, in: content, help: help))
  }

  /// The largest size in bytes of the file at a path.
  static func limit(for path: String) -> Int {
    let texts = [".csv", ".tsv", ".yml", ".yaml", ".html", ".xml"]
    return ContentPath(path).isMarkdown || texts.contains(where: path.hasSuffix)
      ? textLimit : fileLimit
  }
}
