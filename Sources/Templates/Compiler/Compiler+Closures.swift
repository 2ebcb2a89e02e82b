/// What each template reads together with all that it can reach.
extension Compiler {
  /// For each template the reads of its closure; a computed name may reach every template.
  func closures() -> [TemplateReads] {
    let targets = Dictionary(grouping: references, by: \.from).mapValues { $0.map(\.to) }
    return program.templates.indices.map { start in
      var reached: Set<Int32> = [Int32(start)]
      var queue = [Int32(start)]
      while let current = queue.popLast() {
        let next =
          dynamicReferences.contains(current)
          ? program.templates.indices.map(Int32.init) : targets[current] ?? []
        for template in next where reached.insert(template).inserted { queue.append(template) }
      }
      var result = TemplateReads()
      for template in reached { result.formUnion(reads[Int(template)]) }
      return result
    }
  }
}
