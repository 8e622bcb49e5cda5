/// Every kind of finding that there is, by code.
package enum FindingCatalogue {
    package static let all: [FindingKind] = (FindingKind.textKinds + FindingKind.clusterNameKinds).sorted {
        $0.code < $1.code
    }

    /// - Parameter code: `TN1012`, in any case.
    package static func kind(_ code: String) -> FindingKind? {
        let code = code.uppercased()
        return all.first { $0.code == code }
    }
}
