/// The arrays of a program that a render reads for every node, as bare pointers.
///
/// Reading them through the program's arrays counts references at each step, which measured as a
/// third of a render. The pointers are valid within `withView` only, and that is where a renderer
/// lives; every position in them was made by the compiler.
struct ProgramView {
  let nodes: UnsafeBufferPointer<Node>
  let extra: UnsafeBufferPointer<Int32>
  let text: UnsafeBufferPointer<UInt8>
  let constants: UnsafeBufferPointer<Value>
}

extension Program {
  /// Calls `body` with pointers to the program's arrays.
  func withView<Failure: Error>(
    _ body: (ProgramView) throws(Failure) -> Void
  ) throws(Failure) {
    try nodes.withUnsafeBufferPointer { (nodes) throws(Failure) in
      try extra.withUnsafeBufferPointer { (extra) throws(Failure) in
        try text.withUnsafeBufferPointer { (text) throws(Failure) in
          try constants.withUnsafeBufferPointer { (constants) throws(Failure) in
            try body(ProgramView(nodes: nodes, extra: extra, text: text, constants: constants))
          }
        }
      }
    }
  }
}
