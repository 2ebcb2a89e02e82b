import Diagnostics
import TOML
import YAML

/// A file with settings of another tool.
package struct ConfigurationFile: Sendable {
  let source: SourceText
  /// The settings; an empty mapping where the file is empty.
  let root: ConfigurationNode

  /// Reads a file by the ending of its name.
  ///
  /// `keys` are keys of the settings, by which they are found in a script.
  static func read(
    _ source: SourceText, keys: Set<String>
  ) -> (file: ConfigurationFile?, diagnostics: [Diagnostic]) {
    let whole = 0..<source.bytes.count
    func file(_ node: YAMLNode?) -> ConfigurationFile {
      ConfigurationFile(
        source: source,
        root: node.map { ConfigurationNode($0, in: source) } ?? ConfigurationNode(.map([]), 0..<0))
    }
    switch source.name.split(separator: ".").last {
    case "toml":
      let (root, diagnostics) = TOMLReader.read(source, whole)
      return (root.map(file), diagnostics)
    case "yml", "yaml", "json":
      let (root, diagnostics) = YAMLReader.read(source, whole)
      let errors = diagnostics.filter { $0.rule != .yamlComment && $0.rule != .yamlDuplicateKey }
      return errors.isEmpty ? (file(root), []) : (nil, errors)
    default:
      let root = ScriptReader.root(of: source, keys: keys)
      return (
        ConfigurationFile(source: source, root: root ?? ConfigurationNode(.map([]), 0..<0)), []
      )
    }
  }
}
