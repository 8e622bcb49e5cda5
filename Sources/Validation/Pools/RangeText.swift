import CNI

/// `10.1.0.0/16` or `10.1.0.10-10.1.0.99/16`.
struct RangeText {
    let network: IPNetworkText
    let start: IPAddress?
    let end: IPAddress?

    init?(_ text: String) {
        guard let dash = text.utf8.firstIndex(of: UInt8(ascii: "-")) else {
            guard let network = IPNetworkText(text) else { return nil }
            self.network = network
            start = nil
            end = nil
            return
        }
        guard let start = IPAddressText(text[..<dash]),
            let network = IPNetworkText(text[text.utf8.index(after: dash)...])
        else { return nil }
        self.network = network
        self.start = start.address
        end = network.network.address
    }
}
