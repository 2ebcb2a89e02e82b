import Diagnostics

extension Rule {
  package static let unusedDefinition = Rule(
    "unused-definition", .warning,
    "A line such as `[name]: https://example.org` gives links an address and shows nothing itself. "
      + "Where no link asks for it, it is a leftover, or the link misspells the name.")

  package static let duplicateDefinition = Rule(
    "duplicate-definition", .warning,
    "When two lines define one name for links, the first counts and the second is ignored.")
}

/// Finds definitions of links that nothing uses, or that come too late.
enum LinkDefinitionUse: MarkdownCheck {
  static let rules = [Rule.unusedDefinition, .duplicateDefinition]

  static func run(on document: inout LintedDocument) {
    guard document.holdsDefinitions else { return }
    let found = LinkDefinitions(
      document.bytes, lines: document.lines, in: document.bodyLines, code: document.codeLines)
    document.keep(linkDefinitions: found.definitions.map(\.target))
    var owners: [String: Range<Int>] = [:]
    for definition in found.definitions where document.document.takesDiagnostics {
      let place = document.location(of: definition.range)
      let name = document.document.source.text(definition.range)
      if let owner = owners[definition.name] {
        document.report(
          Diagnostic(
            .duplicateDefinition, "`[\(name)]:` is defined already", at: place,
            notes: [.init("the first one counts", at: document.location(of: owner))],
            help: "remove one of the two, or give it a name of its own"))
      } else {
        owners[definition.name] = definition.range
        guard !found.used.contains(definition.name) else { continue }
        document.report(
          Diagnostic(
            .unusedDefinition, "no link asks for `[\(name)]`", at: place,
            help: "remove the line, or check how the link spells the name"))
      }
    }
  }
}
