import ArgumentParser
import CNI

/// A container runtime whose order of calls and reading of the answer are played.
enum PlayedRuntime: String, ExpressibleByArgument, CaseIterable {
    case containerd
    case crio
    case nerdctl

    /// nerdctl detaches what a container of that id may have left, with an empty namespace, and doesn't look at the answer.
    func commands(before command: CNICommand) -> [CNICommand] {
        self == .nerdctl && command == .add ? [.delete] : []
    }

    /// CRI-O checks each ADD.
    func commands(after command: CNICommand) -> [CNICommand] {
        self == .crio && command == .add ? [.check] : []
    }

    /// The addresses that it takes for the pod's: CRI-O every one of the answer, the others those of the interface that
    /// they named; one without an interface is booked there too.
    func podIPs(_ result: CNIResult, interface: String) -> [IPAddress] {
        let own = result.ips.filter { address in
            guard let index = address.interface else { return true }
            return result.interfaces.indices.contains(index) && result.interfaces[index].name == interface
        }
        return (self == .crio ? result.ips : own).map(\.network.address)
    }

    /// Whether it knows pods: their names and annotations are handed over.
    var knowsPods: Bool { self != .nerdctl }

    var name: String {
        switch self {
        case .containerd: "containerd"
        case .crio: "CRI-O"
        case .nerdctl: "nerdctl"
        }
    }
}
