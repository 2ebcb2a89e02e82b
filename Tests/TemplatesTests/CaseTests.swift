import Diagnostics
import TestSupport
import Testing

@testable import Templates

/// Every case file: its output is Jinja2's, its mistakes are told as reviewed.
@Suite("Template cases")
struct CaseTests {
  @Test("renders or reports as the case says", arguments: TemplateCase.all)
  func replays(_ file: CaseFile) throws {
    let (diagnostics, output) = try TemplateCase(file).run()
    if !diagnostics.isEmpty || file["diagnostics"] != nil {
      let problem = file.mismatch(diagnostics.droppingLastLineEnd, in: "diagnostics")
      #expect(problem == nil, "\(problem ?? "")")
    }
    guard let output else {
      #expect(file["expected"] == nil, "nothing was rendered:\n\(diagnostics)")
      return
    }
    // A warning alone does not make a case of output.
    if file["expected"] == nil, file["diagnostics"] != nil { return }
    // What Jinja2 answered is never recorded from ourselves.
    if file["differs"] != nil {
      let problem = file.mismatch(output, in: "expected")
      #expect(problem == nil, "\(problem ?? "")")
    } else {
      #expect(file["expected"] == output, "\(file.url.path)")
    }
  }

  @Test("every rule occurs in a case")
  func everyRuleHasACase() {
    let texts = TemplateCase.all.compactMap { $0["diagnostics"] }
    for rule in TemplateRules.all {
      #expect(
        texts.contains { $0.contains("[\(rule.id)]") }, "no case shows the rule `\(rule.id)`")
    }
  }

  @Test("rule ids are distinct and all listed")
  func rulesAreDistinct() {
    #expect(Set(TemplateRules.all.map(\.id)).count == TemplateRules.all.count)
  }
}

extension String {
  fileprivate var droppingLastLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
