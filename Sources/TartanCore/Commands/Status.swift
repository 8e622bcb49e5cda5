import CNI
import CNIExecution
import LinuxSystem
import TartanStore

/// STATUS: could an ADD work now? Asks the cluster network and the default networks; never waits and locks nothing, because
/// containerd calls it under a lock that every pod start needs.
struct Status {
    let call: Call

    func run() throws(CNIError) {
        if let file = Readiness(call.settings).missing {
            throw notAvailable(
                "the readiness indicator \(file.escapingControlCharacters) is missing",
                details: "The cluster network's daemon makes it once it is ready.")
        }
        let own = DisplacedConfiguration(ownTypes: ["tartan", call.settings.type, call.world.ownName])
        if let renamed = own.find() {
            throw notAvailable(
                "cilium-agent has renamed Tartan's own file to \(renamed)",
                details:
                    "Its Helm value cni.exclusive does so. Give it a folder of its own (cni.confPath=/etc/cni/tartan.d) or set "
                    + "cni.exclusive=false, then bring the file back: sudo tartanctl init --apply.")
        }
        let store = try store()
        let networks: [Attachment]
        do throws(PlanError) {
            networks = try call.resolver(store: store, deadline: call.deadline, asking: false).configuredNetworks()
        } catch {
            throw notAvailable(
                error.explained.sentence, details: error.explained.advice ?? "The next try reads it anew.")
        }
        if let need = DaemonNeed.unmet(of: networks, call.world.environment) {
            throw notAvailable(need.sentence, details: need.advice)
        }
        for network in networks where network.version.hasGarbageCollection {
            for place in network.plugins.indices { try ask(network, place) }
        }
    }

    /// Nil where ADD will make it. What ADD could not make or write fails here too.
    private func store() throws(CNIError) -> Store? {
        do throws(StoreError) { return try Store.rehearse(call.settings.store) } catch {
            throw notAvailable(
                error.description,
                details: "ADD keeps its records there: repair it, or name another folder as \"store\" in Tartan's "
                    + "configuration.")
        }
    }

    private func ask(_ network: Attachment, _ place: Int) throws(CNIError) {
        let record = JournalAttachment(network, arguments: "")
        // The specification gives STATUS no container, so its variables are empty.
        let target = SandboxTarget(
            containerID: "", netns: "", identity: nil, arguments: "",
            searchPath: call.search.path)
        let runner = DelegateRunner(
            environment: call.world.environment, target: target, folder: nil, journal: .none(call.log), log: call.log,
            interruption: call.world.interruption, timeout: call.settings.delegateTimeout)
        let step = DelegateRunner.Step(
            command: .status, attachment: 0, plugin: place, record: record, path: network.plugins[place].path,
            input: DelegateInput.bytes(record.plugins[place].configuration, prevResult: nil), deadline: call.deadline)
        do throws(DelegateFailure) { _ = try runner.run(step) } catch {
            let details = (error.facts + [error.advice].compactMap { $0 }).joined(separator: " ")
            if case .refused(let refusal, _) = error.cause,
                refusal.code == .limitedConnectivity || refusal.code == .notAvailable
            {
                throw CNIError(refusal.code, "\(call.subject): \(error.sentence)", details: details)
            }
            throw notAvailable(error.sentence, details: details)
        }
    }

    /// - Parameter details: ends with the next step.
    private func notAvailable(_ sentence: String, details: String) -> CNIError {
        CNIError(
            .notAvailable, "\(call.subject): \(sentence)".escapingControlCharacters,
            details: details.escapingControlCharacters)
    }
}
