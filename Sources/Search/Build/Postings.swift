import Concurrency

/// For each stem the documents that hold it, with how much it says of each and in which section.
struct Postings: Sendable {
  /// Where the postings of each stem begin in the arrays below, and where the last ends.
  private(set) var starts: [Int]
  private(set) var documents: [UInt32]
  /// The level in the high four bits, the section in the low ones.
  private(set) var marks: [UInt8]

  /// How many documents are looked through in the same memory.
  private static let partSize = 64

  /// The postings of a stem; their documents ascend.
  func range(of stem: Int) -> Range<Int> { starts[stem]..<starts[stem + 1] }

  /// Turns occurrences into postings; `stems` has for each analysis the stems of its words.
  init(_ analyses: [DocumentAnalysis], stems: [[UInt32]], stemCount: Int) {
    let weighting = Weighting(lengths: analyses.map(\.lengths))
    let rows = Array(analyses.indices).concurrentMap(
      inPartsOf: Self.partSize, with: { RowFinder(weighting, stemCount: stemCount) }
    ) { finder, number in
      finder.rows(analyses[number], stems: stems[number])
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

/// Finds what documents add to the postings, one document after the other.
private struct RowFinder {
  struct Row: Sendable {
    var stem: UInt32
    var mark: UInt8
  }

  private let weighting: Weighting
  /// For each stem its first occurrence in the document at hand; -1 for none, and again in the end.
  private var first: [Int32]
  /// For each occurrence the next one of its stem.
  private var next: [Int32] = []

  init(_ weighting: Weighting, stemCount: Int) {
    self.weighting = weighting
    first = Array(repeating: -1, count: stemCount)
  }

  /// One row for each stem of the document.
  mutating func rows(_ analysis: DocumentAnalysis, stems: [UInt32]) -> [Row] {
    let shares = weighting.shares(of: analysis.lengths)
    let found = link(analysis.occurrences, stems)
    return found.map { stem in
      var total = 0.0
      var best = (weight: -1.0, section: 0)
      var index = Int(first[Int(stem)])
      first[Int(stem)] = -1
      while index >= 0 {
        let section = analysis.occurrences[index].section
        var weight = 0.0
        while index >= 0, analysis.occurrences[index].section == section {
          let occurrence = analysis.occurrences[index]
          weight += Double(occurrence.count) * shares[occurrence.field.rawValue]
          index = Int(next[index])
        }
        total += weight
        if weight > best.weight { best = (weight, Int(section)) }
      }
      return Row(stem: stem, mark: UInt8(weighting.level(total) << 4 | best.section))
    }
  }

  /// Makes a chain of each stem's occurrences, which keeps their order: by section.
  ///
  /// - Returns: The stems.
  private mutating func link(
    _ occurrences: [DocumentAnalysis.Occurrence], _ stems: [UInt32]
  ) -> [UInt32] {
    next.removeAll(keepingCapacity: true)
    next.append(contentsOf: repeatElement(-1, count: occurrences.count))
    var found: [UInt32] = []
    found.reserveCapacity(occurrences.count)
    for index in occurrences.indices.reversed() {
      let stem = stems[Int(occurrences[index].word)]
      if first[Int(stem)] < 0 { found.append(stem) }
      next[index] = first[Int(stem)]
      first[Int(stem)] = Int32(index)
    }
    return found
  }
}
