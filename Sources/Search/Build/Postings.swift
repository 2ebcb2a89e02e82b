import Algorithms

/// For each stem the documents that hold it, with how much it says of each and in which section.
struct Postings: Sendable {
  /// Where the postings of each stem begin in the arrays below, and where the last ends.
  private(set) var starts: [Int]
  private(set) var documents: [UInt32]
  /// The level in the high four bits, the section in the low ones.
  private(set) var marks: [UInt8]

  /// The postings of a stem; their documents ascend.
  func range(of stem: Int) -> Range<Int> { starts[stem]..<starts[stem + 1] }

  /// Turns occurrences into postings; `stems` has for each analysis the stems of its words.
  init(_ analyses: [DocumentAnalysis], stems: [[UInt32]], stemCount: Int) {
    let weighting = Weighting(lengths: analyses.map(\.lengths))
    let rows = Array(analyses.indices).concurrentMap { number in
      DocumentRows.rows(analyses[number], stems: stems[number], weighting)
    }
    var starts = [Int](repeating: 0, count: stemCount + 1)
    for row in rows.joined() { starts[Int(row.stem) + 1] += 1 }
    for stem in 0..<stemCount { starts[stem + 1] += starts[stem] }
    var ends = starts
    var documents = [UInt32](repeating: 0, count: starts[stemCount])
    var marks = [UInt8](repeating: 0, count: starts[stemCount])
    for (document, rows) in rows.enumerated() {
      for row in rows {
        let place = ends[Int(row.stem)]
        ends[Int(row.stem)] += 1
        documents[place] = UInt32(document)
        marks[place] = row.mark
      }
    }
    self.starts = starts
    self.documents = documents
    self.marks = marks
  }
}

/// What one document adds to the postings.
private enum DocumentRows {
  struct Row: Sendable {
    var stem: UInt32
    var mark: UInt8
  }

  /// One row for each stem of the document.
  static func rows(
    _ analysis: DocumentAnalysis, stems: [UInt32], _ weighting: Weighting
  ) -> [Row] {
    let shares = weighting.shares(of: analysis.lengths)
    let occurrences = analysis.occurrences
    // By stem, then as they stand, which is by section: each stem is a run of runs. Numbers sort faster
    // than pairs.
    let order = occurrences.indices.map {
      UInt64(stems[Int(occurrences[$0].word)]) << 32 | UInt64($0)
    }.sorted()
    var rows: [Row] = []
    var index = 0
    while index < order.count {
      let stem = order[index] >> 32
      var total = 0.0
      var best = (weight: -1.0, section: 0)
      while index < order.count, order[index] >> 32 == stem {
        let section = occurrences[Int(order[index] & 0xFFFF_FFFF)].section
        var weight = 0.0
        while index < order.count, order[index] >> 32 == stem {
          let occurrence = occurrences[Int(order[index] & 0xFFFF_FFFF)]
          guard occurrence.section == section else { break }
          weight += Double(occurrence.count) * shares[occurrence.field.rawValue]
          index += 1
        }
        total += weight
        if weight > best.weight { best = (weight, Int(section)) }
      }
      rows.append(Row(stem: UInt32(stem), mark: UInt8(weighting.level(total) << 4 | best.section)))
    }
    return rows
  }
}
