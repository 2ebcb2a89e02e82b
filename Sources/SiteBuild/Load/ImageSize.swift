import SiteModel

/// The width and height of an image in pixels, read from its first bytes.
///
/// With these in its HTML, a page does not shift while images load. PNG, GIF, WebP and JPEG images have a size; other
/// formats and damaged files have none.
struct ImageSize: Sendable, Hashable {
  let width: Int
  let height: Int

  /// Reads the sizes of the images among some files.
  static func sizes(of files: [SourceFile]) -> [ContentPath: ImageSize] {
    Dictionary(
      files.compactMap { file in ImageSize(file.bytes).map { (file.path, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  init?(_ bytes: [UInt8]) {
    let reader = Reader(bytes: bytes)
    guard
      let size = reader.png() ?? reader.gif() ?? reader.webP() ?? reader.jpeg(), size.0 > 0,
      size.1 > 0
    else { return nil }
    (width, height) = size
  }

  /// Reads the proportion of an SVG image from its `viewBox`.
  init?(svg bytes: [UInt8]) {
    let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
    guard let box = head.firstMatch(of: /viewBox\s*=\s*["']([^"']*)["']/) else { return nil }
    let numbers = box.output.1.split { $0 == " " || $0 == "," }.compactMap { Double($0) }
    guard numbers.count == 4, 1...100_000 ~= numbers[2], 1...100_000 ~= numbers[3] else {
      return nil
    }
    (width, height) = (Int(numbers[2]), Int(numbers[3]))
  }

  private struct Reader {
    let bytes: [UInt8]

    func png() -> (Int, Int)? {
      guard bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]), bytes.count >= 24 else { return nil }
      return (big(16, 4), big(20, 4))
    }

    func gif() -> (Int, Int)? {
      guard bytes.starts(with: Array("GIF8".utf8)), bytes.count >= 10 else { return nil }
      return (little(6, 2), little(8, 2))
    }

    func webP() -> (Int, Int)? {
      guard bytes.count >= 30, bytes.starts(with: Array("RIFF".utf8)),
        bytes[8..<12].elementsEqual("WEBP".utf8)
      else { return nil }
      switch String(decoding: bytes[12..<16], as: UTF8.self) {
      case "VP8 ": return (little(26, 2) & 0x3FFF, little(28, 2) & 0x3FFF)
      case "VP8L":
        let bits = little(21, 4)
        return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
      case "VP8X": return (little(24, 3) + 1, little(27, 3) + 1)
      default: return nil
      }
    }

    /// The size in the frame header of a JPEG, which is found by walking its segments.
    func jpeg() -> (Int, Int)? {
      guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
      var index = 2
      while index + 9 < bytes.count, bytes[index] == 0xFF {
        let marker = bytes[index + 1]
        let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
        if isFrame { return (big(index + 7, 2), big(index + 5, 2)) }
        index += marker == 0xFF ? 1 : 2 + big(index + 2, 2)
      }
      return nil
    }

    private func big(_ start: Int, _ count: Int) -> Int {
      bytes[start..<start + count].reduce(0) { $0 << 8 | Int($1) }
    }

    private func little(_ start: Int, _ count: Int) -> Int {
      bytes[start..<start + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
  }
}
