import Testing

@testable import Preview

/// Under which names a preview is answered, and what it says under others.
@Suite struct AllowedHostsTests {
  @Test(
    "Who may be asked for",
    arguments: [
      ("localhost", true), ("localhost:4000", true), ("LOCALHOST", true), ("a.localhost", true),
      ("127.0.0.1:4000", true), ("192.168.1.7", true), ("[::1]:4000", true), ("[::1]", true),
      ("[fe80::1]:80", true), ("desk", true), ("desk:4000", true), ("DESK.", true), (nil, false),
      ("", false), ("evil.example", false), ("evil.example:4000", false),
      ("localhost.evil.example", false), ("127.0.0.1.evil.example", false),
      ("evillocalhost", false), ("256.0.0.1", false), ("1.2.3", false),
      ("[::1].evil.example", false), ("[evil.example]", false), ("[", false), ("[]", false),
      (":4000", false), ("::1", false), ("localhost, evil.example", false),
      ("tunnel.example.net", true), ("Tunnel.Example.net:443", true), ("tunnel.example.net.", true),
      ("a.tunnel.example.net", false), ("example.net", false), ("tunnel.example.net.evil", false),
      ("machine", false),
    ] as [(String?, Bool)])
  func names(host: String?, isAllowed: Bool) {
    let hosts = AllowedHosts(
      listeningAt: "desk", machine: ["machine"], forwarded: ["tunnel.example.net"])
    #expect(hosts.allow(host) == isAllowed)
  }

  @Test(
    "A preview at all addresses answers under the machine's names", arguments: ["0.0.0.0", "::"])
  func machineNames(address: String) {
    let hosts = AllowedHosts(
      listeningAt: address, machine: ["Box.example.org", "box", "box.local"])
    for name in ["box.example.org", "BOX:4000", "box.local"] {
      #expect(hosts.allow(name), "\(name)")
    }
    for name in ["example.org", "evil.example", "box.evil"] {
      #expect(!hosts.allow(name), "\(name)")
    }
  }

  @Test("The refusal says which option lets the name in, and repeats only what can be a name")
  func refusal() {
    let hosts = AllowedHosts(listeningAt: "127.0.0.1")
    let text = hosts.refusal(of: "Preview.Example.org:443")
    #expect(text.contains("waymark serve --allow-host preview.example.org\n"))
    #expect(text.contains("WAYMARK_ALLOW_HOST=preview.example.org "))
    let long = String(repeating: "a", count: 300)
    for header in [nil, "", "a b", "<script>", "$(x)", "a\u{1B}[2J", "é.example", "a..b", long] {
      let text = hosts.refusal(of: header)
      #expect(!text.contains("--allow-host"), "\(text)")
      #expect(text.utf8.count < 300)
    }
  }
}
