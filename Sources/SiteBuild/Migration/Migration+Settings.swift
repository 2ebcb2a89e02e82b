import SiteModel

extension Migration {
  /// The bytes of `waymark.yml`; `title` is for a configuration that has none.
  package func settingsFile(title: String) -> [UInt8] {
    var values = ["title": SiteStarter.quoted(title)]
    var inner: [String] = []
    for (key, setting) in settings.sorted(by: { $0.key < $1.key }) {
      if let name = key.dropping(prefix: "markdown.") {
        inner.append("\(name): \(setting.yaml)")
      } else {
        values[key] = setting.yaml
      }
    }
    if !inner.isEmpty { values["markdown"] = "{" + inner.joined(separator: ", ") + "}" }
    let doubts = doubts.mapValues { setting in
      (yaml: setting.yaml, reason: "\(setting.place), not certain: \(setting.doubt ?? "")")
    }
    return Array(SiteStarter.configuration(values, doubts).utf8)
  }
}
