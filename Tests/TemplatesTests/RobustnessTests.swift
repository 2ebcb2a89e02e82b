import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Templates

/// No input traps, hangs or runs out of stack.
@Suite("Robustness")
struct RobustnessTests {
  /// SplitMix64, so that a seed gives the same bytes everywhere.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
  }

  private static let fragments = [
    "{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-}}", " if ", " for ", " in ", " x ", " set ",
    " endif ", " endfor ", " block b ", " endblock ", " macro m(a) ", " endmacro ", "(", ")", "[",
    "]", "{", "}", "|", "|upper", "|join", "|tojson", "|sort", "|batch(2)", " is ", " not ", "'",
    "\"", "\\", "9223372036854775807", "-1", "0", "1.5", "*", "**", "//", "%", "+", "~", ".", ",",
    ":", "=", "==", "<", "raw", "endraw", "include 'main.html'", "extends 'main.html'", "loop",
    "super()", "caller()", "range(9)", "namespace()", "é", "\u{0}", "\r\n", "\n", " else ",
    " recursive ", "call m(1)", "endcall", "import 'main.html' as q", "self.b()", "[::", "page.a",
    "page", "with", "endwith", "1e999", "|round(99)", "|truncate(3)", "|format(1)",
  ]

  @Test(
    "random bytes, fragments and mutated cases end in output or in an error", .serialized,
    arguments: 0..<8)
  func neverTraps(_ part: Int) throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["WAYMARK_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...(.max))
    // `make fuzz` goes on for minutes.
    let duration = Duration.seconds(Int(environment["WAYMARK_FUZZ_SECONDS"] ?? "") ?? 0) / 8
    let start = ContinuousClock.now
    var generator = Generator(state: seed)
    let corpus = TemplateCase.all.compactMap { $0["template"].map { Array($0.utf8) } }
    var round = 0
    while round < 400 || ContinuousClock.now - start < duration {
      round += 1
      let bytes = Self.template(corpus, round, &generator)
      run(bytes, "part \(part), seed \(seed), round \(round)")
    }
  }

  private static func template(
    _ corpus: [[UInt8]], _ round: Int, _ generator: inout Generator
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    switch round % 3 {
    case 0:
      for _ in 0..<Int.random(in: 1...40, using: &generator) {
        bytes += Array((fragments.randomElement(using: &generator) ?? "").utf8)
      }
    case 1:
      bytes = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      bytes.insert(contentsOf: Array("{{".utf8), at: 0)
    default:
      bytes = corpus.randomElement(using: &generator) ?? []
      for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        default:
          let fragment = fragments.randomElement(using: &generator) ?? ""
          bytes.insert(contentsOf: Array(fragment.utf8), at: place)
        }
      }
    }
    return bytes
  }

  private func run(_ bytes: [UInt8], _ description: String) {
    var settings = Settings(trimBlocks: true, lstripBlocks: true)
    settings.limits.outputSize = 100_000
    settings.limits.iterations = 5000
    settings.limits.textSize = 50_000
    settings.limits.listSize = 5000
    let environment = Environment(
      templates: [
        TemplateSource(name: "main.html", source: SourceText(name: "main.html", bytes: bytes))
      ], settings: settings)
    for diagnostic in environment.diagnostics {
      #expect(diagnostic.location != nil, "\(description): \(diagnostic)")
    }
    var output: [UInt8] = Array("before".utf8)
    let page: Value = ["a": 1, "b": ["x", "<y>"], "c": .double(1.5)]
    do throws(TemplateError) {
      try environment.render("main.html", roots: [("page", page), ("x", 3)], into: &output)
    } catch {
      #expect(error.diagnostic.location != nil, "\(description)")
      #expect(output == Array("before".utf8), "\(description): output is left as it was")
    }
  }

  @Test("one environment renders on many threads at once")
  func rendersConcurrently() async throws {
    let templates = [
      "base.html": "<title>{% block t %}{% endblock %}</title>{% block b %}{% endblock %}",
      "main.html":
        """
      {% extends 'base.html' %}{% import 'm.html' as m %}{% block t %}{{ page.n }}{% endblock %}
      {% block b %}{% set ns = namespace(sum=0) %}{% for i in range(50) %}
      {% set ns.sum = ns.sum + i * page.n %}{{ m.item(i ~ '<') }}{% endfor %}{{ ns.sum }}
      {% endblock %}
      """,
      "m.html": "{% macro item(x) %}<li>{{ x }}</li>{% endmacro %}",
    ]
    let environment = Environment(
      templates: templates.map {
        TemplateSource(name: $0.key, source: SourceText(name: $0.key, text: $0.value))
      })
    let shape = Shape(["n"])
    @Sendable func render(_ number: Int) throws -> [UInt8] {
      var bytes: [UInt8] = []
      let page = Value.record(Record(shape, [.int(number)]))
      try environment.render("main.html", roots: [("page", page)], into: &bytes)
      return bytes
    }
    let expected = try (0..<200).map { try render($0) }
    try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
      for number in 0..<200 { group.addTask { (number, try render(number)) } }
      for try await (number, bytes) in group { #expect(bytes == expected[number]) }
    }
  }
}
