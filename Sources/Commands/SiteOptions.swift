import ArgumentParser
import SiteBuild
import SiteModel
import SystemPackage
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How diagnostics and results are written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
  /// Commands of GitHub's workflows.
  case github
  /// SARIF 2.1.0.
  case sarif
}

/// What every command that reads a site can be told.
struct SiteOptions: ParsableArguments {
  @Option(help: "The site's folder, with waymark.yml and content/.")
  var source = "."

  @Option(help: "Where readers will find the site, in place of base_url; a path is kept.")
  var baseURL: String?

  @Flag(help: "Include drafts.")
  var drafts = false

  @Flag(help: "Include pages whose date is yet to come.")
  var future = false

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Option(help: "Build as if it were this day: 2026-11-21.")
  var asOf: String?

  @Option(help: "How to write messages and results: text, json, github or sarif.")
  var format = OutputFormat.text

  @Flag(name: .shortAndLong, help: "Say nothing but problems.")
  var quiet = false

  @Flag(help: "Say how long each stage took.")
  var profile = false

  func validate() throws {
    if let asOf, CalendarDate(asOf) == nil {
      throw ValidationError("--as-of takes a day such as 2026-11-21, not '\(asOf)'.")
    }
    if let baseURL, SiteAddress(baseURL) == nil {
      throw ValidationError(
        "--base-url takes an address such as https://example.org/guide/, not '\(baseURL)'.")
    }
  }

  var folder: FilePath { FilePath(source) }

  /// What stands before a path of the site's folder to make it one of the working folder's.
  var pathPrefix: String {
    let path = folder.lexicallyNormalized()
    return path.isEmpty || path == "." ? "" : path.string + "/"
  }

  /// The command that shows all messages of a rule, without the rule's id.
  var ruleCommand: String {
    var words = ["waymark", "check"]
    if source != "." { words += ["--source", ShellWord.quoted(source)] }
    if drafts { words.append("--drafts") }
    if future { words.append("--future") }
    if strict { words.append("--strict") }
    if let asOf { words += ["--as-of", asOf] }
    if let baseURL { words += ["--base-url", ShellWord.quoted(baseURL)] }
    return (words + ["--rule"]).joined(separator: " ")
  }

  var builderOptions: SiteBuilder.Options {
    var options = SiteBuilder.Options(day: day)
    options.baseURL = baseURL
    options.includesDrafts = drafts
    options.includesFuture = future
    options.isStrict = strict
    return options
  }

  /// The day that was asked for, else today's.
  private var day: CalendarDate {
    asOf.flatMap { CalendarDate($0) } ?? Self.today
  }

  /// The day of `SOURCE_DATE_EPOCH`, else today in UTC.
  /// (https://reproducible-builds.org/specs/source-date-epoch/)
  static var today: CalendarDate {
    let epoch = getenv("SOURCE_DATE_EPOCH").flatMap { Int(digits: String(cString: $0).utf8) }
    return CalendarDate(secondsSince1970: epoch ?? time(nil))
  }
}

/// A word of a command that is shown to be pasted.
private enum ShellWord {
  /// The word as it is where a shell takes it so, else in quotation marks.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "/._-:".utf8.contains(byte)
      }
    }
    return isPlain && !word.isEmpty
      ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
