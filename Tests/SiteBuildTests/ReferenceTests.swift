import Foundation
import SiteBuild
import Testing

@Suite struct ReferenceTests {
  @Test("docs/reference.md says what the code does")
  func reference() throws {
    let url = GuideTests.root.appending(path: "docs/reference.md")
    if ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1" {
      try Data(ReferencePage.markdown.utf8).write(to: url)
      Issue.record("recorded \(url.path); look at it, then run again without WAYMARK_RECORD")
    }
    let written = try String(contentsOf: url, encoding: .utf8)
    #expect(written == ReferencePage.markdown, "run `make record` and look at the change")
  }
}
