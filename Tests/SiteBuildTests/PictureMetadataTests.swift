import Foundation
import Search
import Testing

@testable import SiteBuild

@Suite struct PictureMetadataTests {
  /// A TIFF block with an orientation, a place and a camera, in either order of bytes.
  private static func tiff(isBig: Bool) -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
      return isBig ? bytes.reversed() : bytes
    }
    func entry(_ tag: Int, _ type: Int, _ count: Int, _ value: [UInt8]) -> [UInt8] {
      number(tag, 2) + number(type, 2) + number(count, 4) + value
    }
    let camera = Array("Camera\0\0".utf8)
    let (placeStart, cameraStart) = (50, 50 + 2 + 12 + 4 + 24)
    var block: [UInt8] = Array((isBig ? "MM" : "II").utf8) + number(42, 2) + number(8, 4)
    block += number(3, 2)
    block += entry(0x0112, 3, 1, number(6, 2) + [0, 0])
    block += entry(0x8825, 4, 1, number(placeStart, 4))
    block += entry(0x010F, 2, 7, number(cameraStart, 4))
    block += number(0, 4)
    block += number(1, 2) + entry(2, 5, 3, number(placeStart + 18, 4)) + number(0, 4)
    for part in [52, 31, 12] { block += number(part, 4) + number(1, 4) }
    return block + camera
  }

  private static let xmp = Array(
    "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf exif:GPSLatitude='52,31.2N'/></x:xmpmeta>".utf8)

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    let (size, sum) = (data.count, Gzip.checksum(ofContent: body))
    return (0..<4).map { UInt8(size >> (24 - 8 * $0) & 255) } + body
      + (0..<4).map { UInt8(sum >> UInt32(24 - 8 * $0) & 255) }
  }

  /// A picture of each format around some metadata.
  private static func picture(_ format: String, _ tiff: [UInt8]) -> [UInt8] {
    func segment(_ data: [UInt8]) -> [UInt8] {
      [0xFF, 0xE1, UInt8((data.count + 2) >> 8), UInt8((data.count + 2) & 255)] + data
    }
    func little(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * $0) & 255) } }
    switch format {
    case "jpeg":
      return [0xFF, 0xD8] + segment(Array("Exif\0\0".utf8) + tiff)
        + segment(Array("http://ns.adobe.com/xap/1.0/\0".utf8) + xmp)
        + [0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9]
    case "png":
      return [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10] + chunk("IHDR", [1, 2, 3])
        + chunk("eXIf", tiff) + chunk("iTXt", Array("XML:com.adobe.xmp\0\0\0\0\0".utf8) + xmp)
        + chunk("IDAT", [9, 9, 9]) + chunk("IEND", [])
    case "webp":
      let body =
        Array("WEBPVP8X".utf8) + little(4) + [0, 1, 2, 3] + Array("EXIF".utf8)
        + little(tiff.count) + tiff + Array("XMP ".utf8) + little(xmp.count) + xmp
      return Array("RIFF".utf8) + little(body.count) + body
    default:
      return [0, 0, 0, 16] + Array("ftypavif0000".utf8) + [0, 0, 0, 0] + tiff + xmp + [1, 2, 3]
    }
  }

  @Test(
    "The place goes, and nothing else moves", arguments: ["jpeg", "png", "webp", "avif"],
    [true, false])
  func removed(format: String, isBig: Bool) throws {
    let old = Self.picture(format, Self.tiff(isBig: isBig))
    let new = try #require(PictureMetadata.withoutPlace(old))
    #expect(new.count == old.count)
    #expect(!Data(new).contains("GPSLatitude"))
    // The degrees and minutes of the place.
    let place: [UInt8] = isBig ? [0, 0, 0, 52, 0, 0, 0, 1] : [52, 0, 0, 0, 1, 0, 0, 0]
    #expect(Data(old).contains(place) && !Data(new).contains(place))
    #expect(Data(new).contains("Camera"))
    #expect(PictureMetadata.withoutPlace(new) == nil)
    // Two entries are left, the orientation first, then the camera.
    let start = try #require(Data(new).firstRange(of: Data((isBig ? "MM" : "II").utf8)))
    let block = Array(new[start.lowerBound...])
    #expect(block[8...9].sorted() == [0, 2])
    #expect(Array(block[22..<24]) == (isBig ? [0x01, 0x0F] : [0x0F, 0x01]))
    if format == "png" {
      let tiff = Array(block.prefix(Self.tiff(isBig: isBig).count))
      #expect(Data(new).contains(Self.chunk("eXIf", tiff)))
    }
  }

  @Test("A picture without a place is left as it is")
  func untouched() {
    for bytes in [[], [0xFF], [0xFF, 0xD8], Array("RIFF".utf8), Array("GIF89a".utf8)] {
      #expect(PictureMetadata.withoutPlace(bytes) == nil)
    }
  }

  @Test("Broken metadata is no crash, wherever it is broken")
  func broken() {
    var random = SystemRandomNumberGenerator()
    let seed = UInt64.random(in: 0...UInt64.max, using: &random)
    var state = seed
    func next() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    for format in ["jpeg", "png", "webp", "avif"] {
      let whole = Self.picture(format, Self.tiff(isBig: true))
      for length in 0..<whole.count { _ = PictureMetadata.withoutPlace(Array(whole[..<length])) }
      for _ in 0..<5000 {
        var bytes = whole
        for _ in 0...next() % 3 {
          bytes[next() % bytes.count] = [0, 255, UInt8(next() & 255)][next() % 3]
        }
        let cleaned = PictureMetadata.withoutPlace(bytes)
        #expect(cleaned?.count ?? bytes.count == bytes.count, "seed \(seed)")
      }
    }
  }
}

extension Data {
  fileprivate func contains(_ text: String) -> Bool { firstRange(of: Data(text.utf8)) != nil }
  fileprivate func contains(_ bytes: [UInt8]) -> Bool { firstRange(of: Data(bytes)) != nil }
}
