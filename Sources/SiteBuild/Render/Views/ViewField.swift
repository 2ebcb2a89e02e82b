import SiteModel
import Templates

/// A field that templates can read: its name, its documentation, and the function that makes its value.
///
/// The views, the checks of templates and `docs/reference.md` are all made from these declarations. The value shows other
/// pages as cards only.
package struct ViewField<Subject: Sendable>: Sendable {
  /// The name in templates.
  package let name: String
  /// What it holds, for the reference.
  package let summary: String
  let value: @Sendable (Views, Subject) -> Value

  init(
    _ name: String, _ summary: String, _ value: @escaping @Sendable (Views, Subject) -> Value
  ) {
    self.name = name
    self.summary = summary
    self.value = value
  }
}

extension ViewField<Page> {
  /// A text of the front matter, or none.
  static func text(_ name: String, _ summary: String) -> ViewField {
    ViewField(name, summary) { _, page in Value(page.record.text(name)) }
  }

  /// A day of the front matter, or none.
  static func date(_ name: String, _ summary: String) -> ViewField {
    ViewField(name, summary) { _, page in Value(page.record.date(name)) }
  }
}

extension ViewField<Void> {
  /// A value of the configuration.
  static func setting(
    _ name: String, _ summary: String, _ value: @escaping @Sendable (SiteConfiguration) -> Value
  ) -> ViewField {
    ViewField(name, summary) { views, _ in value(views.configuration) }
  }
}

extension Value {
  /// A text, or `none` where there is no text.
  init(_ text: String?) {
    self = text.map { .string($0) } ?? .none
  }

  /// A day as `2026-11-21`, or `none`.
  init(_ date: CalendarDate?) {
    self = date.map { .string($0.text) } ?? .none
  }
}
