import SiteBuild

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Measures the stages of a command.
struct Profile {
  private struct Moment {
    let wall: ContinuousClock.Instant
    let processor: Double

    static var now: Moment {
      var time = timespec()
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
      return Moment(wall: .now, processor: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }
  }

  private let start = Moment.now
  private var stages: [(stage: Stage, from: Moment)] = []
  private var end: Moment?
  /// The bytes that a stage read or wrote, where they are counted.
  var bytes: [Stage: Int] = [:]

  /// Starts a stage and ends the previous one.
  mutating func enter(_ stage: Stage) { stages.append((stage, .now)) }

  mutating func finish() { end = .now }

  /// The seconds so far, to two digits: "0.09".
  var seconds: String {
    Self.text((end ?? .now).wall - start.wall, digits: 2)
  }

  /// A table of the stages: name, wall time, processor time, bytes.
  var text: String {
    let end = self.end ?? .now
    var lines = ["stage      wall ms   cpu ms      bytes"]
    for (index, (stage, from)) in stages.enumerated() {
      let to = index + 1 < stages.count ? stages[index + 1].from : end
      lines.append(line(stage.rawValue, from, to, bytes[stage]))
    }
    lines.append(line("total", start, end, nil))
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ name: String, _ from: Moment, _ to: Moment, _ bytes: Int?) -> String {
    let wall = Self.text((to.wall - from.wall) * 1000, digits: 1)
    let processor = Self.text(.seconds(to.processor - from.processor) * 1000, digits: 1)
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.utf8.count)) + text
    }
    let left = name + String(repeating: " ", count: max(0, 10 - name.utf8.count))
    return left + right(wall, 8) + right(processor, 9) + (bytes.map { right(String($0), 11) } ?? "")
  }

  private static func text(_ duration: Duration, digits: Int) -> String {
    let scale = (0..<digits).reduce(1.0) { value, _ in value * 10 }
    let (seconds, attoseconds) = duration.components
    let value = Int(((Double(seconds) + Double(attoseconds) / 1e18) * scale).rounded())
    let fraction = String(value % Int(scale))
    let zeros = String(repeating: "0", count: digits - fraction.utf8.count)
    return "\(value / Int(scale)).\(zeros)\(fraction)"
  }
}
