import CNI
import Findings
import MultiNetwork

/// A name in an annotation that Kubernetes doesn't take: of a network, a namespace, a claim.
struct NetworkNameFinding {
    enum Part: String {
        case network, namespace
        case claim = "IPAMClaim"
    }

    let part: Part
    let name: String

    /// - Returns: whether the name is sound.
    @discardableResult
    func check(at spot: Spot, _ sink: inout FindingSink) -> Bool {
        do throws(InvalidName) {
            switch part {
            case .network, .claim: try KubernetesName.validateName(name)
            case .namespace: try KubernetesName.validateNamespace(name)
            }
            return true
        } catch {
            let meant = lowered
            sink.report(
                .selectionName, at: spot,
                "\"\(name.cutForMessage)\" can't be the name of a\(part == .claim ? "n" : "") \(part.rawValue): it \(error.rule)",
                label: meant.map { "did you mean \"\($0)\"?" } ?? "small letters, digits and \"-\"",
                notes: [
                    part == .claim
                        ? SelectionAnnotation.tartanRefuses
                        : "No \(part.rawValue) has such a name, so the pod stays in ContainerCreating."
                ],
                replacement: nil)
            return false
        }
    }

    /// The same in small letters with dashes, if that is a name.
    private var lowered: String? {
        let meant = String(name.lowercased().map { "_ ".contains($0) ? "-" : $0 })
        let isSound =
            switch part {
            case .network, .claim: (try? KubernetesName.validateName(meant)) != nil
            case .namespace: (try? KubernetesName.validateNamespace(meant)) != nil
            }
        return isSound ? meant : nil
    }
}
