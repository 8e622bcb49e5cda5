import CNI
import ExactJSON

/// One network of a sandbox, as Multus' state file has it: it was written before the first delegate was started.
struct MultusDelegate {
    /// `namespace/name` of the definition, or the configuration's own name.
    let name: String
    /// The interface that the annotation asked for.
    let interface: String?
    /// The configuration; before Multus 4.3.1 it may lack every key that libcni doesn't know.
    let configuration: [UInt8]?
    /// The types of its chain: more than `configuration` has where a folder added plugins.
    let types: [String]
    /// Values by capability.
    let requests: JSONObject

    init?(_ value: JSONValue) {
        guard value.object != nil else { return nil }
        let list = value["ConfList"]?["plugins"]?.array ?? []
        types =
            list.isEmpty ? [value["Conf"]?["type"]?.string].compactMap { $0 } : list.compactMap { $0["type"]?.string }
        interface = value["ifnameRequest"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        configuration = value["Bytes"]?.string.flatMap(Base64.decode)
        let names = [value["Name"], value["ConfList"]?["name"], value["Conf"]?["name"]]
        name = names.compactMap { $0?.string }.first { !$0.isEmpty } ?? ""
        var requests = JSONObject()
        for (key, capability) in [
            ("macRequest", "mac"), ("ipRequest", "ips"), ("infinibandGUIDRequest", "infinibandGUID"),
            ("deviceID", "deviceID"),
        ] {
            if let request = value[key], !request.isNull { requests[capability] = request }
        }
        self.requests = requests
    }

    /// The object's name where Multus wrote `namespace/name`: what it injects into a configuration without a name.
    var objectName: String { name.split(separator: "/").last.map(String.init) ?? "" }
}
