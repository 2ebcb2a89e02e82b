import Foundation
import SiteBuild
import SiteModel
import Testing

@Suite struct WithoutAddressTests {
  /// What the theme writes of a site's own address.
  private static let marks = [
    "rel=\"canonical\"", "property=\"og:", "application/ld+json", "application/atom+xml",
    "Sitemap:",
    "data-url=", "http://localhost", "https://example.org/guide",
  ]

  private func site() throws -> TestSite {
    let folder = GuideTests.root.appending(path: "Tests/GoldenSites/small")
    var site = try TestSite(folder: folder)
    let text = String(decoding: try #require(site.files["waymark.yml"]), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    site.files["waymark.yml"] = Array(
      lines.filter { !$0.hasPrefix("base_url:") }.joined(separator: "\n").utf8)
    return site
  }

  private func found(_ output: OutputTree) -> Set<String> {
    var found: Set<String> = []
    for file in output.files where !file.path.text.hasPrefix("search/") {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for mark in Self.marks where text.contains(mark) { found.insert(mark) }
    }
    return found
  }

  @Test("A site that knows no address writes none, and says so once")
  func nothing() throws {
    var site = try site()
    site.options.fallbackURL = nil
    let build = site.build()
    #expect(found(build.output) == [])
    for name in ["sitemap.xml", "feed.xml"] {
      #expect(build.output.bytes(at: OutputPath(name)) == nil)
    }
    #expect(build.diagnostics.filter { $0.rule.id == "missing-base-url" }.count == 1)
  }

  @Test("An address from the command line or of a preview is as good as one in the file")
  func given() throws {
    var site = try site()
    for (base, fallback) in [("https://example.org/guide/", nil), (nil, "http://localhost:4000")] {
      site.options.baseURL = base
      site.options.fallbackURL = fallback
      let build = site.build()
      #expect(found(build.output).count == Self.marks.count - 1)
      #expect(!build.diagnostics.contains { $0.rule.id == "missing-base-url" })
      #expect(build.output.bytes(at: OutputPath("sitemap.xml")) != nil)
    }
  }
}
