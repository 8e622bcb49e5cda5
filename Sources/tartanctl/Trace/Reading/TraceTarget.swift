import ExactJSON
import TartanStore

/// Whose calls are asked for: `NAMESPACE/POD`, `POD`, or a sandbox's id or its beginning; each with `/INTERFACE` if one call
/// of several is meant.
struct TraceTarget: Equatable {
    enum Reading: Equatable {
        case pod(namespace: String, name: String, interface: String?)
        case sandbox(String, interface: String?)
        case beginning(String, interface: String?)
    }

    let text: String
    /// What the text can mean, the most likely first.
    let readings: [Reading]

    /// Shorter ones could be the beginning of anything.
    private static let shortestBeginning = 4

    /// - Parameter chosen: the namespace that was named; then the text is a pod's name.
    /// - Throws: a usage failure for a text that can be no name.
    init(_ text: String, namespace chosen: String?) throws(Failure) {
        self.text = text
        let words = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(words.count), !words.contains("") else {
            throw .usage(
                "\"\(text)\" is no NAMESPACE/POD and no sandbox's id", hint: "tartanctl trace shop/web")
        }
        let interface = words.count > 1 ? words[words.count - 1] : nil
        var readings: [Reading] = []
        switch words.count {
        case 3: readings = [.pod(namespace: words[0], name: words[1], interface: interface)]
        case 2 where chosen == nil:
            readings = [
                .pod(namespace: words[0], name: words[1], interface: nil), .sandbox(words[0], interface: interface),
                .pod(namespace: NamespaceOptions.standard, name: words[0], interface: interface),
                .beginning(words[0], interface: interface),
            ]
        default:
            readings = [.pod(namespace: chosen ?? NamespaceOptions.standard, name: words[0], interface: interface)]
            guard chosen == nil else { break }
            readings.insert(.sandbox(words[0], interface: interface), at: 0)
            readings.append(.beginning(words[0], interface: interface))
        }
        self.readings = readings.filter {
            if case .beginning(let beginning, _) = $0 { beginning.utf8.count >= Self.shortestBeginning } else { true }
        }
    }

    /// Whether a journal is meant by one of the readings.
    func mayMean(_ place: JournalPlace, _ record: Record) -> Bool {
        readings.contains { $0.means(place, record) }
    }
}

extension TraceTarget.Reading {
    /// Whether a journal of which nothing can be read may be meant: by its path, which doesn't tell the pod.
    func mayMean(_ place: JournalPlace) -> Bool {
        switch self {
        case .pod: true
        case .sandbox(let id, let interface):
            place.key.sandbox == id && (interface ?? place.key.interface) == place.key.interface
        case .beginning(let beginning, let interface):
            place.key.sandbox.hasPrefix(beginning) && (interface ?? place.key.interface) == place.key.interface
        }
    }

    func means(_ place: JournalPlace, _ record: Record) -> Bool {
        let opening = record.opening
        switch self {
        case .pod(let namespace, let name, let interface):
            return opening.podNamespace == namespace && opening.podName == name && Self.has(interface, record)
        case .sandbox(let id, let interface):
            return (opening.containerID == id || place.key.sandbox == id) && Self.has(interface, record)
        case .beginning(let beginning, let interface):
            let isBeginning = opening.containerID.hasPrefix(beginning) || place.key.sandbox.hasPrefix(beginning)
            return isBeginning && Self.has(interface, record)
        }
    }

    /// The runtime's interface, or one that the call attached.
    private static func has(_ interface: String?, _ record: Record) -> Bool {
        guard let interface else { return true }
        return record.opening.interface == interface || record.attachments.contains { $0.interface == interface }
    }

    /// The pod that is meant; nil for a sandbox.
    var pod: (namespace: String, name: String)? {
        if case .pod(let namespace, let name, _) = self { (namespace, name) } else { nil }
    }
}
