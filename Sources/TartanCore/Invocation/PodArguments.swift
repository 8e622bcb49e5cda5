package import CNI

/// The pod that a Kubernetes runtime names in CNI_ARGS.
package struct PodArguments: Sendable, Equatable {
    package let namespace: String
    package let name: String
    /// The uid, if the runtime gave one.
    package let uid: String?

    package var fullName: String { "\(namespace)/\(name)" }

    package static let knownKeys = [
        "K8S_POD_NAMESPACE", "K8S_POD_NAME", "K8S_POD_UID", "K8S_POD_INFRA_CONTAINER_ID", "IP", "MAC",
    ]

    package init(namespace: String, name: String, uid: String?) {
        self.namespace = namespace
        self.name = name
        self.uid = uid
    }

    /// Nil where the arguments name no pod, as with nerdctl, cnitool and podman.
    package init?(_ arguments: CNIArguments) throws(InvocationError) {
        guard let namespace = arguments["K8S_POD_NAMESPACE"], let name = arguments["K8S_POD_NAME"], !namespace.isEmpty,
            !name.isEmpty
        else { return nil }
        try Self.validate(namespace, key: "K8S_POD_NAMESPACE", limit: 63, dots: false)
        try Self.validate(name, key: "K8S_POD_NAME", limit: 253, dots: true)
        // A uid that can't be one becomes part of no path; the pod then counts as one without.
        let uid = arguments["K8S_POD_UID"].flatMap { Self.isUID($0) ? $0 : nil }
        self.init(namespace: namespace, name: name, uid: uid)
    }

    private static func isUID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { $0.isASCIILetterOrDigit || $0 == UInt8(ascii: "-") }
    }

    /// Both become part of a path in the store, so they are checked before anything is looked up.
    private static func validate(_ text: String, key: String, limit: Int, dots: Bool) throws(InvocationError) {
        let labels = dots ? text.pieces(between: UInt8(ascii: ".")) : [text]
        let sound = labels.allSatisfy { label in
            guard let first = label.utf8.first, let last = label.utf8.last else { return false }
            let inside = label.utf8.allSatisfy { lowercase($0) || $0 == UInt8(ascii: "-") }
            return inside && lowercase(first) && lowercase(last)
        }
        if !sound || text.utf8.count > limit { throw .podName(key: key, value: String(text.prefix(80))) }
    }

    private static func lowercase(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
