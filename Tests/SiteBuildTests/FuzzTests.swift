import Foundation
import Fuzzing
import Testing

/// Sites made by chance build without a trap, without end or difference: on one core and two, anew and
/// after an edit.
///
/// `WAYMARK_FUZZ_SECONDS` goes on for so long with new seeds, `WAYMARK_SEED` starts at another one. What
/// traps writes its seed to the standard error.
@Suite("Sites made by chance", .serialized)
struct FuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seconds = environment["WAYMARK_FUZZ_SECONDS"].flatMap { Int($0) }
  private static let first: UInt64 =
    environment["WAYMARK_SEED"].flatMap { UInt64($0) }
    ?? (seconds == nil ? 1 : .random(in: 1...1_000_000_000_000))

  /// Runs so many seeds; those of a long run for its share of the time.
  private func run(_ count: Int, _ fault: (UInt64) -> String?) {
    let start = ContinuousClock.now
    let duration = Self.seconds.map { Duration.seconds($0) / 3 }
    var seed = Self.first
    var done = 0
    while duration.map({ ContinuousClock.now - start < $0 }) ?? (done < count) {
      if let fault = fault(seed) { Issue.record("seed \(seed): \(fault)") }
      seed += 1
      done += 1
    }
    print("fuzz: \(done) seeds from \(Self.first)")
  }

  @Test("Whole sites: content, front matter, CSV, configuration, templates")
  func sites() throws {
    let fuzz = FuzzRun(guide: try TestSite(folder: GuideTests.root).files)
    run(80) { fuzz.faultOfSite($0) }
  }

  @Test("Pages that end in everything")
  func pages() {
    let fuzz = FuzzRun(guide: [:])
    run(8) { fuzz.faultOfPages($0) }
  }
}
