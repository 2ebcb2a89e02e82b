import Text

/// Makes ids from text, each of them once.
///
/// GitHub's algorithm: lower case, only letters, marks, digits, `_` and `-` stay, spaces become `-`;
/// what is taken gets `-1`, `-2`. Ids that a browser would resolve to the same element on a page
/// (headings, rows, check boxes) come from one set.
package struct AnchorSet: Sendable {
  private var taken: Set<String> = []
  /// The next number to try, so that a thousand equal headings cost a thousand steps.
  private var next: [String: Int] = [:]

  package init() {}

  /// Marks an id as used.
  package mutating func reserve(_ anchor: String) { taken.insert(anchor) }

  package func contains(_ anchor: String) -> Bool { taken.contains(anchor) }

  /// An id for `text` that no earlier call gave; `fallback` where the text has no letter.
  package mutating func add(_ text: String, fallback: String) -> String {
    let slug = Slug.heading(text)
    return addSlug(slug.isEmpty ? fallback : slug)
  }

  /// The id itself where it is free, else with a number.
  package mutating func addSlug(_ slug: String) -> String {
    if taken.insert(slug).inserted { return slug }
    var number = next[slug] ?? 1
    var anchor = "\(slug)-\(number)"
    while !taken.insert(anchor).inserted {
      number += 1
      anchor = "\(slug)-\(number)"
    }
    next[slug] = number + 1
    return anchor
  }
}
