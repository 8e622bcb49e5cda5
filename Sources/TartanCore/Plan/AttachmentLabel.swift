import CNI

/// How an error names one attachment: `network infra/storage (lan0)`.
package struct AttachmentLabel: Sendable, Equatable, CustomStringConvertible {
    package let network: String
    package let interface: String?

    package init(network: String, interface: String? = nil) {
        self.network = network
        self.interface = interface
    }

    package var description: String {
        let name = "network " + network.escapingControlCharacters
        return interface.map { "\(name) (\($0))" } ?? name
    }
}
