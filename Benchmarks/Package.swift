// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody builds it to build, test or use Tartan. It knows executables, not modules.
let package = Package(
    name: "Benchmarks",
    targets: [.executableTarget(name: "bench")],
    swiftLanguageModes: [.v6]
)
