import Diagnostics

extension Rule {
  static let unusedDefinition = Rule(
    "unused-definition", .warning,
    "A line such as `[name]: https://example.org` defines an address for links and is not shown. If "
      + "no link uses it, it is a leftover, or a link misspells its name.",
    example: """
      content/page.md:
      See the rules.

      [rules]: https://example.org/rules
      """)

  static let duplicateDefinition = Rule(
    "duplicate-definition", .warning,
    "If two lines define the same name for links, the first is used and the second is ignored.",
    example: """
      content/page.md:
      See [the rules].

      [the rules]: https://example.org/old
      [the rules]: https://example.org/new
      """)
}

/// Finds link definitions that nothing uses, and those of a name that is defined already.
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
            notes: [.init("the first one is used", at: document.location(of: owner))],
            help: "remove one of the two, or give it a name of its own"))
      } else {
        owners[definition.name] = definition.range
        guard !found.used.contains(definition.name) else { continue }
        document.report(
          Diagnostic(
            .unusedDefinition, "no link uses `[\(name)]`", at: place,
            help: "remove the line, or check how the link spells the name"))
      }
    }
  }
}
