// swift-tools-version: 6.2
import PackageDescription

// The compiler at its strictest: every upcoming feature that this toolchain knows, and each unsafe use marked.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
    .strictMemorySafety(),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(of name: String, _ more: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: [.byName(name: name), "TestKit"] + more, exclude: exclude,
        swiftSettings: settings)
}

/// Tests that run whole processes: the plugin, real and scripted delegates, each test on a private host.
func processTests(_ name: String) -> Target {
    .testTarget(
        name: name,
        dependencies: [
            "TartanTestSupport", "TestKit", "ScriptedPlugin", "StandIns", "tartan", "CNI", "ExactJSON", "LinuxSystem",
            "MultiNetwork", "Replication", "TartanStore",
        ],
        swiftSettings: settings)
}

let package = Package(
    name: "Tartan",
    products: [
        .library(name: "CNI", targets: ["CNI"]),
        .library(name: "ExactJSON", targets: ["ExactJSON"]),
        .library(name: "MarkedYAML", targets: ["MarkedYAML"]),
        .library(name: "MultiNetwork", targets: ["MultiNetwork"]),
        .library(name: "Replication", targets: ["Replication"]),
        .executable(name: "tartan", targets: ["tartan"]),
        .executable(name: "tartanctl", targets: ["tartanctl"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
    ],
    targets: [
        .target(name: "CLinux"),
        .target(name: "CPluginCatalogue"),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        library("ExactJSON"),
        library("CNI", ["ExactJSON"]),
        library("LinuxSystem", ["CLinux"]),
        library("CNIExecution", ["CNI", "LinuxSystem", "CLinux"]),
        library("Netlink", ["CNI", "LinuxSystem", "CLinux"]),
        library("MultiNetwork", ["CNI", "ExactJSON"]),
        library("TartanStore", ["CNI", "ExactJSON", "LinuxSystem", "CLinux"]),
        library("Replication", ["CNI", "ExactJSON", "LinuxSystem", "TartanStore"]),
        library(
            "TartanCore",
            ["CNI", "CNIExecution", "ExactJSON", "LinuxSystem", "MultiNetwork", "Netlink", "TartanStore", "CLinux"]),
        library("MarkedYAML", ["CYAML", "ExactJSON"]),
        library("Wording"),
        library("Findings"),
        .target(
            name: "PluginCatalogue",
            dependencies: ["CPluginCatalogue", "CNI", "ExactJSON", "MarkedYAML", "Wording"],
            exclude: ["Data"], swiftSettings: settings),
        library(
            "Validation",
            [
                "CNI", "ExactJSON", "Findings", "MarkedYAML", "MultiNetwork", "PluginCatalogue", "TartanCore",
                "Wording",
            ]),
        .executableTarget(name: "tartan", dependencies: ["TartanCore"], swiftSettings: settings),
        .executableTarget(
            name: "tartanctl",
            dependencies: [
                "TartanCore", "TartanStore", "Findings", "MarkedYAML", "MultiNetwork", "PluginCatalogue", "Wording",
                "CNI", "ExactJSON", "LinuxSystem", "Validation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        .target(name: "TestKit", path: "Tests/TestKit", swiftSettings: settings),
        .target(
            name: "TartanTestSupport",
            dependencies: ["TestKit", "CLinux", "CNI", "ExactJSON", "LinuxSystem", "TartanStore"],
            path: "Tests/Support", swiftSettings: settings),
        .executableTarget(
            name: "ScriptedPlugin", dependencies: ["CNI", "ExactJSON"], path: "Tests/ScriptedPlugin",
            swiftSettings: settings),
        .executableTarget(
            name: "StandIns", dependencies: ["CNI", "ExactJSON"], path: "Tests/StandIns", swiftSettings: settings),
        processTests("IntegrationTests"),
        processTests("FaultTests"),
        processTests("KernelTests"),
        processTests("KubernetesTests"),
        tests(of: "ExactJSON"),
        tests(of: "CNI", ["ExactJSON"]),
        tests(of: "LinuxSystem"),
        tests(of: "CNIExecution", ["CNI", "LinuxSystem"]),
        tests(of: "Netlink", ["CNI", "LinuxSystem"]),
        tests(of: "MultiNetwork", ["CNI", "ExactJSON"], exclude: ["Golden"]),
        tests(of: "TartanStore", ["CNI", "ExactJSON", "LinuxSystem", "Replication"], exclude: ["Golden"]),
        tests(
            of: "TartanCore",
            ["CNI", "CNIExecution", "ExactJSON", "LinuxSystem", "MultiNetwork", "Netlink", "TartanStore"]),
        tests(of: "MarkedYAML", ["ExactJSON"]),
        tests(of: "Wording"),
        tests(of: "PluginCatalogue", ["CNI", "ExactJSON", "MarkedYAML"]),
        tests(
            of: "Validation",
            ["CNI", "ExactJSON", "Findings", "MarkedYAML", "MultiNetwork", "PluginCatalogue", "TartanCore"],
            exclude: ["Samples", "Valid"]),
        .testTarget(
            name: "TartanctlTests",
            dependencies: [
                "tartanctl", "Findings", "TestKit", "TartanStore", "MarkedYAML", "ExactJSON", "CNI", "LinuxSystem",
                "PluginCatalogue", "TartanCore", "Validation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
