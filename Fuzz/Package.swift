// swift-tools-version: 6.2

import PackageDescription

// Build it by `Fuzz/run`: what is fuzzed has to be compiled with -sanitize=fuzzer too, which only the command
// line can say of a dependency.
let package = Package(
  name: "concordat-fuzz",
  dependencies: [.package(name: "concordat", path: "..")],
  targets: [
    .systemLibrary(name: "CLibFuzzer"),
    .executableTarget(
      name: "rdf-fuzz",
      dependencies: ["CLibFuzzer", .product(name: "RDF", package: "concordat")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
      ]),
  ]
)
