#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The command by which Git and rsync reach a server.
enum SSH {
  /// The words of the command, which asks for no password and no passphrase.
  static func command(port: Int?) -> [String] {
    ["ssh", "-oBatchMode=yes", "-oConnectTimeout=30"] + (port.map { ["-p", "\($0)"] } ?? [])
  }
}

/// A variable of the environment that is set and not empty.
struct EnvironmentVariable {
  let value: String

  init?(_ name: String) {
    guard let text = getenv(name).map({ String(cString: $0) }), !text.isEmpty else { return nil }
    value = text
  }
}
