import Diagnostics
import Synchronization
import Testing

@Suite struct TextReportTests {
  private let dead = Rule("dead-end", .warning, "A rule for tests.")
  private let hint = Rule("a-hint", .note, "A rule for tests.")
  private let broken = Rule("broken-link", .error, "A rule for tests.")

  private func diagnostics(_ rule: Rule, _ count: Int) -> [Diagnostic] {
    (0..<count).map { Diagnostic(rule, "number \($0)", at: Location(path: "\(rule.id)/\($0)")) }
  }

  @Test("Errors come first and are all shown, of other rules a few and how many there are")
  func errorsFirst() {
    let report = TextReport(
      diagnostics(hint, 4) + diagnostics(dead, 250) + diagnostics(broken, 5))
    #expect(
      report.shown.map(\.rule.id)
        == Array(repeating: "broken-link", count: 5) + Array(repeating: "dead-end", count: 3)
        + Array(repeating: "a-hint", count: 3))
    #expect(report.cut.map(\.rule) == ["dead-end", "a-hint"])
    let text = report.text(TextRenderer(), command: "waymark check --rule")
    #expect(
      text.hasSuffix(
        """

        Not all messages of these rules are shown:
          dead-end  250 warnings  waymark check --rule dead-end
          a-hint         4 notes  waymark check --rule a-hint


        """), "\(text)")
    let whole = TextReport(diagnostics(dead, 250), isWhole: true)
    #expect(whole.shown.count == 250 && whole.cut.isEmpty)
    let screen = TextReport(diagnostics(broken, 30), errorLimit: 20)
    #expect(screen.shown.count == 20 && screen.cut.map(\.count) == [30])
    #expect(TextReport([]).text(TextRenderer(), command: "x") == "")
  }

  @Test("Advice is looked for once, and only where somebody is shown it")
  func deferred() {
    let searches = Mutex(0)
    func diagnostic(_ number: Int) -> Diagnostic {
      Diagnostic(dead, "number \(number)", at: nil) {
        searches.withLock { $0 += 1 }
        return Advice("do this")
      }
    }
    let report = TextReport((0..<100).map(diagnostic))
    #expect(searches.withLock { $0 } == 0)
    let text = report.text(TextRenderer(), command: "x")
    #expect(searches.withLock { $0 } == 3)
    #expect(text == report.text(TextRenderer(), command: "x") && text.contains("help: do this"))
    #expect(searches.withLock { $0 } == 3)
    #expect(diagnostic(1) == diagnostic(1) && diagnostic(1) != diagnostic(2))
  }
}
