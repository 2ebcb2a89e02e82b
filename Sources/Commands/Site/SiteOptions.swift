import ArgumentParser
import SiteBuild
import SiteModel
import SystemPackage
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The output format of diagnostics and results.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
  /// Workflow commands of GitHub Actions.
  case github
  /// SARIF 2.1.0.
  case sarif
}

/// The options that say which site is read, and how.
struct InputOptions: ParsableArguments {
  @OptionGroup var site: SourceOption

  @Option(help: "The URL where the site will be published; overrides base_url.")
  var baseURL: String?

  @Option(
    help: "Where readers write about pages, if waymark.yml has no feedback: mail or a repository.")
  var feedback: String?

  @Flag(help: "Include drafts.")
  var drafts = false

  @Flag(help: "Include pages with a future date.")
  var future = false

  @Option(help: "Build as of this date, such as 2026-11-21.")
  var asOf: String?

  @Flag(name: .shortAndLong, help: "Print errors and warnings only.")
  var quiet = false

  init() {}

  fileprivate init(
    _ source: String, includesUnpublished: Bool, isQuiet: Bool, _ address: String?
  ) {
    site = SourceOption(source)
    baseURL = address
    feedback = nil
    drafts = includesUnpublished
    future = includesUnpublished
    asOf = nil
    quiet = isQuiet
  }

  func validate() throws {
    if let asOf, CalendarDate(asOf) == nil {
      throw ValidationError("--as-of takes a date such as 2026-11-21, not '\(asOf)'.")
    }
    if let feedback, FeedbackAddress(feedback) == nil {
      throw ValidationError(
        "--feedback takes a mail address or a repository such as https://github.com/owner/guide, "
          + "not '\(feedback)'.")
    }
    if let baseURL, SiteAddress(baseURL) == nil {
      throw ValidationError(
        "--base-url takes a URL such as https://example.org/guide/, not '\(baseURL)'.")
    }
  }
}

/// The options of every command that builds a site and reports what it found.
@dynamicMemberLookup
struct SiteOptions: ParsableArguments {
  @OptionGroup var inputs: InputOptions

  @Flag(help: "Treat warnings as errors.")
  var strict = false

  @Option(help: "The output format: text, json, github or sarif.")
  var format = OutputFormat.text

  @Flag(help: "Show how long each stage took.")
  var profile = false

  init() {}

  /// Makes the options of a command that reports as text.
  init(_ inputs: InputOptions, isStrict: Bool = false) {
    self.inputs = inputs
    strict = isStrict
    format = .text
    profile = false
  }

  subscript<Value>(dynamicMember path: KeyPath<InputOptions, Value>) -> Value {
    inputs[keyPath: path]
  }

  /// Makes the options of a command that only reads a site.
  ///
  /// - Parameters:
  ///   - source: The site's folder.
  ///   - includesUnpublished: Whether drafts and pages of a later date are included.
  init(reading source: String, includesUnpublished: Bool) {
    self.init(
      InputOptions(source, includesUnpublished: includesUnpublished, isQuiet: true, nil))
  }

  /// Makes the options of a build that is published: strict, and without drafts.
  ///
  /// - Parameters:
  ///   - source: The site's folder.
  ///   - address: The URL that readers use; `nil` for the site's `base_url`.
  init(publishing source: String, at address: String?) {
    self.init(
      InputOptions(source, includesUnpublished: false, isQuiet: false, address), isStrict: true)
  }

  /// The site's folder as a command line would name it.
  var source: String { inputs.site.folder }

  var folder: FilePath { FilePath(source) }

  /// The path of the site's folder relative to the working folder, with a slash at the end; empty if they are the same.
  var pathPrefix: String {
    let path = folder.lexicallyNormalized()
    return path.isEmpty || path == "." ? "" : path.string + "/"
  }

  /// The command that shows all diagnostics of a rule, without the rule's id.
  var ruleCommand: String {
    var words = ["waymark", "check"] + SourceOption.words(source)
    if inputs.drafts { words.append("--drafts") }
    if inputs.future { words.append("--future") }
    if strict { words.append("--strict") }
    if let asOf = inputs.asOf { words += ["--as-of", asOf] }
    if let baseURL = inputs.baseURL { words += ["--base-url", baseURL] }
    if let feedback = inputs.feedback { words += ["--feedback", feedback] }
    return ShellQuoting.command(words + ["--rule"])
  }

  var builderOptions: SiteBuilder.Options {
    var options = SiteBuilder.Options(day: day)
    options.baseURL = inputs.baseURL
    options.defaultFeedback = inputs.feedback
    options.includesDrafts = inputs.drafts
    options.includesFuture = inputs.future
    options.isStrict = strict
    return options
  }

  /// The day of `--as-of`, else today.
  private var day: CalendarDate {
    inputs.asOf.flatMap { CalendarDate($0) } ?? Self.today
  }

  /// The day of `SOURCE_DATE_EPOCH`, else today in UTC.
  /// (https://reproducible-builds.org/specs/source-date-epoch/)
  static var today: CalendarDate {
    let epoch = getenv("SOURCE_DATE_EPOCH").flatMap { Int(digits: String(cString: $0).utf8) }
    return CalendarDate(secondsSince1970: epoch ?? time(nil))
  }
}
