import SystemPackage

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension FileDescriptor {
  /// Reads a file, pipe, socket or terminal to its end, and waits for more input where there is none yet.
  ///
  /// - Throws: `Errno`; `.fileTooLarge` for more than `limit` bytes.
  package func readToEnd(limit: Int = .max) throws -> [UInt8] {
    // One byte more than the size, so that one buffer is enough. A pipe has no size.
    let size = min(Int(try stat().size), limit)
    var capacity = size > 0 && size < .max ? size + 1 : 4096
    var bytes: [UInt8] = []
    var isEnd = false
    while !isEnd {
      let chunk = try [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        while count < buffer.count, !isEnd {
          let rest = UnsafeMutableRawBufferPointer(
            UnsafeMutableBufferPointer(rebasing: buffer[count...]))
          let read = try readWhenReady(into: rest)
          isEnd = read == 0
          count += read
        }
      }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if bytes.count > limit { throw Errno.fileTooLarge }
      capacity = max(bytes.count, 4096)
    }
    return bytes
  }

  /// Reads once; waits for input, even on a non-blocking descriptor.
  private func readWhenReady(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      do {
        return try read(into: buffer)
      } catch Errno.wouldBlock {
        var request = pollfd(fd: rawValue, events: Int16(POLLIN), revents: 0)
        if poll(&request, 1, -1) < 0, errno != EINTR { throw Errno(rawValue: errno) }
      }
    }
  }
}
