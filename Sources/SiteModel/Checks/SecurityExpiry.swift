import Diagnostics

/// Reports contacts for security problems that are no longer valid.
enum SecurityExpiry: Check {
  static let rule = Rule(
    "security-expiry", .warning,
    "`security.txt` says until when its contacts are valid. After that day, nobody should use them.",
    example: """
      waymark.yml:
      title: Example
      security:
        contact: [security@example.org]
        expires: 2020-01-31
      content/about.md:
      ---
      title: About
      ---
      """)

  static func diagnostics(in site: CheckedSite) -> [Diagnostic] {
    let configuration = site.site.configuration
    guard let security = configuration.security, security.expires < site.day else { return [] }
    let source = configuration.source
    return [
      Diagnostic(
        rule, "the contacts under `security` were valid until \(security.expires.text)",
        at: security.expiryRange.map { source.location(of: $0) } ?? source.location,
        help: "check them, and set `expires` to a day at most a year ahead")
    ]
  }
}
