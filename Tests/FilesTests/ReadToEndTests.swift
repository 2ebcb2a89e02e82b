import Files
import Foundation
import SystemPackage
import Testing

/// A short read, or one that would have to wait, is not the end of what can be read.
@Suite struct ReadToEndTests {
  @Test("A pipe is read until it is closed, however it is filled", arguments: [false, true])
  func pipe(isNonBlocking: Bool) throws {
    let (reading, writing) = try FileDescriptor.pipe()
    if isNonBlocking { _ = fcntl(reading.rawValue, F_SETFL, O_NONBLOCK) }
    let thread = Thread {
      for _ in 0..<50 {
        _ = try? writing.writeAll(Array(repeating: UInt8(ascii: "x"), count: 3))
        // The reader takes what there is, and finds nothing more.
        sched_yield()
      }
      _ = try? writing.writeAll(Array(repeating: UInt8(ascii: "y"), count: 200_000))
      try? writing.close()
    }
    thread.start()
    let bytes = try reading.readToEnd()
    try reading.close()
    #expect(
      bytes.count == 200_150 && bytes[149] == UInt8(ascii: "x") && bytes[150] == UInt8(ascii: "y"))
  }

  @Test("A terminal is read to its end, line after line", arguments: [false, true])
  func terminal(isNonBlocking: Bool) throws {
    var (person, end) = (CInt(-1), CInt(-1))
    try #require(openpty(&person, &end, nil, nil, nil) == 0)
    defer { close(person) }
    let terminal = FileDescriptor(rawValue: end)
    if isNonBlocking { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    let thread = Thread { [person] in
      for text in ["a,b\n", "1,2\n", "3,4\n", "\u{4}"] {
        _ = try? FileDescriptor(rawValue: person).writeAll(Array(text.utf8))
        sched_yield()
      }
    }
    thread.start()
    let bytes = try terminal.readToEnd()
    try terminal.close()
    #expect(String(decoding: bytes, as: UTF8.self) == "a,b\n1,2\n3,4\n")
  }

  @Test("More than the limit is refused, of a pipe as of a file")
  func limit() throws {
    let folder = try DiskFolder()
    try folder.write("12345", to: "x")
    let file = folder.path.appending("x")
    #expect(try FileSystem.read(file, limit: 5).count == 5)
    #expect(throws: Errno.fileTooLarge) { _ = try FileSystem.read(file, limit: 4) }
    let (reading, writing) = try FileDescriptor.pipe()
    _ = try writing.writeAll(Array("12345".utf8))
    try writing.close()
    #expect(throws: Errno.fileTooLarge) { _ = try reading.readToEnd(limit: 4) }
    try reading.close()
  }
}
