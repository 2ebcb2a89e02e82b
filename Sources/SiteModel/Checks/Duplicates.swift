/// Finds pages that share a value with an earlier page.
enum Duplicates {
  /// Each page whose key an earlier page has, with the first page that has it.
  ///
  /// Pages without a key are ignored.
  static func of(_ pages: [Page], by key: (Page) -> String?) -> [(page: Page, first: Page)] {
    var owners: [String: Page] = [:]
    var found: [(page: Page, first: Page)] = []
    for page in pages {
      guard let key = key(page) else { continue }
      if let owner = owners[key] {
        found.append((page, owner))
      } else {
        owners[key] = page
      }
    }
    return found
  }
}
