import Testing

@testable import Markdown

@Suite("The specification's examples")
struct SpecTests {
  /// Examples whose text and HTML the installed version of cmark-gfm does not agree on, and why.
  private static let notTheOracle: [String: String] = [
    "spec 279": "the specification orders the attributes of a check box otherwise",
    "extensions 20": "the file says <IGNORE>: it only must not crash",
    "spec 280": "the specification orders the attributes of a check box otherwise",
  ]

  @Test("cmark-gfm writes what the specification says", arguments: SpecExample.all)
  func oracle(_ example: SpecExample) {
    let usesFilter = example.extensions.contains("tagfilter") || example.file == "extensions"
    let html = Oracle.html(example.markdown, example.options, tagFilter: usesFilter)
    if Self.notTheOracle[example.name] != nil {
      #expect(html != example.html)
    } else {
      #expect(html == example.html)
    }
  }

  @Test("Our writer's bytes are cmark's", arguments: SpecExample.all)
  func writer(_ example: SpecExample) {
    #expect(
      PlainFiller.html(example.markdown, example.options)
        == Oracle.html(example.markdown, example.options))
  }
}

extension SpecExample {
  /// The extensions that the example names, and raw HTML.
  var options: MarkdownOptions {
    // The file `extensions.txt` is meant to be read with everything on.
    var syntax: MarkdownOptions.Syntax =
      file == "extensions" ? [.tables, .strikethrough, .autolinks, .taskLists, .footnotes] : []
    if extensions.contains("table") { syntax.insert(.tables) }
    if extensions.contains("strikethrough") { syntax.insert(.strikethrough) }
    if extensions.contains("autolink") { syntax.insert(.autolinks) }
    if extensions.contains("disabled") { syntax.insert(.taskLists) }
    if extensions.contains("footnotes") { syntax.insert(.footnotes) }
    return MarkdownOptions(
      smartPunctuation: file == "smart_punct", html: .verbatim, syntax: syntax)
  }
}
