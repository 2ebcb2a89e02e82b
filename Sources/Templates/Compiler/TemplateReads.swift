/// The inputs that the output of a template can depend on, computed when the template is loaded.
///
/// It is conservative: a render reads nothing that is not listed here. With the same functions, globals and settings,
/// the same texts of `templates` and the same values of the listed variables and fields give the same bytes. It
/// includes everything that the template extends, includes and imports, at any depth.
package struct TemplateReads: Sendable, Equatable {
  /// The names of the templates whose text can affect the output: the template itself and all that it can reach.
  ///
  /// If it refers to a template by a computed name, these are all templates of the environment.
  package var templates: Set<String> = []
  /// The fields that are read as `root.field`, by root.
  package var fields: [String: Set<String>] = [:]
  /// The roots that are used in any other way, and so are read as a whole.
  package var wholeRoots: Set<String> = []
  /// The variables that it can get from a template that includes it: some template sets them, and this one reads them
  /// before it sets them.
  package var variables: Set<String> = []

  /// The roots that are read, in part or as a whole.
  package var roots: Set<String> { wholeRoots.union(fields.keys) }

  /// Whether the output depends only on these roots, wherever the template is included.
  ///
  /// In that case an include writes the same text as rendering the template alone, and the same text on all pages
  /// with the same roots.
  package func dependsOnly(on roots: Set<String>) -> Bool {
    variables.isEmpty && self.roots.isSubset(of: roots)
  }

  /// Whether a read of `field` of `root` is listed; for `nil`, a read of the whole root.
  package func contains(root: String, field: String?) -> Bool {
    if wholeRoots.contains(root) { return true }
    guard let field else { return false }
    return fields[root]?.contains(field) ?? false
  }

  /// Adds the reads of another template.
  mutating func formUnion(_ other: TemplateReads) {
    templates.formUnion(other.templates)
    fields.merge(other.fields) { $0.union($1) }
    wholeRoots.formUnion(other.wholeRoots)
    variables.formUnion(other.variables)
  }

  /// For each template, the combined reads of all templates that it can reach.
  ///
  /// A computed name may reach every template.
  static func closures(
    of facts: [TemplateFacts], names: [String], sharedNames: Set<String>
  ) -> [TemplateReads] {
    // For each template, the latest start from which it was reached, instead of a set of reached templates for each
    // start.
    var reached = [Int?](repeating: nil, count: facts.count)
    return facts.indices.map { start in
      var result = TemplateReads()
      var queue = [start]
      reached[start] = start
      while let current = queue.popLast() {
        let own = facts[current]
        result.formUnion(own.foreseen)
        result.templates.insert(names[current])
        let next = own.isDynamic ? Array(facts.indices) : own.references.map(\.to)
        for template in next where reached[template] != start {
          reached[template] = start
          queue.append(template)
        }
      }
      // A variable that no template sets cannot come from one.
      result.variables.formIntersection(sharedNames)
      return result
    }
  }
}
