import Markdown
import Templates

/// The headings of a page as a tree of two levels.
struct TableOfContents {
  private static let shape = Shape(["title", "anchor", "children"])

  private(set) var entries: [Value] = []

  init(_ outline: [Heading]) {
    guard let top = outline.map(\.level).min() else { return }
    var current: (heading: Heading, children: [Heading])?
    func close() {
      guard let (heading, children) = current else { return }
      entries.append(Self.entry(heading, children.map { Self.entry($0, []) }))
    }
    for heading in outline {
      if heading.level == top || current == nil {
        close()
        current = (heading, [])
      } else if heading.level == top + 1 {
        current?.children.append(heading)
      }
    }
    close()
  }

  private static func entry(_ heading: Heading, _ children: [Value]) -> Value {
    .record(
      Record(shape, [.string(heading.text), .string(heading.anchor), .list(children)]))
  }
}
