import SiteBuild
import SiteModel

/// What `waymark init --from` took over, and what it did not.
struct MigrationReport {
  private let migration: Migration

  init(_ migration: Migration) { self.migration = migration }

  var text: String {
    var text = ""
    let keys = migration.keys
    if !keys.isEmpty {
      let files =
        migration.fileNames.isEmpty ? "" : " from " + migration.fileNames.joined(separator: ", ")
      text += "Set \(keys.joined(separator: ", "))\(files).\n"
    }
    text += section(
      "Not certain, so these are comments in \(SiteConfiguration.fileName):", migration.comments)
    return text + section("Not taken over:", migration.unused)
  }

  private func section(_ title: String, _ entries: [Migration.Unused]) -> String {
    guard !entries.isEmpty else { return "" }
    return "\n\(title)\n"
      + entries.map { "  \($0.place)  \($0.key): \($0.reason)\n" }.joined()
  }
}
