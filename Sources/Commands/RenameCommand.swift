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
    abstract: "Moves a page and changes every link to it, each as its author spells it.",
    discussion: """
      The page's earlier address redirects to the new one. Nothing is written where the site would \
      then have a problem that it has not now.
      """)

  @Argument(help: "The page, as a wiki link names it or by its file.")
  var old: String

  @Argument(help: "Its new path below content/; a name alone keeps the folder.")
  var new: String

  @Option(help: "The site's folder, with waymark.yml and content/.")
  var source = "."

  func run() throws {
    let transaction = try SiteTransaction(source, command: ["rename", old, new])
    if transaction.isDone { return }
    var run = SiteRun(
      try SiteOptions.parse(["--source", source, "--quiet", "--drafts", "--future"]),
      includesHints: true)
    let before = try run.build()
    let page = try PageArgument(old).page(in: before.site)
    let path = try newPath(of: page, in: run.sources)
    let content = FilePath(source).appending("content")
    try checkFiles(page, path, content)

    let rename = PageRename(
      page, to: path, in: before.site, searchTests: run.sources.searchTests,
      data: run.sources.fileTexts)
    try refuseProblems(NewProblems(before, run.build(run.sources.applying(rename)), rename))
    run.clearProgress()
    var changes = FileChanges()
    changes.add(rename.edits)
    changes.move("content/" + page.path.text, to: "content/" + path.text)
    changes.add(to: transaction, run.sources.texts)
    try transaction.commit(diff: changes.diff(run.sources.texts))
    Terminal.write(summary(rename), to: .errors)
  }

  // MARK: Checking

  /// The path that the new name means.
  private func newPath(of page: Page, in sources: SourceTree) throws -> ContentPath {
    guard !page.parsed.isGenerated, !page.path.isIndex else {
      throw ValidationError(
        "'\(old)' is the page of a folder or made by Waymark: there is no file to rename.")
    }
    var name = new
    for prefix in ["./", "content/"] where name.hasPrefix(prefix) {
      name.removeFirst(prefix.count)
    }
    if !name.contains("/"), !page.path.folder.isEmpty { name = page.path.folder + "/" + name }
    if name.hasSuffix("/") { name += page.path.name }
    guard let path = ContentPath("").resolving(name), !path.stem.isEmpty,
      path.components.allSatisfy({ !Slug.page(String($0)).isEmpty && $0.first != "." }),
      !path.text.utf8.contains(where: { $0 < 0x20 || "\\#[]|".utf8.contains($0) })
    else {
      throw ValidationError("'\(new)' cannot be a page's path: write one such as 'articles/start'.")
    }
    let full = path.isMarkdown ? path : ContentPath(path.text + ".md")
    if full.isIndex {
      throw ValidationError("'\(new)' would be the page of a folder; move its text there by hand.")
    }
    if full == page.path { throw ValidationError("The page is at '\(full.text)' already.") }
    return full
  }

  /// Refuses a path where something is, and a page that lies elsewhere.
  private func checkFiles(_ page: Page, _ path: ContentPath, _ content: FilePath) throws {
    let file = content.appending(page.path.text)
    if FileSystem.status(file)?.type == .symbolicLink {
      throw ValidationError("'content/\(page.path.text)' is a symbolic link: rename it by hand.")
    }
    let target = content.appending(path.text)
    let isItself = FileSystem.real(target).map { $0 == FileSystem.real(file) } ?? false
    if FileSystem.status(target) != nil, !isItself {
      throw ValidationError("'content/\(path.text)' exists already.")
    }
  }

  private func refuseProblems(_ problems: NewProblems) throws {
    guard !problems.diagnostics.isEmpty else { return }
    let renderer = TextRenderer(isColored: Terminal.hasColors(.errors))
    Terminal.write(rendered: renderer.render(problems.diagnostics) + "\n", to: .errors)
    Terminal.write(
      "Nothing was renamed: the site would have \(Tally(problems.diagnostics).text) more.\n",
      to: .errors)
    throw ExitStatus(.problems)
  }

  // MARK: Writing

  private func summary(_ rename: PageRename) -> String {
    var text = "Renamed content/\(rename.page.path.text) to content/\(rename.path.text)"
    text += "; changed \(rename.count) link\(rename.count == 1 ? "" : "s")"
    if let route = rename.redirect { text += "; /\(route.text) redirects to it" }
    return text + ".\n"
  }
}

/// What is said of a site after a rename that was not said before.
///
/// Messages name paths and count things, so they are counted by rule and file, not compared.
private struct NewProblems {
  private(set) var diagnostics: [Diagnostic] = []

  init(_ before: BuildResult, _ after: BuildResult, _ rename: PageRename) {
    let (old, new) = ("content/" + rename.page.path.text, "content/" + rename.path.text)
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
