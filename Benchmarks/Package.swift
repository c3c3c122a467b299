// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "concordat-benchmarks",
  dependencies: [
    .package(name: "concordat", path: ".."),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: [
    .executableTarget(
      name: "rdf-bench",
      dependencies: [
        .product(name: "RDF", package: "concordat"), .product(name: "SKOS", package: "concordat"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
      ]),
    .executableTarget(
      name: "store-bench",
      dependencies: [
        .product(name: "RDF", package: "concordat"), .product(name: "SKOS", package: "concordat"),
        .product(name: "SKOSStore", package: "concordat"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
      ]),
    .executableTarget(
      name: "service-bench",
      dependencies: [
        .product(name: "SKOSStore", package: "concordat"),
        .product(name: "TermService", package: "concordat"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
      ]),
  ]
)
