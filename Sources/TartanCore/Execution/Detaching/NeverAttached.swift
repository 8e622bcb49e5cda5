import CNI
import Netlink
import TartanStore

/// DELs that failed where there was nothing to take apart: the ADD of the same binary had failed too, and the sandbox
/// holds nothing of it. macvlan without its master and host-device without its link fail so, at every DEL.
///
/// Such a failure must not keep the pod from ending. What may be left is on the host (an address, a rule), so the record stays
/// open, and `tartanctl gc` tries the DEL again.
struct NeverAttached {
    let record: Record
    let folder: SandboxFolder
    /// CNI_NETNS as the binaries were given it: empty where the sandbox is gone.
    let netns: String

    /// All of the failures are of that kind.
    func explains(_ failures: [DelegateFailure]) -> Bool {
        failures.allSatisfy { failedByItself($0) && failedToAttach($0.binary) } && sandboxIsEmpty
    }

    func remark(on failure: DelegateFailure) -> String {
        "\(failure.label): its ADD by \(failure.type.escapingControlCharacters) failed, so does its DEL, and nothing of it is in "
            + "the sandbox: the pod may end. The record is kept, and tartanctl gc tries the DEL again; to give it up: "
            + "tartanctl gc --forget \(folder.name)/\(record.opening.interface)"
    }

    /// It ran to its end and said no. One that was killed, hangs or isn't there says nothing of what is left.
    private func failedByItself(_ failure: DelegateFailure) -> Bool {
        switch failure.cause {
        case .refused, .failed: true
        case .launch, .errorWithSuccess, .noAnswer, .notJSON, .badResult, .killed, .timedOut, .interrupted,
            .tooMuchOutput,
            .stillRunning, .store, .unrecorded:
            false
        }
    }

    /// The same of its ADD: its own word is that nothing was attached.
    private func failedToAttach(_ binary: JournalBinary) -> Bool {
        let added = record.calls.last { $0.binary == binary && $0.start.verb == "ADD" }
        guard let end = added?.end, let exit = end.exit else { return false }
        return exit != 0 && !end.timedOut
    }

    /// Whatever else is in the sandbox may be a device of the host that the plugin moved there before it failed, under
    /// whatever name: it would go with the sandbox.
    private var sandboxIsEmpty: Bool {
        if netns.isEmpty { return true }
        guard let others = try? OtherRecords(folder: folder, except: record.opening.interface) else { return false }
        do throws(NetlinkFailure) {
            var sandbox = try SandboxNetlink(namespacePath: netns, expecting: record.opening.netnsIdentity)
            return try sandbox.links().allSatisfy {
                $0.isLoopback || Self.kernelsOwn.contains($0.name) || others.interfaces[$0.name] != nil
            }
        } catch {
            return false
        }
    }

    /// What the kernel puts into every namespace once a tunnel's module is loaded (`net.core.fb_tunnels_only_for_init_net`).
    private static let kernelsOwn = [
        "tunl0", "gre0", "gretap0", "erspan0", "ip_vti0", "ip6_vti0", "sit0", "ip6tnl0", "ip6gre0",
    ]
}
