// swift-tools-version: 6.2
import PackageDescription

/// A package of its own, so that the tool does not depend on the engines that it is compared with.
///
/// `Sources/Templates`, `Sources/Diagnostics` and `Sources/Text` are links to the tool's own, whose access is
/// `package`.
let package = Package(
  name: "template-benchmark",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/stencilproject/Stencil", exact: "0.15.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
  ],
  targets: [
    .target(name: "Text"),
    .target(name: "Diagnostics", dependencies: ["Text"]),
    .target(name: "Templates", dependencies: ["Text", "Diagnostics"]),
    .target(name: "CAllocations"),
    .executableTarget(
      name: "Bench",
      dependencies: [
        "CAllocations", "Diagnostics", "Templates",
        .product(name: "Stencil", package: "Stencil"),
        .product(name: "Mustache", package: "swift-mustache"),
      ]),
  ]
)
