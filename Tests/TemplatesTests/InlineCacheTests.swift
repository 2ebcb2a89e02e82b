import Concurrency
import Diagnostics
import Testing

@testable import Templates

/// Renders share what they learned of fields, and never a wrong place.
@Suite("Inline cache")
struct InlineCacheTests {
  /// More shapes than are remembered, in each of which the title stands elsewhere.
  private static let shapes = (0..<100).map { (number: Int) -> Shape in
    let others: [String] = (0..<number % 10).map { "other\($0)" }
    return Shape(others + ["title"])
  }

  @Test("records of many shapes, rendered on all cores by one environment, show their own title")
  func manyShapes() throws {
    let environment = Environment(templates: [
      TemplateSource(
        name: "a.html", source: SourceText(name: "a.html", text: "{{ page.title }}"))
    ])
    #expect(environment.diagnostics.isEmpty)
    let numbers: [Int] = Array(0..<4000)
    let rendered = numbers.concurrentMap { (number: Int) -> String in
      let shape = Self.shapes[number * 7 % Self.shapes.count]
      let values = shape.fields.map { Value.string($0 == "title" ? "title \(number)" : $0) }
      var bytes: [UInt8] = []
      do {
        try environment.render(
          "a.html", roots: [("page", .record(Record(shape, values)))], into: &bytes)
      } catch {
        return "\(error)"
      }
      return String(decoding: bytes, as: UTF8.self)
    }
    #expect(rendered == numbers.map { "title \($0)" })
  }
}
