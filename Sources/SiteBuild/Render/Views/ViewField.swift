import SiteModel
import Templates

/// A field that templates can read: its name, its documentation, and the function that computes its value.
///
/// The views, the checks of templates and the reference follow from these declarations. A value contains other
/// pages only as cards.
package struct ViewField<Subject: Sendable>: Sendable {
  /// The name in templates.
  package let name: String
  /// The meaning of the value, for the reference.
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
  /// Declares a text field of the front matter; `none` if it is not set.
  static func text(_ name: String, _ summary: String) -> ViewField {
    ViewField(name, summary) { _, page in Value(page.record.text(name)) }
  }

  /// Declares a date field of the front matter; `none` if it is not set.
  static func date(_ name: String, _ summary: String) -> ViewField {
    ViewField(name, summary) { _, page in Value(page.record.date(name)) }
  }
}

extension ViewField<Void> {
  /// Declares a value of the configuration.
  static func setting(
    _ name: String, _ summary: String, _ value: @escaping @Sendable (SiteConfiguration) -> Value
  ) -> ViewField {
    ViewField(name, summary) { views, _ in value(views.configuration) }
  }
}

extension Value {
  /// A text; `none` for `nil`.
  init(_ text: String?) {
    self = text.map { .string($0) } ?? .none
  }

  /// A day as `2026-11-21`; `none` for `nil`.
  init(_ date: CalendarDate?) {
    self = date.map { .string($0.text) } ?? .none
  }
}
