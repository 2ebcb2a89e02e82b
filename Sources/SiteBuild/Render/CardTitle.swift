import Text

/// A title in lines for a card.
///
/// The widths of letters depend on the fonts of the machine that draws the card, so the lines are balanced by rough
/// widths here, and `CardPictures` measures what was drawn.
struct CardTitle {
  /// The width of the lines in pixels.
  static let width = 1040
  /// The sizes of letters in pixels, each with the number of lines for which there is room.
  private static let steps: [(size: Int, lines: Int)] = [(84, 2), (72, 3), (60, 4), (50, 5)]
  /// The usual widths of letters in tenths of their size.
  private static let (letterWidth, wideWidth, spaceWidth) = (6, 10, 3)
  /// More letters than any card has room for.
  private static let lengthLimit = 1000

  /// A part of a title that stays in one line.
  private struct Piece {
    var text: String
    var width: Int
    let hasSpaceBefore: Bool
  }

  let lines: [String]
  /// The size of letters in pixels.
  let size: Int

  init(_ title: String) {
    let pieces = Self.pieces(title)
    for (size, count) in Self.steps {
      let room = Self.width * 10 / size
      let lines = Self.lines(pieces, room)
      if lines.count <= count {
        self.lines = Self.balanced(pieces, lines, room)
        self.size = size
        return
      }
    }
    let (size, count) = Self.steps[Self.steps.count - 1]
    var lines = Array(Self.lines(pieces, Self.width * 10 / size).prefix(count))
    lines[count - 1] += "…"
    self.lines = lines
    self.size = size
  }

  /// A text with at most `length` characters, the last of which is `…` where something was cut off.
  static func shortened(_ text: String, to length: Int) -> String {
    text.count <= length ? text : text.prefix(length - 1) + "…"
  }

  /// Whether the first letter of a text is of a script that is written from right to left.
  static func isRightToLeft(_ text: String) -> Bool {
    let letter = text.unicodeScalars.first { $0.properties.isAlphabetic }
    return letter.map { scalar in
      [0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF]
        .contains { $0.contains(scalar.value) }
    } ?? false
  }

  // MARK: Lines

  private static func pieces(_ title: String) -> [Piece] {
    var pieces: [Piece] = []
    for word in title.prefix(lengthLimit).split(whereSeparator: \.isWhitespace) {
      var isFirst = true
      for character in word {
        let isWide = isWide(character)
        let width = isWide ? wideWidth : letterWidth
        // Texts in Chinese and Japanese have no spaces. No line begins with the end of a sentence.
        let isOwn = isWide && !"。、，．！？：；）」』】〉》ー".contains(character)
        if isFirst || isOwn || pieces[pieces.count - 1].width >= longestPiece {
          pieces.append(
            Piece(
              text: String(character), width: width,
              hasSpaceBefore: isFirst && !pieces.isEmpty))
        } else {
          pieces[pieces.count - 1].text.append(character)
          pieces[pieces.count - 1].width += width
        }
        isFirst = false
      }
    }
    return pieces
  }

  /// The width at which a word is broken, which fits a line at every size.
  private static let longestPiece = width * 10 / steps[0].size - wideWidth

  /// The lines of pieces, each filled as far as it has room.
  private static func lines(_ pieces: [Piece], _ room: Int) -> [String] {
    var lines: [String] = []
    var used = 0
    for piece in pieces {
      let space = piece.hasSpaceBefore ? spaceWidth : 0
      if !lines.isEmpty, used + space + piece.width <= room {
        lines[lines.count - 1] += (piece.hasSpaceBefore ? " " : "") + piece.text
        used += space + piece.width
      } else {
        lines.append(piece.text)
        used = piece.width
      }
    }
    return lines
  }

  /// As many lines, of which the longest is as short as it can be.
  private static func balanced(_ pieces: [Piece], _ lines: [String], _ room: Int) -> [String] {
    var (best, room) = (lines, room)
    while room > 0 {
      room -= 2
      let narrower = self.lines(pieces, room)
      if narrower.count > lines.count || pieces.contains(where: { $0.width > room }) { break }
      best = narrower
    }
    return best
  }

  /// Whether a character is as wide as high, as those of Chinese, Japanese and Korean and emoji are.
  private static func isWide(_ character: Character) -> Bool {
    guard let value = character.unicodeScalars.first?.value, value >= 0x1100 else { return false }
    return [
      0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD,
    ].contains { $0.contains(value) }
  }
}
