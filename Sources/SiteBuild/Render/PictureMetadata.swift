import Search

/// Removes from pictures where they were taken: the place in EXIF, and XMP that has one.
///
/// The bytes are changed in place, so that nothing else in a file moves. A camera's or phone's photo contains the place to
/// a few meters.
enum PictureMetadata {
  /// The number of the entry that leads to the place. (EXIF 2.32, 4.6.3)
  private static let placeTag = 0x8825
  private static let entrySize = 12
  private static let candidateLimit = 64
  /// The size of a value of each type of EXIF, by the type's number.
  private static let typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]
  /// Names in XMP that say a place.
  private static let placeNames = ["GPSL", "GPSDest", "LocationCreated", "LocationShown"]

  /// The picture without its place; `nil` if it has none.
  static func withoutPlace(_ bytes: [UInt8]) -> [UInt8]? {
    var picture = Picture(bytes: bytes)
    if bytes.starts(with: [0xFF, 0xD8]) {
      picture.cleanJPEG()
    } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      picture.cleanPNG()
    } else if bytes.starts(with: Array("RIFF".utf8)) {
      picture.cleanWebP()
    } else if bytes.count > 12, bytes[4..<8].elementsEqual("ftyp".utf8) {
      picture.cleanHEIF()
    }
    return picture.isChanged ? picture.bytes : nil
  }

  private struct Picture {
    private(set) var bytes: [UInt8]
    private(set) var isChanged = false

    init(bytes: [UInt8]) { self.bytes = bytes }

    // MARK: Containers

    mutating func cleanJPEG() {
      var index = 2
      while index + 4 <= bytes.count, bytes[index] == 0xFF {
        let marker = bytes[index + 1]
        // After the start of a scan there is no metadata.
        if marker == 0xDA || marker == 0xD9 { return }
        if marker == 0xFF {
          index += 1
          continue
        }
        let size = number(at: index + 2, 2, isBig: true)
        if marker == 0xE1, size > 2 {
          cleanBlock(index + 4..<min(bytes.count, index + 2 + size))
        }
        index += 2 + max(2, size)
      }
    }

    mutating func cleanPNG() {
      var index = 8
      while index + 12 <= bytes.count {
        let size = number(at: index, 4, isBig: true)
        let data = index + 8..<index + 8 + size
        guard data.upperBound + 4 <= bytes.count else { return }
        let name = String(decoding: bytes[index + 4..<index + 8], as: UTF8.self)
        if name == "eXIf" || name == "iTXt" {
          let before = bytes[data]
          name == "eXIf" ? cleanTIFF(data) : cleanXMP(data)
          if bytes[data] != before { writeChecksum(of: index + 4..<data.upperBound) }
        }
        index = data.upperBound + 4
      }
    }

    mutating func cleanWebP() {
      var index = 12
      while index + 8 <= bytes.count {
        let name = String(decoding: bytes[index..<index + 4], as: UTF8.self)
        let size = number(at: index + 4, 4, isBig: false)
        let data = index + 8..<min(bytes.count, index + 8 + size)
        if name == "EXIF" || name == "XMP " { cleanBlock(data) }
        // Chunks have an even size.
        index += 8 + size + size % 2
      }
    }

    /// HEIF and AVIF say in many ways where their metadata is, so that is found by its first bytes.
    mutating func cleanHEIF() {
      for start in ["II*\0", "MM\0*"] {
        var from = 0
        // Compressed data can have these bytes by chance, but not often.
        for _ in 0..<candidateLimit {
          guard let found = bytes.span.offset(of: Array(start.utf8).span, from: from) else { break }
          cleanTIFF(found..<bytes.count)
          from = found + 4
        }
      }
      if let start = bytes.span.offset(of: Array("<x:xmpmeta".utf8).span),
        let end = bytes.span.offset(of: Array("</x:xmpmeta>".utf8).span, from: start)
      {
        cleanXMP(start..<end)
      }
    }

    /// Cleans EXIF with or without its header, or XMP.
    private mutating func cleanBlock(_ range: Range<Int>) {
      if bytes[range].starts(with: Array("Exif\0\0".utf8)) {
        cleanTIFF(range.dropFirst(6))
      } else if bytes[range].starts(with: Array("II*\0".utf8))
        || bytes[range].starts(with: Array("MM\0*".utf8))
      {
        cleanTIFF(range)
      } else {
        cleanXMP(range)
      }
    }

    // MARK: Metadata

    /// Removes the entry with the place from the first directory, and overwrites what it leads to.
    private mutating func cleanTIFF(_ range: Range<Int>) {
      guard range.count >= 8 else { return }
      let isBig = bytes[range.lowerBound] == UInt8(ascii: "M")
      let start = range.lowerBound + number(at: range.lowerBound + 4, 4, isBig: isBig)
      guard let count = entryCount(at: start, in: range, isBig: isBig) else { return }
      for index in 0..<count {
        let entry = start + 2 + index * entrySize
        guard number(at: entry, 2, isBig: isBig) == placeTag else { continue }
        erasePlace(at: range.lowerBound + number(at: entry + 8, 4, isBig: isBig), range, isBig)
        // The later entries, and the offset of the next directory, move into the gap.
        let end = start + 2 + count * entrySize + 4
        guard end <= range.upperBound else { return }
        let rest = Array(bytes[entry + entrySize..<end])
        bytes.replaceSubrange(
          entry..<end, with: rest + [UInt8](repeating: 0, count: entrySize))
        write(count - 1, at: start, 2, isBig: isBig)
        isChanged = true
        return
      }
    }

    /// Overwrites a directory and the values outside it.
    private mutating func erasePlace(at start: Int, _ range: Range<Int>, _ isBig: Bool) {
      guard let count = entryCount(at: start, in: range, isBig: isBig) else { return }
      for index in 0..<count {
        let entry = start + 2 + index * entrySize
        let type = number(at: entry + 2, 2, isBig: isBig)
        let size =
          (typeSizes.indices.contains(type) ? typeSizes[type] : 1)
          * number(at: entry + 4, 4, isBig: isBig)
        let value = range.lowerBound + number(at: entry + 8, 4, isBig: isBig)
        if size > 4, value + size <= range.upperBound { erase(value..<value + size, with: 0) }
      }
      erase(start..<min(range.upperBound, start + 2 + count * entrySize + 4), with: 0)
    }

    private func entryCount(at start: Int, in range: Range<Int>, isBig: Bool) -> Int? {
      guard start >= range.lowerBound + 8, start + 2 <= range.upperBound else { return nil }
      let count = number(at: start, 2, isBig: isBig)
      return start + 2 + count * entrySize <= range.upperBound ? count : nil
    }

    /// Overwrites XMP that has a place with spaces, which are XMP without content.
    private mutating func cleanXMP(_ range: Range<Int>) {
      let block = Array(bytes[range])
      guard let start = block.span.offset(of: Array("<".utf8).span),
        block.span.offset(of: Array("adobe:ns:meta".utf8).span) != nil
          || block.span.offset(of: Array("x:xmpmeta".utf8).span) != nil,
        placeNames.contains(where: { block.span.offset(of: Array($0.utf8).span) != nil })
      else { return }
      erase(range.lowerBound + start..<range.upperBound, with: UInt8(ascii: " "))
    }

    // MARK: Bytes

    private mutating func erase(_ range: Range<Int>, with byte: UInt8) {
      for index in range { bytes[index] = byte }
      isChanged = true
    }

    /// A number of some bytes; 0 beyond the end.
    private func number(at index: Int, _ count: Int, isBig: Bool) -> Int {
      guard index >= 0, index + count <= bytes.count else { return 0 }
      let part = bytes[index..<index + count]
      return (isBig ? Array(part) : part.reversed()).reduce(0) { $0 << 8 | Int($1) }
    }

    private mutating func write(_ number: Int, at index: Int, _ count: Int, isBig: Bool) {
      for place in 0..<count {
        let shift = 8 * (isBig ? count - 1 - place : place)
        bytes[index + place] = UInt8(truncatingIfNeeded: number >> shift)
      }
    }

    private mutating func writeChecksum(of range: Range<Int>) {
      let sum = Gzip.checksum(ofContent: Array(bytes[range]))
      write(Int(sum), at: range.upperBound, 4, isBig: true)
    }
  }
}
