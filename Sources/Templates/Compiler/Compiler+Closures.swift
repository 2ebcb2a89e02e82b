/// What each template reads together with all that it can reach.
extension Compiler {
  /// For each template the reads of its closure; a computed name may reach every template.
  func closures() -> [TemplateReads] {
    let targets = Dictionary(grouping: references, by: \.from).mapValues { $0.map(\.to) }
    /// The last start from which each template was reached: cheaper than a set for each start.
    var reached = [Int](repeating: -1, count: program.templates.count)
    return program.templates.indices.map { start in
      var result = TemplateReads()
      var queue = [Int32(start)]
      reached[start] = start
      while let current = queue.popLast() {
        let own = reads[Int(current)]
        if !own.fields.isEmpty || !own.wholeRoots.isEmpty { result.formUnion(own) }
        let next =
          dynamicReferences.contains(current)
          ? program.templates.indices.map(Int32.init) : targets[current] ?? []
        for template in next where reached[Int(template)] != start {
          reached[Int(template)] = start
          queue.append(template)
        }
      }
      return result
    }
  }
}
