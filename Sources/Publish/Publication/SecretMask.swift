import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Masks credentials in what other programs say: those in URLs, and the values of variables such as `DEPLOY_TOKEN`.
package enum SecretMask {
  /// Parts of the names of variables whose values are secret.
  private static let names = ["TOKEN", "PASSWORD", "PASSWD", "SECRET", "API_KEY", "ACCESS_KEY"]
  /// The length from which a value is masked; shorter ones are words that messages contain anyway.
  private static let lengthLimit = 8

  /// The text with `***` for each credential.
  package static func masked(_ text: String) -> String {
    secrets.reduce(Credentials.masked(text)) { $0.replacing($1, with: "***") }
  }

  /// The secret values in the environment, the longest first.
  private static var secrets: [String] {
    var found: [String] = []
    var next = environ
    while let variable = next.pointee {
      let parts = String(cString: variable).split(separator: "=", maxSplits: 1)
      if parts.count == 2, parts[1].utf8.count >= lengthLimit,
        names.contains(where: parts[0].uppercased().contains)
      {
        found.append(String(parts[1]))
      }
      next += 1
    }
    return found.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
  }
}
