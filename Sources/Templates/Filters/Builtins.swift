extension Filter {
  /// Jinja2's filters and Waymark's own.
  package static let builtins: [Filter] = []
}

extension TemplateTest {
  /// Jinja2's tests.
  package static let builtins: [TemplateTest] = []
}

extension Function {
  /// Jinja2's global functions.
  package static let builtins: [String: Value] = [:]
}
