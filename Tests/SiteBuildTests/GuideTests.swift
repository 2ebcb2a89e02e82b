import Foundation
import SiteBuild
import SiteModel
import Testing

/// The guide that ships with Waymark, built as a reader would get it.
@Suite struct GuideTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The guide on a day that is not before any day on its pages.
  static func site() throws -> TestSite {
    var site = try TestSite(folder: root)
    site.options.day = try #require(CalendarDate("2026-11-29"))
    return site
  }

  @Test("The guide builds without a word", arguments: [nil, "https://example.org/guide/"])
  func builds(baseURL: String?) throws {
    var site = try Self.site()
    site.options.baseURL = baseURL
    site.options.isStrict = true
    let build = site.build()
    #expect(build.diagnostics.map(\.message) == [])
  }

  @Test(
    "Every internal link and fragment of every page leads somewhere",
    arguments: ["https://example.org", "https://example.org/guide"])
  func links(baseURL: String) throws {
    var site = try Self.site()
    site.options.baseURL = baseURL
    let build = site.build()
    let problems = LinkCrawl(build.output, address: build.site.configuration.address).problems
    #expect(problems == [])
    #expect(build.output.count > 70)
  }

  @Test("Two builds of one input are the same, byte for byte")
  func deterministic() throws {
    let site = try Self.site()
    let first = site.build().output.files
    let second = site.build().output.files
    #expect(first.map(\.path) == second.map(\.path))
    #expect(zip(first, second).filter { $0.bytes != $1.bytes }.map { $0.0.path.text } == [])
  }

  @Test("The guide has a page of every kind, so that each is seen in a real site")
  func types() throws {
    let build = try Self.site().build()
    let used = Set(build.site.pages.map(\.type.name))
    #expect(Set(ContentTypes.builtIn.all.map(\.name)).subtracting(used) == [])
  }
}
