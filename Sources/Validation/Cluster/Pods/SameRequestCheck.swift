import CNI
import ExactJSON
import Findings
import MultiNetwork

/// Two pods that ask for one address, or for one MAC address, in the same network or on the same wire.
struct SameRequestCheck: PictureCheck {
    private struct Key: Hashable {
        let segment: Segment?
        /// Where the segment isn't known.
        let reference: String
        let value: String
    }

    private struct Request {
        let pod: PodFacts
        let use: SelectionUse
        let what: String
        let value: String
        let spot: Spot
    }

    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        var first: [Key: Request] = [:]
        for pod in picture.pods {
            var own = Set<Key>()
            for use in pod.selections {
                let segment = picture[use]?.segment
                let reference = segment == nil ? use.selection.reference.description : ""
                for request in Self.requests(pod, use) {
                    let key = Key(segment: segment, reference: reference, value: request.value)
                    // A pod that asks for it twice has a mistake of its own.
                    guard own.insert(key).inserted else { continue }
                    guard let other = first[key] else {
                        first[key] = request
                        continue
                    }
                    report(request, other, &sink)
                }
            }
        }
    }

    private static func requests(_ pod: PodFacts, _ use: SelectionUse) -> [Request] {
        guard let element = use.element else { return [] }
        var requests: [Request] = []
        for cursor in element["ips"]?.elements ?? [] {
            guard let text = cursor.value.string, let address = IPNetwork(text)?.address ?? IPAddress(text) else {
                continue
            }
            requests.append(
                Request(pod: pod, use: use, what: "address", value: address.description, spot: cursor.spot))
        }
        if let cursor = element["mac"], let mac = cursor.value.string, !mac.isEmpty {
            requests.append(
                Request(pod: pod, use: use, what: "MAC address", value: mac.lowercased(), spot: cursor.spot))
        }
        return requests
    }

    private func report(_ request: Request, _ other: Request, _ sink: inout FindingSink) {
        if request.pod.isSameMachine(as: other.pod) { return }
        let mine = request.use.selection.reference
        let theirs = other.use.selection.reference
        sink.report(
            .sameRequest, at: request.spot,
            "\(request.pod.title) asks for the \(request.what) \(request.value.cutForMessage) on network \(mine), as \(other.pod.title) does\(mine == theirs ? "" : " on network \(theirs)")",
            label: "\(other.pod.title) has it",
            notes: [
                request.what == "address"
                    ? "Whichever comes second is refused, or both run and take each other's packets."
                    : "Both run, and take each other's packets."
            ], related: [(other.spot, "the first one")])
    }
}
