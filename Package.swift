// swift-tools-version: 6.2

import PackageDescription

/// The settings of every target that is ours: complete concurrency checking comes with the language
/// mode, the upcoming features keep imports and existentials explicit, and no warning is tolerated.
let ours: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "concordat",
  products: [
    .library(name: "RDF", targets: ["RDF"]),
    .library(name: "SKOS", targets: ["SKOS"]),
    .library(name: "SKOSStore", targets: ["SKOSStore"]),
    .library(name: "TermService", targets: ["TermService"]),
    .executable(name: "termctl", targets: ["termctl"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(
      name: "RDF",
      dependencies: ["CLibXML2", "CZlib", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: ours),
    .target(
      name: "SKOS",
      dependencies: ["RDF", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: ours),
    .target(
      name: "SKOSStore",
      dependencies: [
        "RDF", "SKOS", "CSQLite",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: ours),
    .target(
      name: "TermService",
      dependencies: [
        "RDF", "SKOS", "SKOSStore",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: ours),
    .executableTarget(
      name: "termctl",
      dependencies: [
        "RDF", "SKOS", "SKOSStore", "TermService",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: ours),

    .target(
      name: "CFaultVFS", dependencies: ["CSQLite"], path: "Tests/CFaultVFS",
      cSettings: [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)]),
    .target(
      name: "TestSupport", dependencies: ["RDF"], path: "Tests/TestSupport", swiftSettings: ours),
    .testTarget(name: "RDFTests", dependencies: ["RDF", "TestSupport"], swiftSettings: ours),
    .testTarget(name: "SKOSTests", dependencies: ["SKOS", "TestSupport"], swiftSettings: ours),
    .testTarget(
      name: "SKOSStoreTests",
      dependencies: [
        "SKOSStore", "CFaultVFS", "TestSupport", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: ours),
    .testTarget(
      name: "TermServiceTests",
      dependencies: [
        "RDF", "SKOSStore", "TermService", "TestSupport", .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: ours),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["RDF", "termctl", "TestSupport", .product(name: "Yams", package: "Yams")],
      swiftSettings: ours),
  ]
)

// The documentation compiler is only fetched by `make docs`, so that no other build pays for it.
if Context.environment["CONCORDAT_DOCS"] != nil {
  package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}
