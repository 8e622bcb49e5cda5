import CNI
import Netlink
import TartanStore

/// What there is to say of a sandbox whose state of Multus is damaged, once everything that is known was detached: an
/// operator must find from it what may be left.
struct TakeoverDamage {
    let sandbox: MultusSandbox
    /// Whatever a DEL was run for, and the results that were known.
    let attachments: [JournalAttachment]
    let results: [CNIResult?]
    /// The interfaces of those that configuration and annotation told, not Multus' state.
    let told: Set<String>
    let failures: [DelegateFailure]
    /// Empty where the sandbox is gone.
    let netns: String

    var sentence: String {
        let isCertain = sandbox.hasStateFile || !sandbox.results.isEmpty || !sandbox.files.damaged.isEmpty
        let attached = isCertain ? "attached" : "may have attached"
        var parts = ["sandbox \(sandbox.containerID), which Multus \(attached), may not be detached whole"]
        parts[0] += ": " + sandbox.problems.map(\.reason).uniqued().joined(separator: "; ")
        if !lost.isEmpty { parts.append("not detached: " + lost.joined(separator: "; ")) }
        let failed = failures.map(\.sentence)
        if !failed.isEmpty { parts.append("failed: " + failed.joined(separator: "; ")) }
        if let remaining {
            parts.append(
                remaining.isEmpty
                    ? "no interface is left in the sandbox"
                    : "still in the sandbox: " + remaining.joined(separator: ", "))
        }
        return parts.joined(separator: "; ").escapingControlCharacters
    }

    var facts: [String] {
        var facts: [String] = []
        let done = zip(attachments, results).filter { attachment, _ in
            !failures.contains { $0.label == attachment.label }
        }.map { attachment, result in
            MultusProblem.words(
                attachment.network, attachment.interface, result?.ips.map(\.network.description) ?? [])
        }
        facts.append(done.isEmpty ? "Nothing else could be detached." : "Detached: \(done.joined(separator: "; ")).")
        if !failures.isEmpty { facts.append("What failed is tried again.") }
        if !sandbox.files.damaged.isEmpty {
            facts.append("What can't be used of Multus' state was moved aside (\(MultusState.asidePrefix)…).")
        }
        return facts
    }

    /// What is known of, but not how to detach it.
    private var lost: [String] {
        let detached = Set(attachments.map(\.interface))
        return sandbox.problems.filter { problem in
            !told.contains(problem.interface) && (!problem.lacking.isEmpty || !detached.contains(problem.interface))
        }.compactMap(\.attachment).uniqued()
    }

    /// The interfaces that are there now, with their addresses; nil where the sandbox can't be looked at.
    private var remaining: [String]? {
        guard !netns.isEmpty, case .sandbox(let identity)? = try? SandboxNamespace.inspect(netns),
            let view = try? SandboxView(path: netns, identity: identity), let links = try? view.links()
        else { return nil }
        // Kernels put tunnels that are down into every namespace.
        return links.filter { $0.isUp && !$0.isLoopback }.map { link in
            let addresses = (try? view.addresses(of: link)) ?? []
            return MultusProblem.words("", link.name, addresses.filter { $0.scope == 0 }.map(\.network.description))
        }
    }
}
