/// Filters that stand in for what is missing, and that write data.
extension Filter {
  static let output: [Filter] = [
    Filter("default", defaultParameters, acceptsUndefined: true, apply: fallback),
    Filter("d", defaultParameters, acceptsUndefined: true, apply: fallback),
    Filter("tojson", [.init("indent", default: Value.none)]) {
      (input, arguments, context) throws(FilterError) in
      let indent = try arguments.optionalInt(0)
      if let indent, !(0...100).contains(indent) {
        throw FilterError("the indentation must be between 0 and 100")
      }
      return .safe(
        SafeHTML(
          try JSONWriter.write(input, .jinja(indent: indent), limit: context.limits.textSize)))
    },
    Filter("json") { (input, _, context) throws(FilterError) in
      .safe(SafeHTML(try JSONWriter.write(input, .compact, limit: context.limits.textSize)))
    },
  ]

  private static let defaultParameters: [Signature.Parameter] = [
    .init("default_value", default: ""), .init("boolean", default: false),
  ]

  private static let fallback: Body = { (input, arguments, _) throws(FilterError) in
    if input.isUndefined { return arguments[0] }
    if try arguments.bool(1), try !input.isTrue() { return arguments[0] }
    return input
  }
}
