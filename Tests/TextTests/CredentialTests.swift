import Testing
import Text

@Suite struct CredentialTests {
  @Test(
    "Passwords and tokens in URLs are masked, and nothing else",
    arguments: [
      ("https://me:secret@example.org/a", "https://me:***@example.org/a"),
      ("x ssh://me:a@b@example.org y", "x ssh://me:***@example.org y"),
      ("https://0123456789abcdefghij@example.org", "https://***@example.org"),
      (
        "'https://me:x@a.org' and http://you:y@b.org",
        "'https://me:***@a.org' and http://you:***@b.org"
      ),
      ("https://:x@a.org", "https://:***@a.org"),
      ("https://me@example.org/a", "https://me@example.org/a"),
      (
        "ssh://git-user-with-a-long-name@example.org", "ssh://git-user-with-a-long-name@example.org"
      ),
      ("https://example.org:8080/a@b", "https://example.org:8080/a@b"),
      ("https://me:@example.org", "https://me:@example.org"),
      ("https://me:$TOKEN@example.org", "https://me:$TOKEN@example.org"),
      ("git@example.org:owner/site.git", "git@example.org:owner/site.git"), ("://", "://"),
      ("", ""), ("a://b:c@", "a://b:***@"),
    ])
  func masked(text: String, expected: String) {
    #expect(Credentials.masked(text) == expected)
  }
}
