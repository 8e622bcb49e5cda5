import ArgumentParser
import CNI
import MultiNetwork

/// The namespace of names that are given without one.
struct NamespaceOptions: ParsableArguments {
    @Option(name: .namespace, help: "The namespace (default: default).")
    var chosen: String?

    var namespace: String { chosen ?? Self.standard }

    static let standard = "default"

    mutating func validate() throws {
        guard let chosen else { return }
        do throws(InvalidName) {
            try KubernetesName.validateNamespace(chosen)
        } catch {
            throw ValidationError("the namespace \(error)")
        }
    }
}
