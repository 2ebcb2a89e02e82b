import Foundation
import SiteModel
import Testing

@testable import SiteBuild

@Suite struct SitemapTests {
  private let address = SiteAddress("https://example.org/guide/")

  private func files(
    _ count: Int, limits: Sitemap.Limits = Sitemap.Limits()
  ) throws -> [(path: String, text: String)] {
    let day = CalendarDate("2026-11-21")
    let entries = (1...count).map { Sitemap.Entry(route: "p\($0)/", day: $0 == 2 ? day : nil) }
    return Sitemap.files(entries, at: try #require(address), limits: limits).map {
      ($0.path.text, String(decoding: $0.bytes, as: UTF8.self))
    }
  }

  private func addresses(_ text: String) -> [String] {
    text.matches(of: /<loc>(.*?)<\/loc>/).map { String($0.1) }
  }

  @Test("50 000 addresses are one sitemap, one more makes an index of two")
  func index() throws {
    let one = try files(50_000)
    #expect(one.map(\.path) == ["sitemap.xml"])
    #expect(addresses(one[0].text).count == 50_000)

    let several = try files(50_001)
    #expect(several.map(\.path) == ["sitemap.xml", "sitemaps/1.xml", "sitemaps/2.xml"])
    #expect(several[0].text.contains("<sitemapindex "))
    #expect(
      several[0].text.contains(
        "<loc>https://example.org/guide/sitemaps/1.xml</loc><lastmod>2026-11-21</lastmod>"))
    #expect(
      several[0].text.contains("<loc>https://example.org/guide/sitemaps/2.xml</loc></sitemap>"))
    #expect(addresses(several[1].text).count == 50_000)
    #expect(addresses(several[2].text) == ["https://example.org/guide/p50001/"])
  }

  @Test("No part is larger than a sitemap may be, and none loses an address")
  func size() throws {
    let limits = Sitemap.Limits(entries: 1000, bytes: 700)
    let all = try files(40, limits: limits)
    #expect(all.count > 3)
    for file in all.dropFirst() { #expect(file.text.utf8.count <= limits.bytes) }
    #expect(
      all.dropFirst().flatMap { addresses($0.text) }
        == (1...40).map { "https://example.org/guide/p\($0)/" })
    #expect(addresses(all[0].text).count == all.count - 1)
  }
}
