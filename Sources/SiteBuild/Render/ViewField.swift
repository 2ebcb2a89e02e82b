import SiteModel
import Templates

/// One name that templates can read of a root, what it holds, and how it is found.
///
/// The views, the compiler's knowledge of them and the page that documents them are all made from
/// these, so that none can disagree with the others. A field holds a result, never something to
/// search, and shows other pages as cards only.
package struct ViewField<Subject: Sendable>: Sendable {
  package let name: String
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

/// The roots of the templates' context.
package enum ViewRoot: String, CaseIterable, Sendable {
  case site
  case page
  /// What is embedded, in the templates of `embeds/` alone.
  case embed
  /// What is drawn, in the templates of `figures/` alone.
  case figure
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
