extension Function {
  /// Jinja2's filters and Waymark's own; each topic has its file and its list.
  package static let filters = text + markup + numbers + sequences + selections + general

  /// Filters for missing values, attributes and JSON.
  private static let general: [Function] = [
    Function(
      "default", ["default_value": "", "boolean": false], acceptsUndefined: true
    ) { call in
      if call.input.isUndefined { return call[0] }
      return try call.bool(1) && !call.input.isTrue() ? call[0] : call.input
    },
    Function("attr", ["name": nil]) { $0.input.member(try $0.string(0)) },
    Function("tojson", ["indent": Value.none]) { call in
      let indent = try call.optional(0, call.int)
      if let indent, !(0...100).contains(indent) {
        throw TemplateError("the indentation must be between 0 and 100")
      }
      return try json(call, ValueWriter.Style(indent: indent))
    },
    Function("json") { try json($0, ValueWriter.Style(isCompact: true)) },
  ]

  private static func json(_ call: Call, _ style: ValueWriter.Style) throws -> Value {
    let limit = call.limits.textSize
    return .safe(SafeHTML(try ValueWriter.text(of: call.input, style, limit: limit)))
  }
}
