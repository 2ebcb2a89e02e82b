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
    usage: "waymark build [<options>]",
    discussion: """
      A build with errors leaves the folder unchanged. Only changed files are written, and only \
      files of earlier builds are replaced or removed.
      """)

  @OptionGroup var options: SiteOptions

  @Option(name: .shortAndLong, help: "The output folder. (default: public in the site's folder)")
  var output: String?

  @Flag(help: "Rebuild after every change, until Ctrl-C.")
  var watch = false

  @Flag(help: "Overwrite files in the output folder that no build wrote.")
  var replace = false

  @Flag(help: "Also write text files compressed: .gz, and .br where brotli is installed.")
  var precompress = false

  @Flag(help: "Make the whole guide on one page too, at /print/.")
  var print = false

  @Flag(help: "Make the whole guide as an EPUB too, at /guide.epub.")
  var epub = false

  @Flag(help: "Make the whole guide as a PDF too, at /guide.pdf; Chromium or Chrome prints it.")
  var pdf = false

  func validate() throws {
    if watch, pdf {
      throw ValidationError("--pdf cannot be used with --watch.")
    }
    if watch, options.format != .text {
      throw ValidationError("--watch can only be used with --format text.")
    }
    if watch, options.profile {
      throw ValidationError("--profile cannot be used with --watch.")
    }
  }

  /// The forms of the whole guide that the command line asks for.
  private var wholeGuide: Set<WholeGuideForm> {
    var forms: Set<WholeGuideForm> = []
    if print { forms.insert(.print) }
    if epub { forms.insert(.epub) }
    if pdf { forms.insert(.pdf) }
    return forms
  }

  func run() throws {
    let folder = output.map { FilePath($0) } ?? options.folder.appending(ContentFolder.output)
    var run = SiteRun(options, wholeGuide: wholeGuide)
    if let error = OutputFolder.error(folder, source: options.folder) {
      try run.finish([error], summary: { _ in "" }, fields: [])
    }
    if watch {
      try BuildWatch(
        options, wholeGuide: wholeGuide, output: folder, isReplacing: replace,
        isPrecompressing: precompress
      ).run()
    }
    var build = try run.build(copiesPictures: true)
    run.drawCards(of: &build)
    if !build.hasErrors { PDFPrinter.add(to: &build, asked: pdf, day: options.builderOptions.day) }
    // The result is never freed, because the process ends soon and the system reclaims its memory faster.
    _ = Unmanaged.passRetained(Kept(value: build))
    var diagnostics = build.diagnostics
    var report = OutputWriter.Report()
    if !build.hasErrors {
      report = run.write(
        build, to: folder, isReplacing: replace,
        precompress ? Precompression(reusing: folder) : nil)
      diagnostics += report.diagnostics
    }
    let counts = PageCounts(build)
    let wasWritten = !build.hasErrors && !report.isRefused
    try run.finish(
      diagnostics,
      summary: { seconds in "Built \(counts.text) in \(seconds) s" }, leftOut: counts.leftOutText,
      fields: counts.fields + [
        ("files", build.output.count), ("written", report.written.count),
        ("removed", report.removed.count),
      ],
      failure: wasWritten
        ? "All other files were written. Build again after fixing this."
        : "The output folder is unchanged.")
  }
}

/// Keeps a value for as long as the process lives.
private final class Kept<Value> {
  let value: Value

  init(value: Value) {
    self.value = value
  }
}
