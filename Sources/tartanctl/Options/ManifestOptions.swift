import ArgumentParser

/// Where manifests come from: `-f`, `-R` and what is to be known about the objects in them.
struct ManifestOptions: ParsableArguments {
    @Option(
        name: .filename,
        help: ArgumentHelp("A file, a folder, or - for stdin. May be given several times.", valueName: "file"))
    var paths: [String] = []

    @Flag(name: .recursive, help: "Also the folders in a folder.")
    var recursive = false

    @Option(
        name: .customLong("pod-name"),
        help: ArgumentHelp("The name of the pod that is made of a Deployment's (…) template.", valueName: "name"))
    var podName: String?
}
