import Files
import SiteModel
import SystemPackage
import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Outside addresses that were there lately, kept between runs so that nobody is asked too often.
///
/// A file in the user's own cache, since checking writes nothing into a site's folder. Only good news is
/// kept: what was not there is asked for again. A line for each: the time, the address and the new address, if
/// it has moved, with percent signs for what could end a field; lines that say anything else are passed over.
struct AnswerCache {
  /// How long an answer holds, in seconds: a week.
  private static let lifetime = 7 * 86_400
  private static let sizeLimit = 16 << 20

  private let file: FilePath?
  private let now: Int
  private var entries: [String: (time: Int, answer: OutsideAnswer)] = [:]

  init() {
    now = time(nil)
    file = Self.folder?.appending("outside-links")
    guard let file, let bytes = try? FileSystem.read(file, limit: Self.sizeLimit) else { return }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3, let time = Int(fields[0]), time > 0, time <= now,
        now - time < Self.lifetime, let address = Self.address(fields[1]),
        fields[2].isEmpty || Self.address(fields[2]) != nil
      else { continue }
      entries[address.text] = (time, Self.address(fields[2]).map { .moved($0.text) } ?? .found)
    }
  }

  subscript(address: WebAddress) -> OutsideAnswer? { entries[address.text]?.answer }

  mutating func add(_ answers: [WebAddress: OutsideAnswer]) {
    for (address, answer) in answers {
      switch answer {
      case .found, .moved: entries[address.text] = (now, answer)
      case .broken, .unknown: entries[address.text] = nil
      }
    }
  }

  /// Writes the file; without a place for it, or the right to write there, the next run asks again.
  func save() {
    guard let file else { return }
    let lines = entries.sorted { $0.key < $1.key }.map { address, entry in
      var target = ""
      if case .moved(let text) = entry.answer { target = text }
      return "\(entry.time)\t\(Self.field(address))\t\(Self.field(target))\n"
    }
    var missing: [FilePath] = []
    var folder = file.removingLastComponent()
    while !folder.isEmpty, FileSystem.status(folder) == nil {
      missing.append(folder)
      folder.removeLastComponent()
    }
    for folder in missing.reversed() { try? FileSystem.makeFolder(folder) }
    try? FileSystem.replace(file, with: Array(lines.joined().utf8))
  }

  // MARK: Fields

  /// A text that holds no tab and no line end.
  private static func field(_ text: String) -> String {
    text.utf8.reduce(into: "") { field, byte in
      if byte <= 0x20 || byte >= 0x7F || byte == UInt8(ascii: "%") {
        field += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      } else {
        field.unicodeScalars.append(UnicodeScalar(byte))
      }
    }
  }

  /// The address that a field was made of; `nil` for a field that this type did not write.
  private static func address(_ field: String) -> WebAddress? {
    let text = SiteAddress.percentDecoded(field)
    guard Self.field(text) == field, let address = WebAddress(text), address.problem == nil else {
      return nil
    }
    return address
  }

  /// The user's cache (https://specifications.freedesktop.org/basedir-spec/latest/).
  private static var folder: FilePath? {
    func variable(_ name: String) -> FilePath? {
      guard let text = getenv(name).map({ String(cString: $0) }), text.hasPrefix("/") else {
        return nil
      }
      return FilePath(text)
    }
    return (variable("XDG_CACHE_HOME") ?? variable("HOME")?.appending(".cache"))?
      .appending("waymark")
  }
}
