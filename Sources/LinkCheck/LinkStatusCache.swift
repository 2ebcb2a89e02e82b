import Files
import SystemPackage
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The external addresses that were reachable recently, kept between runs so that servers are not asked too often.
///
/// It is a file in the user's cache folder, because a check writes nothing into a site's folder. Only reachable
/// addresses are kept. Each line has a time, an address and, if the page has moved, its new address, separated by
/// tabs and percent-encoded. Lines in any other form are ignored.
struct LinkStatusCache {
  /// How long an entry is valid, in seconds: a week.
  private static let lifetime = 7 * 86_400
  private static let sizeLimit = 16 << 20

  private let file: FilePath?
  private let now: Int
  private var entries: [String: (time: Int, status: LinkStatus)] = [:]

  /// Reads the user's cache file.
  init() {
    now = time(nil)
    file = Self.folder?.appending("external-links")
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

  subscript(address: WebAddress) -> LinkStatus? { entries[address.text]?.status }

  /// Adds the reachable addresses and removes the others.
  mutating func add(_ statuses: [WebAddress: LinkStatus]) {
    for (address, status) in statuses {
      switch status {
      case .found, .moved: entries[address.text] = (now, status)
      case .broken, .unknown: entries[address.text] = nil
      }
    }
  }

  /// Writes the file.
  ///
  /// Errors are ignored: the next run then asks the servers again.
  func save() {
    guard let file else { return }
    let lines = entries.sorted { $0.key < $1.key }.map { address, entry in
      var target = ""
      if case .moved(let text) = entry.status { target = text }
      return "\(entry.time)\t\(Self.field(address))\t\(Self.field(target))\n"
    }
    try? FileSystem.makeFolders(file.removingLastComponent())
    try? FileSystem.replace(file, with: Array(lines.joined().utf8))
  }

  // MARK: Fields

  private static func field(_ text: String) -> String {
    text.percentEncoded { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "%") }
  }

  /// The address in a field; `nil` for a field that this type did not write.
  private static func address(_ field: String) -> WebAddress? {
    let text = field.percentDecoded
    guard Self.field(text) == field, let address = WebAddress(text),
      address.unreachableReason == nil
    else { return nil }
    return address
  }

  /// Waymark's folder in the user's cache. (https://specifications.freedesktop.org/basedir-spec/latest/)
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
