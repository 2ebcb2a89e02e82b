import NIOCore
import NIOHTTP1
import NIOPosix
import Text

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Serves a `ServedSite` over HTTP.
package struct PreviewServer: Sendable {
  /// The number of ports that are tried, from the requested one on.
  private static let portCount = 20
  /// The interval at which connections are checked for timeouts.
  private static let sweepInterval = TimeAmount.milliseconds(500)
  /// The time during which no connection is accepted after the system had no descriptor for one.
  private static let acceptPause = TimeAmount.milliseconds(100)

  private let site: ServedSite
  private let host: String
  private let responder: PreviewResponder
  private let limits: ServerLimits

  /// - Parameters:
  ///   - site: The site to serve.
  ///   - host: A name or IP address of this machine; `0.0.0.0` and `::` mean all of its addresses.
  ///   - forwarded: Host names that a proxy forwards to this machine.
  ///   - limits: The limits on what clients can use.
  package init(
    _ site: ServedSite, host: String, forwarded: [String] = [], limits: ServerLimits = .fitting
  ) {
    self.site = site
    self.host = host
    self.limits = limits
    responder = PreviewResponder(
      site,
      hosts: AllowedHosts(
        listeningAt: host, machine: Self.machineNames, forwarded: forwarded))
  }

  /// The reason why the server could not start.
  package struct Failure: Error, CustomStringConvertible {
    /// The reason as a sentence, without a full stop.
    package let description: String
  }

  /// Starts the server, which runs until the process ends.
  ///
  /// - Parameter port: The port to listen on; the next free one is used where it is taken. 0 means any free port.
  /// - Returns: The port that the server listens on.
  /// - Throws: `Failure`.
  package func start(port: UInt16) throws -> UInt16 {
    let loop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
    let bootstrap = try bootstrap(on: loop)
    let last = UInt16(min(Int(UInt16.max), Int(port) + Self.portCount - 1))
    for candidate in port...last {
      do {
        let channel = try bootstrap.bind(to: try address(port: candidate)).wait()
        return channel.localAddress?.port.map { UInt16($0) } ?? candidate
      } catch let error as IOError where error.errnoCode == EADDRINUSE {
        continue
      } catch let error as IOError where error.errnoCode == EADDRNOTAVAIL {
        throw noAddress
      } catch let error as IOError {
        let reason = String(cString: strerror(error.errnoCode))
        throw Failure(description: "the preview cannot listen on \(host):\(candidate): \(reason)")
      }
    }
    throw Failure(description: "the ports \(port) to \(last) are all in use")
  }

  private var noAddress: Failure {
    Failure(
      description: "`\(host)` is not an address of this machine; "
        + "use one of its names or IP addresses, or 0.0.0.0 for all of them")
  }

  private func address(port: UInt16) throws -> SocketAddress {
    let host = host == "localhost" ? "127.0.0.1" : host
    do {
      return try SocketAddress.makeAddressResolvingHost(host, port: Int(port))
    } catch {
      throw noAddress
    }
  }

  /// The names by which other machines may know this one: `desk.example.org`, `desk` and `desk.local`.
  private static var machineNames: [String] {
    var bytes = [CChar](repeating: 0, count: 256)
    guard gethostname(&bytes, bytes.count - 1) == 0 else { return [] }
    let name = String(
      decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let first = String(name.prefix { $0 != "." })
    return first.isEmpty ? [] : [name, first, first + ".local"]
  }

  // MARK: Channels

  private func bootstrap(on loop: any EventLoop) throws -> ServerBootstrap {
    let (site, responder, limits) = (site, responder, limits)
    let table = try loop.submit {
      let table = NIOLoopBound(ConnectionTable(limits), eventLoop: loop)
      loop.scheduleRepeatedTask(initialDelay: Self.sweepInterval, delay: Self.sweepInterval) { _ in
        table.value.sweep()
      }
      return table
    }.wait()
    return ServerBootstrap(group: loop)
      .serverChannelOption(.backlog, value: 256)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(
            DescriptorGuard(table.value),
            AcceptBackoffHandler(shouldForwardIOErrorCaught: false) { _ in Self.acceptPause })
        }
      }
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(
        .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: limits.readSize)
      )
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandlers(
            HTTPResponseEncoder(),
            ByteToMessageHandler(Self.decoder(limits), maximumBufferSize: 2 * limits.headSize),
            HTTPConnection(site, responder, table.value))
        }
      }
  }

  private static func decoder(_ limits: ServerLimits) -> HTTPRequestDecoder {
    var configuration = NIOHTTPDecoderLimitConfiguration()
    configuration.maxHeaderFieldSize = limits.fieldSize
    configuration.maxHeaderListSize = limits.headSize
    configuration.maxHeaderFieldCount = limits.headerCount
    return HTTPRequestDecoder(
      leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .drop,
      limitConfiguration: configuration)
  }
}

/// Closes connections when the system has no descriptor for another one.
private final class DescriptorGuard: ChannelInboundHandler {
  typealias InboundIn = Channel

  private let table: ConnectionTable

  init(_ table: ConnectionTable) { self.table = table }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? IOError, [EMFILE, ENFILE].contains(error.errnoCode) {
      table.runOutOfDescriptors()
    }
    context.fireErrorCaught(error)
  }
}
