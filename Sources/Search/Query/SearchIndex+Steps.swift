/// Says what the scores of an answer are made of.
extension SearchIndex {
  /// Gives each hit the parts of its score.
  func explain(
    _ answer: inout SearchAnswer, _ ranking: Ranking, _ order: TitleOrder, _ chosen: [Bool]?
  ) throws(SearchFailure) {
    let types = store.header.typeOfDocument
    let best = ranking.best(TitleOrder.count) { chosen?[Int(types[$0])] ?? true }.documents
    for place in answer.hits.indices {
      let number = answer.hits[place].document
      let document = try document(number)
      let factor = ranking.factor(of: number)
      var steps = ranking.postings(in: number).map { word, posting in
        SearchAnswer.Step(
          kind: .word, text: Self.text(word.word), matched: Self.text(posting.form),
          section: posting.section < document.sections.count
            ? document.sections[posting.section].heading : "",
          level: posting.level, score: Double(posting.value * factor) / 1e9)
      }
      steps.append(Self.step(.everyWord, ranking.completeness(of: number) * factor))
      if best.contains(where: { $0.document == number }) {
        let bonus = order.bonus(of: document, best: best[0].score)
        steps.append(Self.step(.title, bonus.title))
        steps += bonus.neighbors.map {
          Self.step(.neighbors, $0.score, Self.text($0.left) + " " + Self.text($0.right))
        }
      }
      answer.hits[place].steps = steps.filter { $0.score > 0 || $0.kind == .word }
    }
  }

  private static func step(
    _ kind: SearchAnswer.Step.Kind, _ score: Int, _ text: String = ""
  ) -> SearchAnswer.Step {
    .init(
      kind: kind, text: text, matched: "", section: "", level: 0, score: Double(score) / 1e9)
  }

  private static func text(_ word: [UInt8]) -> String { String(decoding: word, as: UTF8.self) }
}
