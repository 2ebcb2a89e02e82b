import Diagnostics
import SiteModel
import Text

/// Reports addresses in the structured data of pages that lead to nothing on the site.
enum StructuredDataAddresses {
  static func diagnostics(
    of pages: some Sequence<RenderedPage>, at site: SiteAddress, _ output: OutputTree
  ) -> [Diagnostic] {
    guard let base = site.url(of: "") else { return [] }
    var known: [String: Bool] = [:]
    var diagnostics: [Diagnostic] = []
    for page in pages {
      for address in page.dataAddresses {
        let isFound = known[address] ?? leads(address, base, output)
        known[address] = isFound
        if isFound { continue }
        diagnostics.append(
          Diagnostic(
            .structuredData,
            "the structured data of this page names `\(address)`, which leads to nothing",
            at: OutputFile.location(ofOrigin: page.file.origin),
            help: "write the whole address of a page or file of the site"))
      }
    }
    return diagnostics
  }

  /// Whether an address is of another site, or a file of this one.
  private static func leads(_ address: String, _ base: String, _ output: OutputTree) -> Bool {
    guard address.hasPrefix(base) || address + "/" == base else {
      return address.hasPrefix("https://") || address.hasPrefix("http://")
    }
    let path = address.dropFirst(base.count).prefix { $0 != "#" && $0 != "?" }
    return output.bytes(at: Route(String(path).percentDecoded).outputPath) != nil
  }
}
