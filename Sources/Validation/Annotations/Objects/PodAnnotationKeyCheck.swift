import Findings
import MarkedYAML
import MultiNetwork
import Wording

/// Annotations of pods that are meant to ask for networks and that nobody reads: misspelt, or with a name of old.
struct PodAnnotationKeyCheck: PodCheck {
    func check(_ pod: PodFacts, _ context: ValidationContext, _ sink: inout FindingSink) {
        for entry in pod.annotations?.mapping?.entries ?? [] {
            guard let meant = Self.meant(entry), QualifiedName.brokenRule(of: entry.key) == nil else { continue }
            sink.report(
                .misspeltPodAnnotation, at: pod.object.spot(entry.keyNode),
                "nobody reads the annotation \"\(entry.key.cutForMessage)\"", label: "did you mean \"\(meant)\"?",
                notes: [
                    meant == Annotation.networks
                        ? "The pods start without their networks, and nothing says so."
                        : "The pods get the ordinary cluster network, and nothing says so."
                ], replacement: meant)
        }
    }

    /// What stands in such annotations.
    static func misspelt(of pod: PodFacts) -> [String] {
        (pod.annotations?.mapping?.entries ?? []).filter { meant($0) != nil }.compactMap(\.value.string)
    }

    private static let known = [Annotation.networks, Annotation.defaultNetwork]
    /// Spelt nearly like ours, and read by others.
    private static let foreign: Set<String> = [
        Annotation.status, Annotation.resourceName, "k8s.v1.cni.cncf.io/networks-status",
        "k8s.v1.cni.cncf.io/nodeSelector", "k8s.v1.cni.cncf.io/policy-for",
    ]
    private static let names = [
        "networks": Annotation.networks, "network": Annotation.networks, "nets": Annotation.networks,
        "defaultnetwork": Annotation.defaultNetwork, "defaultnetworks": Annotation.defaultNetwork,
    ]

    private static func meant(_ entry: MarkedMapping.Entry) -> String? {
        let key = entry.key
        if known.contains(key) || foreign.contains(key) { return nil }
        if let same = known.first(where: { $0.lowercased() == key.lowercased() }) { return same }
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        let meant = names[SelectionKeys.plain(String(parts[parts.count - 1]))]
        if parts.count == 1 {
            // What Multus read in its first years.
            let value = entry.value.string ?? ""
            let isOld = key == "networks" && value.utf8.first == UInt8(ascii: "[") && isList(value)
            return isOld ? Annotation.networks : nil
        }
        let prefix = parts[0].lowercased()
        let isOurs = prefix.hasSuffix("cncf.io") || prefix.hasSuffix("multus-cni.io") || prefix.hasSuffix("multus.io")
        if isOurs, let meant { return meant }
        guard let near = Spelling.closest(to: key, in: known) else { return nil }
        // What is as near to another's key is none of ours.
        return Spelling.closest(to: key, in: known + foreign.sorted()) == near ? near : nil
    }

    private static func isList(_ text: String) -> Bool {
        (try? NetworkSelection.parse(text, podNamespace: "default"))?.isEmpty == false
    }
}
