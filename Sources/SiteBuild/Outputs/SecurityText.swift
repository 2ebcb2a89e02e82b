import SiteModel

/// `.well-known/security.txt`: whom to tell about security problems, for a site that configures it. (RFC 9116)
enum SecurityText: Output {
  static let isForHost = true
  static let path = OutputPath(".well-known/security.txt")

  static func linkable(
    in configuration: SiteConfiguration, _ pages: [ParsedPage]
  ) -> [OutputPath] { configuration.security == nil ? [] : [path] }

  static func files(of context: OutputContext) -> [OutputFile] {
    guard let security = context.configuration.security else { return [] }
    var lines = security.contacts.map { "Contact: \($0)" }
    lines.append("Expires: \(security.expires.text)T23:59:59Z")
    lines.append("Preferred-Languages: \(context.configuration.language)")
    if let own = context.address.url(of: path.text) { lines.append("Canonical: \(own)") }
    if let policy = security.policy { lines.append("Policy: \(policy)") }
    return [OutputFile(path, Array(lines.map { $0 + "\n" }.joined().utf8))]
  }
}
