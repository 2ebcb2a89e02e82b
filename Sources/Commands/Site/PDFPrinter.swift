import Diagnostics
import Files
import SiteBuild
import SiteModel
import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Prints the page with the whole guide as a PDF, by the machine's Chromium or Chrome.
enum PDFPrinter {
  private static let names = [
    "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome",
  ]
  private static let applications = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ]
  /// A guide of a thousand pages takes some seconds.
  private static let timeLimit = Duration.seconds(180)

  /// The browser; `nil` if none is installed.
  static let program: String? = {
    let folders = getenv("PATH").map { String(cString: $0) } ?? ""
    let paths = names.flatMap { name in folders.split(separator: ":").map { "\($0)/\(name)" } }
    return (paths + applications).first { access($0, X_OK) == 0 }
  }()

  /// Adds the PDF to a build if its site or the command line asks for one, or the reason why there is none.
  ///
  /// A site in several languages has one for each.
  static func add(to build: inout BuildResult, asked: Bool = false, day: CalendarDate) {
    let configuration = build.site.configuration
    guard let program else {
      // The site has no links to the PDF then.
      if asked || configuration.namesPDF { build.add([], [missingBrowser(configuration)]) }
      return
    }
    guard configuration.wholeGuide.contains(.pdf) else { return }
    for (prefix, _) in build.parts where !print(prefix, of: &build, program, day) { return }
  }

  /// Adds the PDF of the language whose files are in the folder `prefix`; returns false where there is none.
  private static func print(
    _ prefix: String, of build: inout BuildResult, _ program: String, _ day: CalendarDate
  ) -> Bool {
    let configuration = build.site.configuration
    let page = OutputPath(prefix + WholeGuideForm.print.path.text)
    do {
      let folder = try makeFolder()
      defer { try? FileSystem.removeTree(folder) }
      let site = folder.appending("site")
      var writer = OutputWriter(folder: site, isReplacing: false)
      let diagnostics = writer.write(build.output.needed(for: page)).diagnostics
      guard diagnostics.isEmpty else {
        build.add([], diagnostics)
        return false
      }
      let file = folder.appending("guide.pdf")
      let status = try ChildProcess.run(
        arguments(program, site.appending(page.text), folder, file),
        timeLimit: timeLimit)
      guard status == 0, var bytes = try? FileSystem.read(file), bytes.starts(with: "%PDF-".utf8)
      else {
        build.add([], [failure(program, configuration)])
        return false
      }
      setDay(day, in: &bytes)
      let path = OutputPath(prefix + WholeGuideForm.pdf.path.text)
      build.add([OutputFile(path, bytes, origin: "the PDF")], [])
      return true
    } catch {
      build.add([], [failure(program, configuration)])
      return false
    }
  }

  /// The command that prints a page of the disk, without a request to any host.
  private static func arguments(
    _ program: String, _ page: FilePath, _ folder: FilePath, _ file: FilePath
  ) -> [String] {
    // Chromium's sandbox refuses to run as root, as in containers.
    let sandbox = geteuid() == 0 ? ["--no-sandbox"] : []
    return [program] + sandbox + [
      "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--disable-extensions",
      "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
      "--user-data-dir=\(folder.appending("profile"))", "--no-pdf-header-footer",
      "--generate-pdf-document-outline", "--export-tagged-pdf", "--print-to-pdf=\(file)",
      "file://" + page.string,
    ]
  }

  /// Replaces the times in a PDF by a day, so that it depends on the sources and the browser alone.
  private static func setDay(_ day: CalendarDate, in bytes: inout [UInt8]) {
    let time = Array((day.text.filter { $0 != "-" } + "000000").utf8)
    for key in ["/CreationDate (D:", "/ModDate (D:"] {
      let key = Array(key.utf8)
      guard let start = bytes.firstRange(of: key)?.upperBound, start + time.count <= bytes.count
      else { continue }
      bytes.replaceSubrange(start..<start + time.count, with: time)
    }
  }

  // MARK: Folder

  private static func makeFolder() throws -> FilePath {
    let parent = getenv("TMPDIR").map { FilePath(platformString: $0) } ?? "/tmp"
    let template = strdup(parent.appending("waymark-pdf-XXXXXX").string)
    defer { free(template) }
    guard let template, mkdtemp(template) != nil else { throw Errno(rawValue: errno) }
    return FilePath(platformString: template)
  }

  // MARK: Messages

  private static func missingBrowser(_ configuration: SiteConfiguration) -> Diagnostic {
    Diagnostic(
      .wholeGuide, "there is no PDF of the guide, because Chromium or Chrome is not installed here",
      at: configuration.source.location, help: "install one of them, or build without the PDF"
    ).limited(to: .note)
  }

  private static func failure(_ program: String, _ configuration: SiteConfiguration) -> Diagnostic {
    Diagnostic(
      .wholeGuide, "`\(program)` made no PDF of the guide", at: configuration.source.location,
      notes: [.init("it ended with an error, or did not end in three minutes")],
      help: "open `/print/` in a browser and print it there, or build without the PDF")
  }
}
