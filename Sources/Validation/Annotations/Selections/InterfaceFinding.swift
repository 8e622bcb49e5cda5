import CNI
import Findings
import MultiNetwork

/// A name that a pod asks for its interface.
struct InterfaceFinding {
    let annotation: SelectionAnnotation
    /// As messages name the element.
    let title: String
    let name: String

    /// What the runtime calls the cluster network's interface.
    private static let clusterInterface = "eth0"

    /// - Returns: the name, if it is one that the kernel takes.
    func check(at spot: Spot, _ sink: inout FindingSink) -> InterfaceName? {
        do throws(InvalidName) {
            let interface = try InterfaceName(name)
            checkTaken(at: spot, &sink)
            return interface
        } catch {
            sink.report(
                .selectionInterface, at: spot,
                "\"\(name.cutForMessage)\" can't be the name of an interface: it \(error.rule)",
                label: "1 to 15 bytes without blanks, \"/\" and \":\"",
                notes: [
                    annotation.isJSON
                        ? "Tartan refuses the annotation; with Multus the plugin fails."
                        : SelectionAnnotation.bothRefuse
                ])
            return nil
        }
    }

    private func checkTaken(at spot: Spot, _ sink: inout FindingSink) {
        if annotation.isDefaultNetwork {
            if name == Self.clusterInterface { return }
            sink.report(
                .defaultNetworkInterface, at: spot,
                "\(title) is the pod's cluster network and asks for interface \"\(name.cutForMessage)\"",
                label: "leave it out: it is \(Self.clusterInterface)",
                notes: ["The runtime looks for \(Self.clusterInterface), and Tartan refuses another name for it."])
        } else if name == Self.clusterInterface || name == "lo" {
            let owner = name == "lo" ? "the loopback interface" : "the cluster network's interface"
            sink.report(
                .selectionInterfaceTaken, at: spot,
                "\(title) asks for interface \"\(name)\", which is \(owner)", label: "another name is needed",
                notes: [
                    "Every pod has it before its further networks are attached, so that the plugin fails: it already exists."
                ])
        }
    }
}
