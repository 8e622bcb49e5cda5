import KubernetesClient
import NIOCore

/// Kubelet's own word on which pod has which devices: its service PodResources on a Unix socket.
public struct PodResources: Sendable {
    public static let standardSocket = "/var/lib/kubelet/pod-resources/kubelet.sock"
    /// For the whole list; a plugin waits for 5 s.
    static let patience = Duration.seconds(2)
    /// The longest list, in bytes: kubelet's own clients take as much.
    static let largest = 16 << 20
    /// Devices of one pod.
    static let mostDevices = 4096

    let socket: String
    let group: any EventLoopGroup

    /// All pods of the node, with the first version of the service that kubelet has.
    func list() async throws(GRPCFailure) -> Listing {
        do throws(GRPCFailure) {
            return try await list(version: "v1")
        } catch {
            // Kubelets before 1.20.
            guard case .status(GRPCFailure.unimplemented, _) = error else { throw error }
            return try await list(version: "v1alpha1")
        }
    }

    private func list(version: String) async throws(GRPCFailure) -> Listing {
        let message = try await GRPCSocket(path: socket, group: group)
            .call("/\(version).PodResourcesLister/List", patience: Self.patience, limit: Self.largest)
        do throws(ProtobufReader.Malformed) {
            return try Listing(message[...])
        } catch {
            throw .badAnswer("it is no list of pods")
        }
    }
}

extension PodResources {
    /// What kubelet said, by pod: the devices of each resource, of all containers.
    struct Listing: Sendable, Equatable {
        private(set) var pods: [ObjectName: [String: [String]]] = [:]
        /// Pods that stand there twice, an old one beside its successor: which is which can't be told.
        private(set) var ambiguous: Set<ObjectName> = []

        /// ListPodResourcesResponse, which is the same in v1 and v1alpha1 as far as it is read here.
        init(_ message: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) {
            var reader = ProtobufReader(message)
            while let (field, value) = try reader.next() {
                if field == 1, case .bytes(let pod) = value { try add(pod) }
            }
        }

        /// PodResources: name, namespace, containers.
        private mutating func add(_ message: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) {
            var name = ""
            var namespace = ""
            var devices: [String: [String]] = [:]
            var reader = ProtobufReader(message)
            while let (field, value) = try reader.next() {
                guard case .bytes(let bytes) = value else { continue }
                switch field {
                case 1: name = try Self.text(bytes)
                case 2: namespace = try Self.text(bytes)
                case 3: try Self.addContainer(bytes, to: &devices)
                default: break
                }
            }
            let pod = ObjectName(namespace, name)
            if pods.updateValue(devices, forKey: pod) != nil { ambiguous.insert(pod) }
        }

        /// ContainerResources: devices are its second field.
        private static func addContainer(
            _ message: ArraySlice<UInt8>, to devices: inout [String: [String]]
        ) throws(ProtobufReader.Malformed) {
            var reader = ProtobufReader(message)
            while let (field, value) = try reader.next() {
                if field == 2, case .bytes(let bytes) = value { try addDevices(bytes, to: &devices) }
            }
        }

        /// ContainerDevices: the resource's name, and devices of it.
        private static func addDevices(
            _ message: ArraySlice<UInt8>, to devices: inout [String: [String]]
        ) throws(ProtobufReader.Malformed) {
            var resource = ""
            var found: [String] = []
            var reader = ProtobufReader(message)
            while let (field, value) = try reader.next() {
                guard case .bytes(let bytes) = value else { continue }
                if field == 1 { resource = try text(bytes) }
                if field == 2 { found.append(try text(bytes)) }
            }
            guard !resource.isEmpty, !found.isEmpty else { return }
            guard found.count + (devices[resource]?.count ?? 0) <= PodResources.mostDevices else {
                throw ProtobufReader.Malformed()
            }
            devices[resource, default: []] += found
        }

        private static func text(_ bytes: ArraySlice<UInt8>) throws(ProtobufReader.Malformed) -> String {
            guard let text = String(validating: bytes, as: UTF8.self) else { throw ProtobufReader.Malformed() }
            return text
        }
    }
}
