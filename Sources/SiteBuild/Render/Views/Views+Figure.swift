import Diagnostics
import SiteModel
import Templates

extension Views {
  /// The fields of `figure`.
  package static let figureFields: [ViewField<Page>] = [
    ViewField("title", "the picture's title") { _, page in .string(page.title) },
    .text("caption", "what it shows, or none"),
    .text("start", "where the drawing starts, or none"),
    .text("unit", "what its numbers count, or none"),
    ViewField("items", "label, note, question, entries, from, to, card") { views, page in
      .list(FigureData.items(of: page.parsed).map { views.figureItem($0, of: page) })
    },
  ]

  private static let figureShape = Shape(figureFields.map(\.name))

  /// The drawing of a picture as HTML; `none` if the page has no `drawing` or there is no such template.
  func drawing(of page: Page) -> Value {
    guard let name = page.parsed.locatedText(.drawing) else { return .none }
    let template = Self.figureFolder + name.text + ".html"
    tracker.note(template: template)
    guard environment.contains(template) else {
      tracker.report(missingDrawing(name, of: page))
      return .none
    }
    let values = Self.figureFields.map { $0.value(self, page) }
    var html: [UInt8] = []
    render(
      template, .figure, .record(Record(Self.figureShape, values)),
      fields: fields(of: page, in: template), into: &html, origin: page.source.name)
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
        naming: name, from: known, in: page.source, else: "add it to `templates/`")
    ).limited(to: .warning)
  }
}
