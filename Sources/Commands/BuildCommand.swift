import ArgumentParser
import Diagnostics
import Files
import SiteBuild
import SiteModel
import SystemPackage

struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Builds the site into a folder.",
    discussion: """
      A build with errors leaves the folder as it is. Only files whose bytes change are written, \
      and only files of earlier builds are replaced or removed.
      """)

  @OptionGroup var options: SiteOptions

  @Option(name: .shortAndLong, help: "The folder to build into; public/ in the site's folder.")
  var output: String?

  @Flag(help: "Build again with every change, until Ctrl-C ends it.")
  var watch = false

  @Flag(help: "Write over files in the output folder that no build wrote.")
  var replace = false

  func validate() throws {
    if watch, options.format != .text {
      throw ValidationError("--watch writes lines for people, so it goes with --format text only.")
    }
    if watch, options.profile {
      throw ValidationError("--profile times one build, so it does not go with --watch.")
    }
  }

  func run() throws {
    let folder = output.map { FilePath($0) } ?? options.folder.appending("public")
    var run = SiteRun(options)
    if let problem = OutputFolder.problem(folder, source: options.folder) {
      try run.finish([problem], summary: { _ in "" }, fields: [])
    }
    if watch { try BuildWatch(options, output: folder, isReplacing: replace).run() }
    let build = try run.build()
    // The process ends soon, and the system takes memory back faster than page by page.
    _ = Unmanaged.passRetained(Kept(value: build))
    var diagnostics = build.diagnostics
    var report = OutputWriter.Report()
    if !build.hasErrors {
      report = run.write(build, to: folder, isReplacing: replace)
      diagnostics += report.diagnostics
    }
    let counts = PageCounts(build.site)
    let wasWritten = !build.hasErrors && !report.isRefused
    try run.finish(
      diagnostics,
      summary: { seconds in "Built \(counts.text) in \(seconds) s" },
      fields: counts.fields + [
        ("files", build.output.count), ("written", report.written.count),
        ("removed", report.removed.count),
      ],
      failure: wasWritten
        ? "What could be written was; build again when it is mended."
        : "The site was left as it is.")
  }
}

/// Keeps a value for as long as the process lives.
private final class Kept<Value> {
  let value: Value

  init(value: Value) {
    self.value = value
  }
}

/// Where a site may be built.
enum OutputFolder {
  /// Why the folder is no place for the output, or `nil`.
  static func problem(_ folder: FilePath, source: FilePath) -> Diagnostic? {
    guard let source = FileSystem.real(source), let output = realOrFuture(folder) else {
      return nil
    }
    let isAbove = source.starts(with: output)
    let sources = ["content", "templates"].map { source.appending($0) }
    guard isAbove || sources.contains(where: output.starts) else { return nil }
    return Diagnostic(
      .unsafeOutput,
      isAbove
        ? "the site cannot be built into its own source folder, or one above it"
        : "the site cannot be built into the folder of its sources",
      at: Location(path: folder.string), help: "choose another by `--output`, such as `public`")
  }

  /// The real path of a folder that may not be there yet.
  private static func realOrFuture(_ path: FilePath) -> FilePath? {
    if let real = FileSystem.real(path) { return real }
    // What is not there yet will be made, and `..` then leads out of it again.
    let path = path.lexicallyNormalized()
    guard let name = path.lastComponent else { return nil }
    let parent = path.removingLastComponent()
    return realOrFuture(parent.isEmpty ? "." : parent)?.appending(name)
  }
}

/// How much of what a site has, for the one line that says so.
struct PageCounts {
  private let pages: Int
  private let counts: [(type: ContentType, count: Int)]

  init(_ site: Site) {
    pages = site.pages.count(where: \.hasOwnFile)
    counts = ContentType.counted.map { type in
      (type, site.pages.count { $0.type == type })
    }
  }

  var text: String {
    let rest = counts.filter { $0.count > 0 }.map { type, count in
      "\(count) \(count == 1 ? type.nouns.one : type.nouns.many)"
    }
    return (["\(pages) page\(pages == 1 ? "" : "s")"] + rest).joined(separator: ", ")
  }

  var fields: [(String, Int)] {
    [("pages", pages)] + counts.map { ($0.type.nouns.many, $0.count) }
  }
}
