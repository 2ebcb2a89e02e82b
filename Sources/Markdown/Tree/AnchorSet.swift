import Text

/// Makes unique ids from text.
///
/// Follows GitHub's algorithm: letters become lower case, spaces become `-`, and only letters, marks, digits, `_`
/// and `-` are kept. An id that is taken gets a number, `-1`, `-2` and so on. All ids of a page (of headings, table
/// rows and check boxes) come from one set.
package struct AnchorSet: Sendable {
  private var taken: Set<String> = []
  /// The next number to try, so that a thousand equal headings cost a thousand steps.
  private var next: [String: Int] = [:]

  /// Makes an empty set.
  package init() {}

  /// Marks an id as used.
  package mutating func reserve(_ anchor: String) { taken.insert(anchor) }

  /// Whether an id is taken.
  package func contains(_ anchor: String) -> Bool { taken.contains(anchor) }

  /// A new id for `text`, or for `fallback` where the text has no letters.
  package mutating func add(_ text: String, fallback: String) -> String {
    let slug = Slug.heading(text)
    return addSlug(slug.isEmpty ? fallback : slug)
  }

  /// A new id: `slug` itself where it is free, otherwise `slug` with a number.
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
