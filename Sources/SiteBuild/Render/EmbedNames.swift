import Markdown
import SiteModel

/// The ids of embeds on a page: each is the slug of the embedded page, with a number where a heading or another embed
/// has that id already.
struct EmbedNames {
  /// Separates an embed's id from the ids inside it.
  ///
  /// No slug and no anchor of a heading contains it.
  static let separator = "."

  private var names: [Int: String] = [:]
  /// Ids in use: those of the page itself, and of its embeds.
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

  /// The id of the embed with this index in the page's references.
  subscript(reference: Int) -> String? { names[reference] }

  /// Reserves an id for another element of the page.
  mutating func add(_ slug: String) -> String {
    if taken.insert(slug).inserted { return slug }
    var number = numbers[slug] ?? 2
    while !taken.insert("\(slug)-\(number)").inserted { number += 1 }
    numbers[slug] = number + 1
    return "\(slug)-\(number)"
  }
}

extension HTMLFragment {
  /// The ids of elements.
  ///
  /// Other id placeholders are in links to them.
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
