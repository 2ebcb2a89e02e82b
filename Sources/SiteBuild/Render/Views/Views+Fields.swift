import Diagnostics
import Markdown
import SiteModel
import Templates

/// The fields that a site declares in `waymark.yml`, which templates read as `fields.name`.
extension Views {
  /// The value of `fields` for a page in a template; `none` if the template does not read it.
  func fields(of page: Page, in template: String) -> Value {
    let names = configuration.types.siteFieldNames
    guard !names.isEmpty else { return .none }
    let reads = environment.reads(of: template)
    let root = ViewRoot.fields.rawValue
    guard reads.roots.contains(root) else { return .none }
    return fields(of: page) { reads.contains(root: root, field: $0) }
  }

  /// The fields that the site declares and `isRead` accepts, with none for those that the page cannot have.
  private func fields(of page: Page, isRead: (String) -> Bool) -> Value {
    .record(
      Record(
        configuration.types.siteFieldNames.filter(isRead).map { name in
          let field = page.type.siteFields.first { $0.name == name }
          return (name, field.map { value(of: $0, in: page.record, of: page) } ?? .none)
        }))
  }

  /// The values of a component on a page.
  func values(of component: ComponentData, on page: Page) -> [(String, Value)] {
    component.fields.map { ($0.name, value(of: $0, in: component.record, of: page)) }
  }

  private func value(of field: Field, in record: FieldValues, of page: Page) -> Value {
    switch field.kind {
    case .reference:
      target(record.locatedText(field.name), of: page).map { card($0) } ?? .none
    case .references:
      .list(record.texts(field.name).compactMap { target($0, of: page) }.map { card($0) })
    case .markdown:
      record.locatedText(field.name).map {
        .safe(SafeHTML(String(decoding: bodies.field(at: $0.range, of: page), as: UTF8.self)))
      } ?? .none
    case .file: Value(record.text(field.name).map { fileAddress($0, of: page) })
    case .record(let inner):
      record.record(field.name).map { self.record(inner, in: $0, of: page) } ?? .none
    case .records(let inner, _):
      .list(record.records(field.name).map { self.record(inner, in: $0, of: page) })
    default: Self.plainValue(of: field, in: record)
    }
  }

  private func record(_ fields: [Field], in record: FieldValues, of page: Page) -> Value {
    .record(Record(fields.map { ($0.name, value(of: $0, in: record, of: page)) }))
  }

  /// The value of a field that depends only on the front matter; `none` for other fields, such as Markdown.
  private static func plainValue(of field: Field, in record: FieldValues) -> Value {
    switch record[field.name] {
    // Its links depend on other pages.
    case .text where field.kind.isMarkdown: .none
    case .text(let text): .string(text.text)
    case .texts(let texts): .list(texts.map { .string($0.text) })
    case .boolean(let value): .bool(value)
    case .integer(let value): .int(value)
    case .date(let date): .string(date.text)
    case .anything(let node): Value(node)
    default: field.kind.isList ? [] : .none
    }
  }

  /// The declared fields for the card of a page, which has no fields that name other pages; `none` if there are none.
  static func cardFields(_ page: Page, _ names: [String]) -> Value {
    guard !names.isEmpty else { return .none }
    return .record(
      Record(
        names.map { name in
          let field = page.type.siteFields.first { $0.name == name }
          return (name, field.map { plainValue(of: $0, in: page.record) } ?? .none)
        }))
  }

  /// The address of a file that a page names; an address on another site stays as it is.
  func fileAddress(_ name: String, of page: Page) -> String {
    guard !LinkScheme.isLinkable(name), let path = page.path.resolving(name) else { return name }
    let file = files.first { $0 == path } ?? path
    return configuration.address.path(to: file.text)
  }
}

extension Field.Kind {
  fileprivate var isMarkdown: Bool { if case .markdown = self { true } else { false } }

  /// Whether values are lists, which are empty where a page does not set them.
  fileprivate var isList: Bool {
    switch self {
    case .texts, .choices, .references, .topics, .records: true
    default: false
    }
  }
}
