import Diagnostics
import Foundation
import SiteBuild
import SiteModel
import TestSupport
import Testing

/// Each case is a site in one file: a section for each of its files, then what its build must say
/// (`diagnostics`), what some of its files must be (`output <path>`), and which it must not have (`missing`).
@Suite struct SiteCases {
  static let cases = CaseFile.all(in: "Cases")

  @Test("A site builds as reviewed", arguments: cases)
  func built(_ file: CaseFile) throws {
    let build = try TestSite(file).build()
    // Many cases have templates of a line, to show what that line prints.
    let showsHeads = file["options"]?.contains("heads") ?? false
    let shown = build.diagnostics.filter { showsHeads || $0.rule.id != "page-without-head" }
    let text = TextRenderer().render(shown)
    #expect(file.mismatch(text.trimmingLineEnds(), in: "diagnostics") == nil)
    for name in file.sections.map(\.name) where name.hasPrefix("output ") {
      let path = OutputPath(String(name.dropFirst("output ".count)))
      let bytes = try #require(build.output.bytes(at: path), "no file \(path.text)")
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(file.mismatch(text.trimmingLineEnds(), in: name) == nil)
    }
    for path in (file["missing"] ?? "").split(separator: "\n") {
      #expect(build.output.bytes(at: OutputPath(String(path))) == nil, "\(path)")
    }
  }

  @Test("Every diagnostic occurs in a case, or in a test that runs the tool")
  func everyRule() throws {
    let tests = GuideTests.root.appending(path: "Tests")
    var said = ""
    for name in try FileManager.default.subpathsOfDirectory(atPath: tests.path()) {
      guard name.hasSuffix(".txt") && name.contains("Cases/") || name.hasPrefix("CommandTests/")
      else { continue }
      said += (try? String(contentsOf: tests.appending(path: name), encoding: .utf8)) ?? ""
    }
    let missing = SiteBuilder.rules.filter { rule in
      !said.contains("[\(rule.id)]") && !said.contains("expecting: \"\(rule.id)\"")
    }
    #expect(missing.map(\.id) == [])
  }

  @Test("Examples break the rule that they are an example of, and few checks have none")
  func examples() throws {
    let site = try TestSite()
    var missing: [String] = []
    for rule in SiteBuilder.rules {
      guard let example = RuleExample(rule) else {
        if Checks.all.contains(where: { $0.rule == rule }) { missing.append(rule.id) }
        continue
      }
      let found = example.diagnostics(theme: site.theme, day: site.options.day)
      #expect(!found.isEmpty, "\(rule.id)")
    }
    // A picture of a mebibyte is no text.
    #expect(missing == ["large-image"])
  }

  @Test("Rules have ids of their own and say why they are there")
  func rules() {
    let ids = SiteBuilder.rules.map(\.id)
    #expect(Set(ids).count == ids.count)
    for rule in SiteBuilder.rules {
      #expect(rule.id.wholeMatch(of: /[a-z]+(-[a-z0-9]+)*/) != nil)
      #expect(rule.explanation.count > 30 && rule.explanation.hasSuffix("."))
    }
  }
}

extension String {
  fileprivate func trimmingLineEnds() -> String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
