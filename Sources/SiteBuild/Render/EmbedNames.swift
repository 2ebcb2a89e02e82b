import Markdown
import SiteModel

/// The ids under which a page shows what it embeds: each the slug of what is embedded, with a number
/// where a heading of the page, or another embed, has that id already.
struct EmbedNames {
  /// What stands between an embed's id and those in it; no slug and no heading's anchor holds it.
  static let separator = "."

  private var names: [Int: String] = [:]
  /// The ids of the page itself, where it embeds anything.
  private var taken: Set<String> = []
  /// The next number to try for a slug, so that a thousand equal embeds cost a thousand steps.
  private var numbers: [String: Int] = [:]

  init(_ page: Page, _ views: Views, always: Bool = false) {
    guard always || page.parsed.hasEmbeds else { return }
    taken = page.parsed.body.definedIDs(in: page.parsed.body.holes[...])
    for hole in page.parsed.body.holes {
      guard case .embed(let index) = hole.kind,
        case .page(let target, _) = views.links(of: page.id).targets[index]
      else { continue }
      names[index] = add(views.page(target).slug)
    }
  }

  /// The id of the embed that is the page's reference of this number.
  subscript(reference: Int) -> String? { names[reference] }

  /// Takes an id for something more that the page shows.
  mutating func add(_ slug: String) -> String {
    if taken.insert(slug).inserted { return slug }
    var number = numbers[slug] ?? 2
    while !taken.insert("\(slug)-\(number)").inserted { number += 1 }
    numbers[slug] = number + 1
    return "\(slug)-\(number)"
  }
}

extension HTMLFragment {
  /// The ids that elements have, as against those that links refer to.
  func definedIDs(in holes: ArraySlice<Hole>) -> Set<String> {
    var ids: Set<String> = []
    for hole in holes {
      guard case .id(let id) = hole.kind, hole.offset > 0,
        bytes[hole.offset - 1] == UInt8(ascii: "\"")
      else { continue }
      ids.insert(id)
    }
    return ids
  }
}
