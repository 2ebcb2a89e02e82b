import Files
import SiteBuild
import SiteModel
import SystemPackage

/// The Markdown that a folder has before a site is started in it.
struct ExistingPages {
  /// The folder for `content` in `waymark.yml`; `nil` if there is no page.
  private(set) var content: ContentFolder?
  /// The other folders at the top with Markdown, sorted.
  private(set) var others: [String] = []
  /// The paths of READMEs and home pages, those in `content` first.
  private(set) var readmes: [String] = []

  /// Files about a repository, which alone make no site of its folder.
  private static let repositoryFiles: Set<String> = [
    "readme", "changelog", "changes", "history", "news", "contributing", "contributors", "authors",
    "maintainers", "code_of_conduct", "code-of-conduct", "license", "licence", "security",
    "support",
    "governance", "agents", "claude", "gemini",
  ]
  /// Folders that usually contain a repository's pages, the likeliest first.
  private static let usualFolders = ["content", "docs", "doc"]
  private static let depthLimit = 8

  init(in folder: FilePath) {
    guard let site = ContentFolder(".") else { return }
    let names = Self.names(in: folder)
    let folders = names.filter { name in
      SourceLoader.mayRead(name, site) && ContentFolder(name) != nil
        && Self.hasMarkdown(folder.appending(name), name, depth: 1)
    }
    let hasPages = names.contains { name in
      ContentPath(name).isMarkdown
        && !Self.repositoryFiles.contains(ContentPath(name).stem.lowercased())
    }
    let usual = Self.usualFolders.first(where: folders.contains)
    if hasPages, usual != "content" {
      content = site
    } else if let name = usual ?? (folders.count == 1 ? folders[0] : nil) {
      content = ContentFolder(name)
      others = folders.filter { $0 != name }
    } else if !folders.isEmpty {
      content = site
    }
    if let content, !content.isSite {
      readmes = Self.readmes(Self.names(in: folder.appending(content.name)), below: content.prefix)
    }
    readmes += Self.readmes(names, below: "")
  }

  /// Whether a folder has Markdown at some depth.
  private static func hasMarkdown(_ folder: FilePath, _ path: String, depth: Int) -> Bool {
    guard depth <= depthLimit, FileSystem.status(folder)?.type == .directory,
      let site = ContentFolder(".")
    else { return false }
    let names = names(in: folder).filter { SourceLoader.mayRead(path + "/" + $0, site) }
    return names.contains { ContentPath($0).isMarkdown }
      || names.contains { hasMarkdown(folder.appending($0), path + "/" + $0, depth: depth + 1) }
  }

  private static func names(in folder: FilePath) -> [String] {
    ((try? FileSystem.names(in: folder)) ?? []).map(\.string).sorted()
  }

  /// The files that could be a README or the page of a folder.
  private static func readmes(_ names: [String], below folder: String) -> [String] {
    names.filter { ContentPath($0).isNamedAsFolderPage }.map { folder + $0 }
  }
}
