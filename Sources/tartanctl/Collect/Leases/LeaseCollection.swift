import CNI
import ExactJSON
import Glibc
import LinuxSystem
import TartanCore
import TartanStore

/// Frees host-local's reservations of containers that are in no record and that no runtime knows.
///
/// The order keeps it from freeing what is just being attached: reservations are listed first, records and runtimes are read
/// afterwards, and a record is opened before its first address is reserved.
struct LeaseCollection {
    let store: Store
    let isDryRun: Bool
    /// Containers of Multus' state that are there.
    let spared: Set<String>
    var runtimeFolders = RuntimeFolders()
    var configurationFolders = [
        HostEnvironment.configurationFolder, "/etc/cni/tartan.d", "/etc/cni/multus/net.d",
    ]

    /// - Parameter problem: a folder of reservations that can't be read.
    /// - Throws: before anything was freed, if a runtime that is installed can't be asked.
    func run(problem: (Failure) -> Void) throws(Failure) -> [CollectedReservation] {
        let folders = try Failure.converting { () throws(StoreError) in
            try DataFolders(store: store, configurationFolders: configurationFolders)
        }
        var lists: [(dataFolder: String, network: String, reservations: [Reservation])] = []
        for dataFolder in folders.paths {
            do throws(SystemFailure) {
                for network in try ReservationFolder.networks(in: dataFolder) {
                    guard let reservations = try list(dataFolder, network) else { continue }
                    lists.append((dataFolder, network, reservations))
                }
            } catch {
                problem(Failure(.no, code: "reservations", "the reservations in \(dataFolder) can't be read: \(error)"))
            }
        }
        let runtimes = RuntimeStates.read(runtimeFolders)
        try Self.requireReadable(runtimes)
        let forgotten = try Failure.converting { () throws(StoreError) in try self.forgotten() }
        var collected: [CollectedReservation] = []
        for list in lists {
            let judged = list.reservations.map { judge($0, runtimes, forgotten) }
            let due = judged.filter { $0.outcome == .wouldFree }.map(\.reservation)
            guard !due.isEmpty, !isDryRun else {
                collected += judged
                continue
            }
            collected += judged.filter { $0.outcome != .wouldFree }
            collected += free(due, list.dataFolder, list.network)
        }
        return collected
    }

    /// Nil where it is no folder (any more).
    private func list(_ dataFolder: String, _ network: String) throws(SystemFailure) -> [Reservation]? {
        do throws(SystemFailure) { return try ReservationFolder(dataFolder, network).reservations() } catch {
            if error.isNotFound || error.errorNumber == ELOOP { return nil }
            throw error
        }
    }

    private static func requireReadable(_ runtimes: RuntimeStates) throws(Failure) {
        guard let runtime = runtimes.unreadable.first, let reason = runtime.problem else { return }
        throw Failure(
            .couldNotRun, code: "unreadableRuntime",
            "no reservation was touched, because what \(runtime.name) runs can't be read: \(reason)",
            facts: ["runtime": .string(runtime.name), "path": .string(runtime.folder)])
    }

    /// Containers whose records were closed by hand while their sandboxes are there: they go on using their addresses.
    private func forgotten() throws(StoreError) -> Set<String> {
        var containers = Set<String>()
        for key in try store.histories() {
            guard let folder = store.sandbox(folder: key.sandbox),
                let record = try? store.history(folder, key.interface), !record.outstanding.isEmpty,
                !RecordCollector.namespaceIsGone(record)
            else { continue }
            containers.insert(record.opening.containerID)
        }
        return containers
    }

    private func judge(
        _ reservation: Reservation, _ runtimes: RuntimeStates, _ forgotten: Set<String>
    ) -> CollectedReservation {
        let outcome: CollectedReservation.Outcome
        if let runtime = runtimes.runtime(of: reservation.containerID) {
            outcome = .listed(runtime.name)
        } else if isRecorded(reservation) || forgotten.contains(reservation.containerID) {
            outcome = .recorded
        } else {
            outcome = runtimes.listsLate && isYoung(reservation) ? .young : .wouldFree
        }
        return CollectedReservation(reservation: reservation, outcome: outcome)
    }

    /// By key. A folder that can't be read counts: freeing is what can't be taken back.
    private func isRecorded(_ reservation: Reservation) -> Bool {
        if spared.contains(reservation.containerID) { return true }
        guard let interfaces = try? store.sandbox(reservation.containerID).interfaces() else { return true }
        return !interfaces.isEmpty
    }

    private func isYoung(_ reservation: Reservation) -> Bool {
        reservation.modified + UInt64(Limits.collectSpares) * 1000 > Clock.wallMicroseconds
    }

    private func free(_ due: [Reservation], _ dataFolder: String, _ network: String) -> [CollectedReservation] {
        do throws(SystemFailure) {
            return try ReservationFolder(dataFolder, network).free(due) { !isRecorded($0) }
        } catch {
            return due.map { CollectedReservation(reservation: $0, outcome: .failed(error.description)) }
        }
    }
}
