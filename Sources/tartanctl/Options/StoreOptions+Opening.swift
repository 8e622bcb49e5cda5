import ExactJSON
import Glibc
import LinuxSystem
import TartanStore

extension StoreOptions {
    /// - Parameter create: makes the store if there is none.
    func open(create: Bool = false) throws(Failure) -> Store {
        try open(root, origin.map { "set by \($0)" } ?? "TARTAN_STORE is not set", create: create)
    }

    /// What opening it to write would come to, without making it; nil where there is none yet.
    func rehearse() throws(Failure) -> Store? {
        do throws(StoreError) { return try Store.rehearse(root) } catch { throw Failure(error) }
    }

    /// The store on which a call with that configuration works.
    func open(for configuration: RuntimeConfiguration) throws(Failure) -> Store {
        guard origin == nil, configuration.namesStore else { return try open() }
        return try open(configuration.storeRoot, "set by \(configuration.source)", create: false)
    }

    private func open(_ root: String, _ chosen: String, create: Bool) throws(Failure) -> Store {
        do throws(StoreError) {
            return try Store.open(root, create: create)
        } catch {
            if case .noStore = error { throw missing(root, chosen) }
            throw Failure(error)
        }
    }

    private func missing(_ root: String, _ chosen: String) -> Failure {
        let sudo = geteuid() == 0 ? "" : "sudo "
        return Failure(
            .couldNotRun, code: "noStore", "there is no store at \(root) (\(chosen)).",
            hints: ["Make one: \(sudo)tartanctl apply -f FILE\(suffix)       Or name one: --store DIR"],
            facts: ["store": .string(root)])
    }
}

extension Failure {
    /// What the store answers, as a failure of the command.
    init(_ error: StoreError) {
        self.init(.couldNotRun, code: "store", error.description)
        if case .system(let failure) = error {
            facts["path"] = .string(failure.path)
            facts["reason"] = .string(failure.reason)
            if failure.errorNumber == EACCES || failure.errorNumber == EPERM, geteuid() != 0 {
                hints = ["The store is root's alone: run the command with sudo, or name another store: --store DIR"]
            }
        }
    }

    /// Runs what throws a store's errors.
    static func converting<Value>(_ body: () throws(StoreError) -> Value) throws(Failure) -> Value {
        do throws(StoreError) { return try body() } catch { throw Failure(error) }
    }
}
