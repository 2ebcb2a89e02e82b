import Text

/// The first line of a callout in Waymark's spelling, made from a block of another tool.
struct CalloutText {
  var word: String
  var title: String = ""
  /// `-` for a callout that is closed at first, `+` for one that is open and can be closed.
  var fold = ""
  /// Whether nothing of the block is lost in the callout.
  var isWhole: Bool

  /// Whether callouts have a look for a word.
  static func isKnown(_ word: String) -> Bool { Callout.look(of: word) != nil }

  /// The line without `> `.
  var text: String { "[!\(word.uppercased())]\(fold)" + (title.isEmpty ? "" : " " + title) }
}
