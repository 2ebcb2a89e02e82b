import Synchronization

/// Where each field access of a program found its field last: in which shape, at which position.
///
/// Renders hand it on to the next ones, so that a template looks for a name once for many pages. One
/// render uses it at a time, on one thread.
final class FieldPlaces: @unchecked Sendable {
  struct Place {
    var shape: ObjectIdentifier?
    var index = 0
  }

  private let places: UnsafeMutableBufferPointer<Place>
  /// Keeps the shapes alive, so that no other can get the identity of one.
  private var shapes: [Shape] = []

  init(count: Int32) {
    places = .allocate(capacity: Int(count))
    places.initialize(repeating: Place())
  }

  deinit { places.deallocate() }

  @inline(__always)
  subscript(index: Int32) -> Place { places[Int(index)] }

  func remember(_ position: Int, of shape: Shape, at index: Int32) {
    if !shapes.contains(where: { $0 === shape }) {
      // Shapes are few; where they are made for each render, the old ones are let go.
      if shapes.count == 64 {
        shapes = []
        places.update(repeating: Place())
      }
      shapes.append(shape)
    }
    places[Int(index)] = Place(shape: ObjectIdentifier(shape), index: position)
  }

  /// Those of an environment that no render uses.
  final class Pool: Sendable {
    private let idle = Mutex<[FieldPlaces]>([])
    private let count: Int32

    init(count: Int32) { self.count = count }

    func withPlaces(_ body: (FieldPlaces) throws -> Void) rethrows {
      let places = idle.withLock { $0.popLast() } ?? FieldPlaces(count: count)
      defer { idle.withLock { $0.append(places) } }
      try body(places)
    }
  }
}
