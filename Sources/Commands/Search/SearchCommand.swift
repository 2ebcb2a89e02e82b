import ArgumentParser
import Diagnostics
import Files
import Search
import SiteBuild
import SiteModel
import SystemPackage
import Templates

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Searches a built site as readers do in the browser.",
    discussion: """
      The results and their order are those of the browser's search. With --report it shows instead \
      how the site's search can be improved.
      """)

  @Argument(help: "The query.")
  var query: String?

  @Option(help: "The folder of the built site. (default: public in the site's folder)")
  var site: String?

  @Option(
    help: ArgumentHelp(
      "The language whose pages are searched, for a site with several. (default: that of the site)",
      valueName: "tag"))
  var language: String?

  @Option(help: "The maximum number of results.")
  var limit = 10

  @Flag(help: "Print the results as JSON.")
  var json = false

  @Flag(help: "Say what the score of each result is made of.")
  var explain = false

  @Option(
    help:
      "A file with a JSON object {\"id\", \"text\"} on each line; prints a line of JSON for each.")
  var queries: String?

  @Flag(help: "Show frequent words that no title contains, and failing search tests.")
  var report = false

  @OptionGroup var source: SourceOption

  func validate() throws {
    guard (1...1000).contains(limit) else {
      throw ValidationError("--limit takes a number from 1 to 1000, not \(limit).")
    }
    guard !explain || query != nil else {
      throw ValidationError("--explain needs a query.")
    }
    guard [query != nil, queries != nil, report].count(where: \.self) == 1 else {
      throw ValidationError("Give a query, or --queries FILE, or --report.")
    }
    guard !report || language == nil else {
      throw ValidationError("--report shows every language of the site: leave --language out.")
    }
  }

  func run() throws {
    if report { return try showReport() }
    let prefix = try prefix()
    do {
      let index = try open(prefix)
      if let queries {
        try answer(file: FilePath(queries), index, prefix)
      } else if let query {
        let answer = try index.search(query, limit: limit, explains: explain)
        let written = AnswerText(answer, prefix)
        Terminal.write(json ? written.json : written.text(for: query), to: .output)
      }
    } catch {
      Terminal.show([diagnostic(error)])
      throw ExitStatus.errors
    }
  }

  private func showReport() throws {
    var run = SiteRun(SiteOptions(reading: source.folder, includesUnpublished: false))
    let build = try run.build()
    let report = build.hasErrors ? "" : try SearchReport.text(of: build)
    guard !report.isEmpty else {
      let none = Diagnostic(
        .searchIndex, "the site has no search index", at: nil,
        help:
          "remove `search: false` from `\(SiteConfiguration.fileName)`, because a report needs an index"
      )
      return try run.finish(
        build.diagnostics + (build.hasErrors ? [] : [none]), summary: { _ in "" }, fields: [])
    }
    Terminal.write(rendered: report, to: .output)
  }

  private var builtSite: String {
    site ?? FilePath(source.folder).appending(ContentFolder.output).lexicallyNormalized().string
  }

  /// The folder of the language's files in the built site.
  private func prefix() throws -> String {
    guard language != nil else { return "" }
    try source.requireSite()
    return try source.configuration(language: language).outputPrefix
  }

  private func open(_ prefix: String) throws -> SearchIndex {
    let folder = FilePath(builtSite).appending(prefix)
    let files = SiteFiles(folder: folder)
    return try SearchIndex(read: files.indexFile, page: files.page)
  }

  private func answer(file: FilePath, _ index: SearchIndex, _ prefix: String) throws {
    var output = ""
    let bytes = try FileSystem.read(file, limit: 256 << 20)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !line.isEmpty {
      guard let query = FileQuery(Array(line)) else { throw InvalidQuery(line: number + 1) }
      let answer = try index.search(query.text, limit: limit)
      output += AnswerText(answer, prefix).line(id: query.id)
    }
    Terminal.write(output, to: .output)
  }

  private func diagnostic(_ error: any Error) -> Diagnostic {
    switch error {
    case SearchFailure.missing(let file):
      Diagnostic(
        .searchIndex, "there is no search index: `\(file)` is missing",
        at: Location(path: builtSite),
        help: "build the site first, or name its folder with `--site`")
    case SearchFailure.otherVersion:
      Diagnostic(
        .searchIndex, "the search index was built by another version of Waymark",
        at: Location(path: builtSite), help: "build the site again")
    case SearchFailure.damaged, SearchFailure.outdated:
      Diagnostic(
        .searchIndex, "the search index is damaged",
        at: Location(path: builtSite),
        help: "build the site again")
    case let query as InvalidQuery:
      Diagnostic(
        .searchIndex, "line \(query.line) is not a JSON object with `id` and `text`",
        at: Location(path: queries ?? ""))
    default:
      Diagnostic(
        .searchIndex, "the file cannot be read: \(error)", at: Location(path: queries ?? builtSite))
    }
  }
}

/// A line of a file of queries.
private struct FileQuery {
  let id: String
  let text: String

  /// `nil` where the line is not a JSON object with the two texts.
  init?(_ line: [UInt8]) {
    let value = try? JSONReader.read(SourceText(name: "", bytes: line))
    guard case .record(let fields) = value, case .string(let id) = fields["id"],
      case .string(let text) = fields["text"]
    else { return nil }
    (self.id, self.text) = (id, text)
  }
}

private struct InvalidQuery: Error {
  var line: Int
}
