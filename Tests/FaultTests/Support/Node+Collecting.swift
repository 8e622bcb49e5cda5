import ExactJSON
import TartanTestSupport

extension Node {
    /// The runtime's GC, with what it says is still attached.
    func collect(_ valid: [(containerID: String, interface: String)]) throws -> Answer {
        let list = valid.map { pair -> JSONValue in
            ["containerID": .string(pair.containerID), "ifname": .string(pair.interface)]
        }
        let node = with(["cniVersion": "1.1.0", "cni.dev/valid-attachments": .array(list)])
        return try node.run(node.call("GC", nil, annotations: nil))
    }
}
