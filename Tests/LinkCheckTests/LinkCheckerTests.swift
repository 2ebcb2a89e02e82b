import Testing

@testable import LinkCheck

/// Which addresses may be requested; without a network.
@Suite struct LinkCheckerTests {
  private static let unreachable = [
    "127.1", "0177.0.0.1", "0x7f.1", "2130706433", "017700000001", "0x7F000001", "127.0.0.1.",
    "127.0.0.1:80", "%31%32%37.0.0.1", "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "𝟏𝟐𝟕.0.0.1",
    "localhost", "localhost.", "LOCALHOST", "a.localhost", "ｌｏｃａｌｈｏｓｔ", "𝐥𝐨𝐜𝐚𝐥𝐡𝐨𝐬𝐭",
    "printer.local",
    "0", "0.0.0.0", "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.168.1.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "255.255.255.255", "[::1]", "[::]",
    "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "[64:ff9b::10.0.0.1]",
    "[64:ff9b:1::8.8.8.8]", "[2002:7f00:1::]", "[2002:0a00:0001::1]", "[fe80::1%25eth0]",
    "[fe80::1]",
    "[fc00::1]", "[fd12::1]", "[ff02::1]", "[2001::1]", "[2001:db8::1]", "256.1.1.1", "1.2.3.4.5",
    "127.0.0.08", "a.1", "a b", "a.example:99999", "a.example:x", "[::1", "a_b.example:0", "",
  ]

  @Test("Hosts that readers cannot reach, however they are written", arguments: unreachable)
  func refused(_ host: String) {
    guard let address = WebAddress("http://\(host)/x") else {
      #expect(host == "", "\(host)")
      return
    }
    #expect(address.unreachableReason != nil)
  }

  @Test(
    "Hosts that readers can reach",
    arguments: [
      ("a.example", "http://a.example/x"), ("A.Example.", "http://a.example/x"),
      ("a.example:8080", "http://a.example:8080/x"), ("a.example:80", "http://a.example/x"),
      ("134744072", "http://8.8.8.8/x"), ("8.8.8.8", "http://8.8.8.8/x"),
      ("172.32.0.1", "http://172.32.0.1/x"), ("[2606:4700::1111]", "http://[2606:4700::1111]/x"),
      ("[64:ff9b::8.8.8.8]", "http://[64:ff9b::808:808]/x"),
      ("bücher.example", "http://bücher.example/x"),
      ("localhost.example", "http://localhost.example/x"),
      ("xn--bcher-kva.example", "http://xn--bcher-kva.example/x"),
    ])
  func allowed(_ host: String, _ canonical: String) throws {
    let address = try #require(WebAddress("http://\(host)/x#part"))
    #expect(address.unreachableReason == nil && address.canonical == canonical)
  }

  @Test("A name of a private machine is not requested, directly or by a redirect")
  func names() throws {
    var asked: [WebRequest] = []
    let checker = LinkChecker(
      send: { requests in
        asked += requests
        return requests.map { request in
          request.address.host == "leads.example"
            ? WebResponse(status: 302, redirect: "http://inside.example/")
            : WebResponse(status: 200)
        }
      },
      lookUp: { host in
        switch host {
        case "inside.example":
          .addresses([IPAddress([93, 184, 215, 14]), IPAddress([10, 0, 0, 1])])
        case "nobody.example": .unknown
        case "later.example": .failed
        default: .addresses([IPAddress([93, 184, 215, 14])])
        }
      },
      hasProxy: { _ in false }, pause: {})
    let texts = [
      "http://inside.example/", "http://leads.example/", "http://nobody.example/",
      "http://later.example/", "https://open.example/", "http://a.example/\n",
    ]
    let addresses = try texts.map { try #require(WebAddress($0)) }
    let statuses = try checker.statuses(of: addresses)
    #expect(
      addresses.map { statuses[$0] } == [
        .broken("`inside.example` is the name of a machine that readers cannot reach"),
        .broken("it redirects to `http://inside.example/`, which readers cannot reach"),
        .broken("no server has this name"),
        .unknown("the name of the server could not be looked up"), .found,
        .broken("the address contains a line break or another control character"),
      ])
    #expect(asked.map(\.address.host) == ["leads.example", "open.example"])
    // Curl gets the IP address to connect to, so that it looks up nothing.
    #expect(asked.allSatisfy { $0.server == IPAddress([93, 184, 215, 14]) })
  }
}
