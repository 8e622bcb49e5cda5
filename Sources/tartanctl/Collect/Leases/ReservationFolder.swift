import CNI
import Glibc
import LinuxSystem
import TartanStore

/// One network's folder of host-local, held open: whatever its path leads to later, only this folder is touched, and no
/// symbolic link in it is followed.
struct ReservationFolder: ~Copyable {
    let dataFolder: String
    let network: String
    private let folder: Descriptor

    /// - Parameter network: a plain name; a link of that name is refused.
    init(_ dataFolder: String, _ network: String) throws(SystemFailure) {
        self.dataFolder = dataFolder
        self.network = network
        // A data folder that is a link itself is the operator's choice.
        let data = try Descriptor(opening: dataFolder, O_RDONLY | O_DIRECTORY)
        folder = try Descriptor(opening: "/proc/self/fd/\(data.number)/\(network)", O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    }

    /// The networks that have a folder there; none where host-local was never run.
    static func networks(in dataFolder: String) throws(SystemFailure) -> [String] {
        try Files.names(in: dataFolder).filter { (try? Identifier.validate($0)) != nil }
    }

    private func path(_ name: String) -> String { "/proc/self/fd/\(folder.number)/\(name)" }

    func reservations() throws(SystemFailure) -> [Reservation] {
        try Files.names(in: path(".")).compactMap { reservation($0) }
    }

    /// Nil for what is no reservation: a name that is no address, no regular file, another content.
    private func reservation(_ name: String) -> Reservation? {
        guard IPAddress(name) != nil, let file = try? OpenedFile(reading: path(name), flags: O_NOFOLLOW),
            file.facts.kind == .file, let content = try? file.bytes(limit: Limits.reservation),
            content.count <= Limits.reservation, let owner = Reservation.owner(in: content)
        else { return nil }
        return Reservation(
            dataFolder: dataFolder, network: network, address: name, containerID: owner.containerID,
            interface: owner.interface, identity: file.facts.identity, modified: file.facts.modified)
    }

    /// Removes reservations under host-local's own lock.
    ///
    /// - Parameter isFree: asked under the lock, where host-local can't be giving the address to anybody.
    func free(_ reservations: [Reservation], where isFree: (Reservation) -> Bool) -> [CollectedReservation] {
        let lock: FileLock
        do throws(StoreError) {
            lock = try FileLock.acquire(
                path("lock"), .exclusive, deadline: .after(milliseconds: Limits.reservationLock), create: true)
        } catch {
            let reason = "host-local's lock \(dataFolder)/\(network)/lock can't be had: \(Self.reason(error))"
            return reservations.map { CollectedReservation(reservation: $0, outcome: .failed(reason)) }
        }
        let collected = reservations.map { reservation in
            let stands = self.reservation(reservation.address) == reservation && isFree(reservation)
            return CollectedReservation(reservation: reservation, outcome: stands ? remove(reservation) : .spared)
        }
        lock.unlock()
        return collected
    }

    private func remove(_ reservation: Reservation) -> CollectedReservation.Outcome {
        if unsafe unlink(path(reservation.address)) == 0 { return .freed }
        return .failed(SystemFailure("delete", reservation.path).description)
    }

    private static func reason(_ error: StoreError) -> String {
        switch error {
        case .lockTimeout: "another process holds it"
        case .system(let failure): failure.reason
        default: error.description
        }
    }
}
