import Markdown
import SiteModel

/// The ids of embeds on a page.
///
/// The id of an embed is the slug of the embedded page, with a number if another element of the page has that id
/// already.
struct EmbedNames {
  /// Separates the id of an embed from the ids inside it; no slug and no anchor of a heading contains it.
  static let separator = "."

  private var names: [Int: String] = [:]
  /// The ids of the page's elements and of its embeds.
  private var taken: Set<String> = []
  /// The next number to try for a slug, so that n embeds of one page take O(n).
  private var numbers: [String: Int] = [:]

  init(_ page: Page, _ views: Views, always: Bool = false) {
    guard always || page.parsed.hasEmbeds else { return }
    taken = page.parsed.body.definedIDs(in: page.parsed.body.placeholders[...])
    for placeholder in page.parsed.body.placeholders {
      guard case .embed(let index) = placeholder.kind,
        case .page(let target, _) = views.links(of: page.id).targets[index]
      else { continue }
      names[index] = add(views.page(target).slug)
    }
  }

  /// The id of the embed that is the reference with this index.
  subscript(reference: Int) -> String? { names[reference] }

  /// Returns a new id for another element of the page: its slug, with a number if the slug is taken.
  mutating func add(_ slug: String) -> String {
    if taken.insert(slug).inserted { return slug }
    var number = numbers[slug] ?? 2
    while !taken.insert("\(slug)-\(number)").inserted { number += 1 }
    numbers[slug] = number + 1
    return "\(slug)-\(number)"
  }
}

extension HTMLFragment {
  /// The ids of elements among the placeholders; the others are in links to elements.
  func definedIDs(in placeholders: ArraySlice<Placeholder>) -> Set<String> {
    var ids: Set<String> = []
    for placeholder in placeholders {
      guard case .id(let id) = placeholder.kind, placeholder.offset > 0,
        bytes[placeholder.offset - 1] == UInt8(ascii: "\"")
      else { continue }
      ids.insert(id)
    }
    return ids
  }
}
