import ArgumentParser
import Diagnostics
import Files
import FoundationEssentials
import Search
import SiteBuild
import SiteModel
import SystemPackage

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Searches a built site as its readers do.",
    discussion: """
      The answers come from the files that the reader's browser asks, ranked alike. With --report it \
      shows what an author can do for those who search instead.
      """)

  /// So many words of the report are enough to work on.
  private static let reportLimit = 30

  @Argument(help: "What to look for.")
  var query: String?

  @Option(help: "The built site.")
  var site = "public"

  @Option(help: "How many pages to show at most.")
  var limit = 10

  @Flag(help: "Write the answer as JSON.")
  var json = false

  @Option(help: "Answer each line of a file of {\"id\", \"text\"} objects, a line of JSON each.")
  var queries: String?

  @Flag(help: "Show frequent words that no title holds, and search tests that fail.")
  var report = false

  @Option(help: "The site's source folder, for --report.")
  var source = "."

  func validate() throws {
    guard (1...1000).contains(limit) else {
      throw ValidationError("--limit takes a number from 1 to 1000, not \(limit).")
    }
    guard [query != nil, queries != nil, report].count(where: \.self) == 1 else {
      throw ValidationError("Give a query, or --queries FILE, or --report.")
    }
  }

  func run() throws {
    if report { return try showReport() }
    do {
      let index = try open()
      if let queries {
        try answer(file: FilePath(queries), index)
      } else if let query {
        let answer = try index.search(query, limit: limit)
        let written = AnswerText(answer)
        Terminal.write(json ? written.json : written.text(for: query), to: .output)
      }
    } catch {
      Terminal.write(
        TextRenderer(isColored: Terminal.hasColors(.errors))
          .render([problem(error)]) + "\n", to: .errors)
      throw ExitStatus(.problems)
    }
  }

  private func showReport() throws {
    var run = SiteRun(try SiteOptions.parse(["--source", source, "--quiet"]))
    let build = try run.build()
    guard !build.hasErrors, let tests = SearchTests(build) else {
      let none = Diagnostic(
        .searchIndex, "the site has no search index", at: nil,
        help: "a report needs one: take `search: false` out of `\(SiteConfiguration.fileName)`")
      return try run.finish(
        build.diagnostics + (build.hasErrors ? [] : [none]), summary: { _ in "" }, fields: [])
    }
    var text = "Words that pages are about and no title holds:\n"
    for word in try tests.index.wordsWithoutTitle(limit: Self.reportLimit) {
      text += "  \(word.word): about it \(word.subjects), in all \(word.documents)\n"
    }
    if let source = run.sources.searchTests {
      let outcome = tests.run(source)
      text += "\n\(outcome.passed) of \(outcome.count) search tests find their page.\n\n"
      text += TextRenderer(isColored: Terminal.hasColors(.output)).render(outcome.diagnostics)
    } else {
      text += "\nThere are no search tests; write some in content/\(SearchTest.path.text).\n"
    }
    Terminal.write(text, to: .output)
  }

  private func open() throws -> SearchIndex {
    let folder = FilePath(site)
    let files = SiteFiles(folder: folder)
    return try SearchIndex(read: files.indexFile, page: files.page)
  }

  private func answer(file: FilePath, _ index: SearchIndex) throws {
    var output = ""
    let bytes = try FileSystem.read(file, limit: 256 << 20)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() where !line.isEmpty {
      let query: FileQuery
      do {
        query = try JSONDecoder().decode(FileQuery.self, from: Data(line))
      } catch {
        throw QueryFileProblem(line: number + 1)
      }
      let answer = try index.search(query.text, limit: limit)
      output += AnswerText(answer).line(id: query.id)
    }
    Terminal.write(output, to: .output)
  }

  private func problem(_ error: any Error) -> Diagnostic {
    switch error {
    case SearchFailure.missing(let file):
      Diagnostic(
        .searchIndex, "there is no search index: `\(file)` is missing", at: Location(path: site),
        help: "build the site first, or name its folder by `--site`")
    case SearchFailure.damaged, SearchFailure.outdated:
      Diagnostic(
        .searchIndex, "the search index is damaged", at: Location(path: site),
        help: "build the site again")
    case let problem as QueryFileProblem:
      Diagnostic(
        .searchIndex, "line \(problem.line) is no JSON object with `id` and `text`",
        at: Location(path: queries ?? ""))
    default:
      Diagnostic(
        .searchIndex, "the file cannot be read: \(error)", at: Location(path: queries ?? site))
    }
  }
}

private struct FileQuery: Decodable {
  var id: String
  var text: String
}

private struct QueryFileProblem: Error {
  var line: Int
}
