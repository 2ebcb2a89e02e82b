import Foundation
import SiteBuild
import SiteModel
import Testing

@Suite struct ReferenceTests {
  @Test(
    "Each key's example in the reference is a valid setting", arguments: SiteConfiguration.fields)
  func example(_ field: Field) throws {
    let example = SiteStarter.example(of: field.name)
    #expect(example.hasPrefix("\(field.name):") && !example.hasSuffix(":"), "\(field.name)")
    var site = try TestSite()
    let title = field.name == "title" ? "" : "title: Example\n"
    site.files["waymark.yml"] = Array((title + example + "\n").utf8)
    let folder = field.name == "content" ? "docs" : "content"
    for page in ["articles/one", "faq/two", "_index"] {
      site.files["\(folder)/\(page).md"] = Array("# Page \(page)\n\nText.\n".utf8)
    }
    let found = site.build().diagnostics.filter { $0.location?.path == "waymark.yml" }
    #expect(found.map(\.message) == [])
  }

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
