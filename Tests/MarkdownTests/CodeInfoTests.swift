import Testing

@testable import Markdown

@Suite("Lines behind code fences")
struct CodeInfoTests {
  @Test(
    "The language, the lines and the title are found in the spellings of other tools",
    arguments: [
      ("python", "python", "", nil), ("{.python}", "python", "", nil),
      ("{ .yaml .annotate }", "yaml", "", nil),
      ("python {2}", "python", "2", nil), ("js{1,3-5}", "js", "1 3-5", nil),
      ("js {2,4-5} showLineNumbers", "js", "2 4-5", nil),
      ("py title=\"a b.py\" linenums=\"1\" hl_lines=\"2 4-5\"", "py", "2 4-5", "a b.py"),
      ("go {linenos=inline hl_lines=[3,\"6-8\"] style=emacs}", "go", "3 6-8", nil),
      ("go {hl_lines=[\"2-3\"],linenostart=199}", "go", "2-3", nil),
      ("rust,linenos,hl_lines=2-4 9,hide_lines=5", "rust", "2-4 9", nil),
      ("rust,no_run", "rust", "", nil),
      ("js:line-numbers {1}", "js", "1", nil), ("c++", "c++", "", nil), ("c#", "c#", "", nil),
      ("{hl_lines=\"2\"}", "", "2", nil), ("js title='x' title=\"\"", "js", "", nil),
      ("js {5-2}", "js", "5 2", nil),
      ("js {0,9999999999999999999}", "js", "1000000", nil), ("js title=\"{1}\"", "js", "", "{1}"),
      ("js subtitle=\"x\"", "js", "", nil),
      ("js title=x", "js", "", nil), ("js {", "js", "", nil), ("{", "", "", nil),
      ("js hl_lines=", "js", "", nil),
    ])
  func spellings(info: String, language: String, lines: String, title: String?) {
    let read = CodeInfo(Array(info.utf8).span)
    #expect(read.language == language)
    let shown = read.lines.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }
    #expect(shown.joined(separator: " ") == lines)
    #expect(read.title == title)
  }
}
