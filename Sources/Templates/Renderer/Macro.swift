/// A macro, or the body of a `call`, as a value.
final class Macro: Object, @unchecked Sendable {
  let code: ID<MacroCode>
  let name: String
  /// The context of its free names.
  let context: Int
  /// The frame in which it was made, which a closure reads.
  let frame: Int
  let frameSerial: Int

  init(code: ID<MacroCode>, name: String, context: Int, frame: Int, frameSerial: Int) {
    self.code = code
    self.name = name
    self.context = context
    self.frame = frame
    self.frameSerial = frameSerial
    super.init(.macro, "")
  }

  override var summary: String { "<Macro '\(name)'>" }
  override var fieldNames: [String] { ["name"] }

  override func attribute(_ name: String) -> Value? {
    name == "name" ? .string(self.name) : nil
  }
}

/// A loop with its code and frame, so that it can be called recursively.
final class RunningLoop: Loop, @unchecked Sendable {
  let code: ID<LoopCode>
  let frameSerial: Int

  init(items: [Value], depth: Int, code: ID<LoopCode>, frameSerial: Int) {
    self.code = code
    self.frameSerial = frameSerial
    super.init(items: items, depth: depth)
  }
}
