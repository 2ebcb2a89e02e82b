import DefaultTheme
import Diagnostics
import Foundation
import Fuzzing
import SiteBuild
import SiteModel
import Testing

/// Anchors on rendered pages: ids are unique, and every internal link with a fragment has a target.
///
/// The sites are random. `WAYMARK_SEED` sets the first seed, `WAYMARK_FUZZ_SECONDS` the duration.
@Suite("Anchors of random sites")
struct AnchorTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["WAYMARK_FUZZ_SECONDS"].flatMap { Int($0) }
  private static let first = environment["WAYMARK_SEED"].flatMap { UInt64($0) } ?? 1
  private static let count: UInt64 = 24

  @Test("Ids are unique, and fragments lead to ids")
  func anchors() throws {
    let start = ContinuousClock.now
    var seed = Self.first
    while Self.seconds.map({ ContinuousClock.now - start < .seconds($0) })
      ?? (seed < Self.first + Self.count)
    {
      for problem in try problems(seed) { Issue.record("seed \(seed): \(problem)") }
      seed += 1
    }
  }

  private func problems(_ seed: UInt64) throws -> [String] {
    var grammar = SiteGrammar(seed: seed)
    var site = try TestSite()
    // Templates and HTML of a site's own can contain any id.
    site.files = grammar.grown().filter { !$0.key.hasPrefix("templates/") }
    site.files["waymark.yml"] = site.files["waymark.yml"].map {
      Array(String(decoding: $0, as: UTF8.self).replacing("html: allow", with: "html: drop").utf8)
    }
    site.options.includesDrafts = grammar.chance.once(in: 2)
    site.options.includesFuture = grammar.chance.once(in: 2)
    let build = site.build()
    return LinkCrawl(build.output, address: build.site.configuration.address).anchorProblems
  }
}
