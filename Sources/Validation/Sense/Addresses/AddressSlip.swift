import CNI

/// What may have been meant by a text that is no address.
struct AddressSlip {
    let label: String
    var notes: [String] = []
    var replacement: String?

    init?(_ text: String) {
        let blanks = " \t\r\n".utf8
        if text.utf8.contains(where: blanks.contains) {
            let kept = String(decoding: text.utf8.filter { !blanks.contains($0) }, as: UTF8.self)
            guard IPAddressText(kept) != nil || IPNetworkText(kept) != nil else { return nil }
            label = "without blanks"
            replacement = "\"\(kept)\""
            return
        }
        if ["usepodcidr", "usepodcidripv6"].contains(text.lowercased()) {
            label = "only Calico replaces this word"
            notes = ["Another plugin hands it to its IPAM plugin as it is, which can't read it."]
            return
        }
        if text.utf8.contains(UInt8(ascii: ",")) {
            label = "one is expected here"
            return
        }
        let address = text.prefix { $0 != "/" && $0 != "-" }
        let numbers = address.split(separator: ".", omittingEmptySubsequences: false)
        let isNumeric = numbers.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard isNumeric, numbers.count > 1 else { return nil }
        if numbers.count != 4 {
            label = "an IPv4 address has four numbers, and here are \(numbers.count)"
        } else if let large = numbers.first(where: { (Int($0) ?? 256) > 255 }) {
            label = "\(String(large).cutForMessage) is more than 255"
        } else {
            return nil
        }
    }
}

/// The length of a prefix that is written as a mask.
enum PrefixLength {
    /// - Returns: 24 for `255.255.255.0`; nil for what is no mask.
    static func ofMask(_ text: String) -> Int? {
        guard let mask = IPAddressText(text)?.address, mask.family == .v4 else { return nil }
        let bits = mask.bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return (~bits & (~bits &+ 1)) == 0 ? bits.nonzeroBitCount : nil
    }
}
