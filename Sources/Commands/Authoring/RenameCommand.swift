import ArgumentParser
import Diagnostics
import Files
import SiteBuild
import SiteModel
import SystemPackage
import Text

struct RenameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename",
    abstract: "Renames or moves a page and updates all links to it.",
    discussion: """
      The old address redirects to the new one. Nothing is changed if the site would have new \
      errors or warnings.
      """)

  @Argument(help: "The page: its name as in a wiki link, or its file.")
  var old: String

  @Argument(help: "The new path below content/. A name without a folder keeps the folder.")
  var new: String

  @OptionGroup var site: SourceOption

  func run() throws {
    try site.requireSite()
    let transaction = try SiteTransaction(site.folder, command: ["rename", old, new])
    if transaction.isDone { return }
    var run = SiteRun(
      SiteOptions(reading: site.folder, includesUnpublished: true), includesHints: true)
    let before = try run.build()
    let (page, part) = try PageArgument(old, in: site).page(in: before)
    let content = part.site.configuration.content
    let path = try newPath(of: page, in: content, of: before)
    try checkFiles(page, path, content)

    let rename = PageRename(page, to: path, in: part, of: before)
    try refuseNewDiagnostics(
      NewDiagnostics(before, run.build(run.sources.applying(rename)), rename))
    run.clearProgress()
    var changes = FileChanges()
    changes.add(rename.edits)
    changes.move(page.source.name, to: rename.file)
    changes.add(to: transaction, run.sources.texts)
    try transaction.commit(diff: changes.diff(run.sources.texts))
    Terminal.write(summary(rename, part.site), to: .errors)
  }

  // MARK: Checking

  /// The path of the new name, below the folder of the page's language.
  private func newPath(
    of page: Page, in content: ContentFolder, of build: BuildResult
  ) throws -> ContentPath {
    try refuseFolderPage(page, content)
    let all = build.sources.content.prefix
    var name = new.hasPrefix("./") ? String(new.dropFirst(2)) : new
    for part in build.languages where build.languages.count > 1 {
      let folder = part.site.configuration.content.prefix
      guard folder != all, name.hasPrefix(folder) || (all + name).hasPrefix(folder) else {
        continue
      }
      guard folder == content.prefix else {
        throw ValidationError(
          "'\(new)' is in another language than '\(page.source.name)': a page keeps its language.")
      }
      name.removeFirst(name.hasPrefix(folder) ? folder.count : folder.count - all.count)
      break
    }
    if name.hasPrefix(content.prefix) { name.removeFirst(content.prefix.count) }
    if !name.contains("/"), !page.path.folder.isEmpty { name = page.path.folder + "/" + name }
    if name.hasSuffix("/") { name += page.path.name }
    guard let path = ContentPath("").resolving(name), !path.stem.isEmpty,
      path.components.allSatisfy({ !Slug.page(String($0)).isEmpty && $0.first != "." }),
      !path.text.utf8.contains(where: { $0 < 0x20 || "\\#[]|".utf8.contains($0) })
    else {
      throw ValidationError("'\(new)' is not a valid path of a page, such as 'articles/start'.")
    }
    let full = path.isMarkdown ? path : ContentPath(path.text + ".md")
    if full.isNamedAsFolderPage {
      throw ValidationError("'\(new)' would be the page of a folder: move its text there by hand.")
    }
    if full == page.path { throw ValidationError("The page is already at '\(full.text)'.") }
    return full
  }

  /// Refuses a page without a file, and the page of a folder, whose name and place follow from the folder.
  private func refuseFolderPage(_ page: Page, _ content: ContentFolder) throws {
    if page.parsed.isGenerated {
      throw ValidationError("Waymark generates the page '\(old)': there is no file to rename.")
    }
    guard page.place.isIndex else { return }
    let file = content.path(of: page.path)
    let folder = content.path(of: ContentPath(page.place.folder))
    if page.isHome {
      throw ValidationError("'\(file)' is the home page, which keeps its name.")
    }
    if page.path.isNamedAsFolderPage {
      throw ValidationError(
        "'\(file)' is the page of the folder '\(folder)', and its address is that of the folder. Rename the pages in the folder one by one."
      )
    }
    throw ValidationError(
      "'\(file)' is the page of the folder '\(folder)' beside it, because both have the same name. To rename it alone, first move it to '\(folder)/\(page.path.name)'; to rename the folder, rename its pages one by one."
    )
  }

  /// Refuses a path that is taken, and a page that is a symbolic link.
  private func checkFiles(_ page: Page, _ path: ContentPath, _ content: ContentFolder) throws {
    let folder = FilePath(site.folder)
    let file = folder.appending(content.path(of: page.path))
    if FileSystem.status(file)?.type == .symbolicLink {
      throw ValidationError(
        "'\(content.path(of: page.path))' is a symbolic link: rename it by hand.")
    }
    let target = folder.appending(content.path(of: path))
    let isItself = FileSystem.real(target).map { $0 == FileSystem.real(file) } ?? false
    if FileSystem.status(target) != nil, !isItself {
      throw ValidationError("'\(content.path(of: path))' already exists.")
    }
  }

  private func refuseNewDiagnostics(_ new: NewDiagnostics) throws {
    guard !new.diagnostics.isEmpty else { return }
    Terminal.show(new.diagnostics)
    Terminal.write(
      "Nothing was renamed: the site would get \(Tally(new.diagnostics).text).\n",
      to: .errors)
    throw ExitStatus.errors
  }

  // MARK: Writing

  private func summary(_ rename: PageRename, _ site: Site) -> String {
    var text = "Renamed \(rename.page.source.name) to \(rename.file)"
    text += "; changed \(rename.count) link\(rename.count == 1 ? "" : "s")"
    if let route = rename.redirect {
      text += "; \(site.configuration.address.root)\(route.text) redirects to it"
    }
    return text + ".\n"
  }
}

/// The diagnostics that a rename adds.
///
/// Messages may contain paths and numbers, so diagnostics are counted by rule and file instead of compared.
private struct NewDiagnostics {
  private(set) var diagnostics: [Diagnostic] = []

  init(_ before: BuildResult, _ after: BuildResult, _ rename: PageRename) {
    let (old, new) = (rename.page.source.name, rename.file)
    var counts: [Key: Int] = [:]
    for diagnostic in before.diagnostics {
      let path = diagnostic.location?.path
      counts[Key(rule: diagnostic.rule.id, path: path == old ? new : path), default: 0] += 1
    }
    for diagnostic in after.diagnostics {
      let key = Key(rule: diagnostic.rule.id, path: diagnostic.location?.path)
      if let count = counts[key], count > 0 {
        counts[key] = count - 1
      } else {
        diagnostics.append(diagnostic)
      }
    }
  }

  private struct Key: Hashable {
    let rule: String
    let path: String?
  }
}
