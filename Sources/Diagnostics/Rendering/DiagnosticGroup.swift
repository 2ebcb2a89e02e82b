/// Counts diagnostics that a terminal shows as one, and keeps their first places.
struct DiagnosticGroup {
  /// The largest number of places that are named.
  private static let placeLimit = 4

  /// The index of the diagnostic that is shown.
  let index: Int
  /// The number of diagnostics.
  private(set) var count = 0
  private var fileCount = 0
  private var lastPath: String?
  private var places: [String] = []

  init(index: Int) { self.index = index }

  /// Adds a diagnostic and returns whether it is the first; diagnostics come ordered by file.
  mutating func add(_ diagnostic: Diagnostic) -> Bool {
    count += 1
    guard let location = diagnostic.location else { return count == 1 }
    if location.path != lastPath { fileCount += 1 }
    lastPath = location.path
    if places.count < Self.placeLimit {
      places.append(location.path + (location.start.map { ":\($0.line)" } ?? ""))
    }
    return count == 1
  }

  /// Whether the summary names every place.
  var isWhole: Bool { count == 1 || places.count == count }

  /// How many there are, and the first places.
  var summary: String {
    let files = fileCount == 1 ? "1 file" : "\(fileCount) files"
    return "\(count) in \(files): \(places.joined(separator: ", "))"
      + (count > places.count ? ", …" : "")
  }
}
