import Diagnostics
import SiteModel
import Templates

extension Views {
  /// What the templates of `figures/` can read of `figure`.
  package static let figureFields: [ViewField<Page>] = [
    ViewField("title", "the picture's title") { _, page in .string(page.title) },
    ViewField("caption", "what it shows, or none") { _, page in
      Value(page.record.text("caption"))
    },
    ViewField("start", "where the drawing starts, or none") { _, page in
      Value(page.record.text("start"))
    },
    ViewField("unit", "what its numbers count, or none") { _, page in
      Value(page.record.text("unit"))
    },
    ViewField("items", "label, note, question, entries, from, to, card") { views, page in
      .list(FigureData.items(of: page.parsed).map { views.figureItem($0, of: page) })
    },
  ]

  private static let figureShape = Shape(figureFields.map(\.name))

  /// A picture's drawing, or none for a page that has none.
  func drawing(of page: Page) -> Value {
    guard page.type == .figure, let name = page.record.locatedText("drawing") else { return .none }
    let template = Self.figureFolder + name.text + ".html"
    trace.note(template: template)
    guard environment.contains(template) else {
      trace.add([missingDrawing(name, of: page)])
      return .none
    }
    let values = Self.figureFields.map { $0.value(self, page) }
    var html: [UInt8] = []
    trace.add(
      render(
        template, .figure, .record(Record(Self.figureShape, values)), into: &html,
        origin: page.source.name))
    return .safe(SafeHTML(String(decoding: html, as: UTF8.self)))
  }

  private static let figureFolder = "figures/"

  private func figureItem(_ item: FieldValues, of page: Page) -> Value {
    let span = FigureSpan(item)
    let target = target(item.locatedText("page"), of: page)
    return .record(
      Record([
        ("label", Value(item.text("label"))), ("note", Value(item.text("note"))),
        ("question", Value(item.text("question"))),
        ("entries", .list(item.texts("entries").map { .string($0.text) })),
        ("from", span.map { .int($0.from) } ?? .none), ("to", span.map { .int($0.to) } ?? .none),
        ("card", target.map { card($0) } ?? .none),
      ]))
  }

  private func missingDrawing(_ name: LocatedText, of page: Page) -> Diagnostic {
    let known = environment.templateNames.filter { $0.hasPrefix(Self.figureFolder) }.map {
      String($0.dropFirst(Self.figureFolder.count).prefix { $0 != "." })
    }
    return Diagnostic(
      .missingTemplate, "there is no template `\(Self.figureFolder)\(name.text).html`",
      at: page.source.location(of: name.range),
      advice: Advice(
        naming: name, from: known, in: page.source, else: "add it to `templates/`"))
  }
}
