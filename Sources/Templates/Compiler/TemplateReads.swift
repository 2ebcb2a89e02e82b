/// What a template's output can depend on, known before it is rendered.
///
/// Sound before precise: a render never reads anything that is not in here. With the environment's
/// functions, globals and settings it is everything: the same texts of `templates` and the same
/// values of what is read give the same bytes. All of it covers what the template extends, includes
/// and imports, at any depth.
package struct TemplateReads: Sendable, Equatable {
  /// Names of the templates whose text can change the output: its own, and all it can reach.
  ///
  /// Where a name is computed, those are all templates of the environment.
  package var templates: Set<String> = []
  /// Fields read as `root.field`, by root.
  package var fields: [String: Set<String>] = [:]
  /// Roots that are used in any other way, and so are read as a whole.
  package var wholeRoots: Set<String> = []
  /// Variables that it can take from a template that includes it: ones that some template sets, and
  /// that this one reads without having set them first.
  package var variables: Set<String> = []

  /// The roots that are read, in part or as a whole.
  package var roots: Set<String> { wholeRoots.union(fields.keys) }

  /// Whether the output depends on these roots only, wherever the template is included.
  ///
  /// Then it is the same on every page that has the same values of them: what an include of it
  /// writes is what rendering it alone writes.
  package func dependsOnly(on roots: Set<String>) -> Bool {
    variables.isEmpty && self.roots.isSubset(of: roots)
  }

  /// Whether reading `field` of `root` (or the whole root, for `nil`) was foreseen.
  package func contains(root: String, field: String?) -> Bool {
    if wholeRoots.contains(root) { return true }
    guard let field else { return false }
    return fields[root]?.contains(field) ?? false
  }

  /// Adds what another reads.
  mutating func formUnion(_ other: TemplateReads) {
    templates.formUnion(other.templates)
    fields.merge(other.fields) { $0.union($1) }
    wholeRoots.formUnion(other.wholeRoots)
    variables.formUnion(other.variables)
  }

  /// For each template the reads of all that it can reach; a computed name may reach every template.
  static func closures(
    of facts: [TemplateFacts], names: [String], sharedNames: Set<String>
  ) -> [TemplateReads] {
    // The last start from which each template was reached: cheaper than a set for each start.
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
      // What no template sets cannot come from one.
      result.variables.formIntersection(sharedNames)
      return result
    }
  }
}
