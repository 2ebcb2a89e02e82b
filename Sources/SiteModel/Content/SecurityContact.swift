import Text

/// Whom to tell about security problems, for `security.txt`. (RFC 9116)
package struct SecurityContact: Sendable, Hashable {
  /// The reason why the settings are not complete.
  struct Failure: Error {
    let message: String
    let help: String
    /// The range of the value in the configuration; `nil` for a missing one.
    let range: Range<Int>?
  }

  /// Addresses with a scheme, the preferred one first.
  package let contacts: [String]
  /// The day until which the contacts are valid.
  package let expires: CalendarDate
  /// The range of that day in the configuration.
  let expiryRange: Range<Int>?
  /// The page with the policy for reports.
  package let policy: String?

  /// The keys below `security`.
  static let fields: [Field] = [
    Field("contact", .texts, "mail addresses or addresses of pages, the preferred one first"),
    Field("expires", .date, "the day until which they are valid, at most a year ahead"),
    Field("policy", .address, "the page that says how reports are treated"),
  ]

  init(_ record: FieldValues) throws(Failure) {
    var contacts: [String] = []
    for contact in record.texts("contact") {
      if contact.text.hasPrefix("https://") || contact.text.hasPrefix("tel:"),
        contact.text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
      {
        contacts.append(contact.text)
      } else if case .mail(let address)? = FeedbackAddress(contact.text) {
        contacts.append("mailto:" + address)
      } else {
        throw Failure(
          message: "`\(contact.text)` is no address for reports of security problems",
          help: "write a mail address, or an address such as `https://example.org/security/`",
          range: contact.range)
      }
    }
    guard !contacts.isEmpty else {
      throw Failure(
        message: "`security` has no `contact`",
        help: "add `contact: [security@example.org]`", range: nil)
    }
    guard let expires = record.date("expires") else {
      throw Failure(
        message: "`security` does not say until when it is valid",
        help: "add `expires:` with a day at most a year ahead", range: nil)
    }
    self.contacts = contacts
    self.expires = expires
    expiryRange = record.range(of: "expires")
    policy = record.text("policy")
  }
}
