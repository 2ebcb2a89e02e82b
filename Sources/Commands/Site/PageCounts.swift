import SiteModel

/// The numbers of pages of a site, for the result of a command.
struct PageCounts {
  private let pages: Int
  private let counts: [(type: ContentType, count: Int)]

  init(_ site: Site) {
    pages = site.pages.count(where: \.hasOwnFile)
    counts = ContentType.counted.map { type in
      (type, site.pages.count { $0.type == type })
    }
  }

  var text: String {
    let rest = counts.filter { $0.count > 0 }.map { type, count in
      "\(count) \(count == 1 ? type.nouns.one : type.nouns.many)"
    }
    return (["\(pages) page\(pages == 1 ? "" : "s")"] + rest).joined(separator: ", ")
  }

  var fields: [(String, Int)] {
    [("pages", pages)] + counts.map { ($0.type.nouns.many, $0.count) }
  }
}
