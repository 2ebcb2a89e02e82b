import Diagnostics

/// A fenced block whose language names a component, such as ```` ```card ````, with data in YAML.
package struct ComponentBlock: Sendable {
  /// The name of the component.
  package let name: String
  /// The range of the data in `source`.
  package let range: Range<Int>
  /// The page's source; in a quotation, with spaces in place of its marks.
  package let source: SourceText
}
