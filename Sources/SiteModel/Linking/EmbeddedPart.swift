import Markdown
import Text

/// What of a page's text an embed shows.
package enum EmbeddedPart: Sendable, Hashable {
  case whole
  /// A heading and all up to the next one of its level or above.
  case section(Range<Int>)
  /// A table, in pieces that follow one another: one, or the head, a row and the tail.
  case table([Range<Int>])

  /// The bytes that are shown of a fragment.
  package func ranges(of fragment: HTMLFragment) -> [Range<Int>] {
    switch self {
    case .whole: [0..<fragment.bytes.count]
    case .section(let range): [range]
    case .table(let ranges): ranges
    }
  }

  /// The placeholders of the fragment that belong to one of these ranges; O(log n).
  ///
  /// An embed takes no bytes. One at the start of a section stands before its heading, one at its end
  /// belongs to it; a table holds none.
  package func placeholders(
    of fragment: HTMLFragment, in range: Range<Int>
  ) -> ArraySlice<Placeholder> {
    let all = fragment.placeholders
    if case .whole = self { return all[...] }
    let lower = all.partitioningIndex { $0.offset >= range.lowerBound }
    let upper = all.partitioningIndex { $0.offset > range.upperBound }
    var found = all[lower..<upper]
    while let first = found.first, first.isEmbed, first.offset == range.lowerBound {
      found.removeFirst()
    }
    while let last = found.last, last.offset == range.upperBound, !last.isEmbed || isTable {
      found.removeLast()
    }
    return found
  }

  private var isTable: Bool {
    if case .table = self { true } else { false }
  }
}

extension Page {
  /// What an embed of this page shows: the section with that anchor, the table with the one row that has it,
  /// of a table page otherwise the table without the text round it, of any other page all.
  package func embeddedPart(_ anchor: String?) -> EmbeddedPart {
    if let row = anchor.flatMap({ parsed.anchors.row($0) }) {
      return .table([row.head, row.range, row.tail])
    }
    if let section = anchor.flatMap({ parsed.anchors.section($0) }) { return .section(section) }
    if type == .table, let row = parsed.body.rows.first {
      return .table([row.head.lowerBound..<row.tail.upperBound])
    }
    return .whole
  }
}

extension Placeholder {
  package var isEmbed: Bool {
    if case .embed = kind { true } else { false }
  }
}
