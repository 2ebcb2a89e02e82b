import Markdown
import Text

/// The part of a page that an embed shows.
package enum EmbeddedPart: Sendable, Hashable {
  case whole
  /// A section: a heading and the text up to the next heading of the same or a higher level.
  case section(Range<Int>)
  /// A table: one range, or the ranges of its head, one row, and its end.
  case table([Range<Int>])

  /// The byte ranges of the part in a fragment.
  package func ranges(of fragment: HTMLFragment) -> [Range<Int>] {
    switch self {
    case .whole: [0..<fragment.bytes.count]
    case .section(let range): [range]
    case .table(let ranges): ranges
    }
  }

  /// The placeholders of the fragment in one of these ranges.
  ///
  /// O(log n).
  ///
  /// Embeds take no bytes. An embed at the start of a section precedes its heading, and one at the end
  /// belongs to the section. A table contains no embeds.
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
  /// The part that an embed of this page shows: the section with the anchor, or the table row with the
  /// anchor; without an anchor, only the table of a table page, and the whole text of other pages.
  package func embeddedPart(_ anchor: String?) -> EmbeddedPart {
    if let row = anchor.flatMap({ parsed.anchors.row($0) }) {
      return .table([row.head, row.range, row.tail])
    }
    if let section = anchor.flatMap({ parsed.anchors.section($0) }) { return .section(section) }
    if type.holdsTable, let row = parsed.body.rows.first {
      return .table([row.head.lowerBound..<row.tail.upperBound])
    }
    return .whole
  }
}

extension Placeholder {
  /// Whether the placeholder is an embed.
  package var isEmbed: Bool {
    if case .embed = kind { true } else { false }
  }
}
