// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "concordat-benchmarks",
  dependencies: [.package(name: "concordat", path: "..")],
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
  ]
)
