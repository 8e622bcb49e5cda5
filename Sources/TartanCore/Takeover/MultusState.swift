import CNI
import ExactJSON
import LinuxSystem

/// What Multus, where it ran before Tartan, has written of what it attached: `<cniDir>/<container id>` lists a sandbox's
/// networks, `<cniDir>/results/` is libcni's cache of their results.
struct MultusState {
    /// `cniDir`: /var/lib/cni/multus.
    let folder: String
    /// The types under which Tartan itself is called.
    var ownTypes = ["tartan"]

    private var results: String { folder + "/results" }

    /// Whether there is anything to look at. What can't be looked at is there: it may hide what is attached.
    var isThere: Bool { (try? isUsable()) ?? true }

    /// What delegates must not free.
    /// - Throws: `foreignState` if the state is there and can't be read.
    func attachments() throws(CallFailure) -> [ValidAttachment] {
        var attachments: [ValidAttachment] = []
        for name in try names(in: results) { attachments.append(try MultusResult(results + "/" + name).attachment) }
        return attachments
    }

    func index() throws(CallFailure) -> MultusIndex {
        var index = MultusIndex()
        for name in try names(in: folder) where (try? Identifier.validate(name)) != nil {
            if let facts = try? FileFacts(path: folder + "/" + name), facts.kind == .file { index.add(stateFile: name) }
        }
        var unreadable: [String] = []
        for name in try names(in: results) {
            do throws(CallFailure) {
                index.add(result: name, of: try MultusResult(results + "/" + name).containerID)
            } catch {
                unreadable.append(name)
            }
        }
        for name in unreadable { index.add(unreadable: name, in: results) }
        return index
    }

    /// What is known of one sandbox; nil if nothing is.
    ///
    /// - Parameter names: of its results, where they are known from the index; without it they are found by their names,
    ///   which have the container id in them.
    func sandbox(_ containerID: String, results names: [String]? = nil) -> MultusSandbox? {
        let file = folder + "/" + containerID
        // Of a container of that name Multus can't write its state, so it never attached one.
        guard (try? Identifier.validate(containerID)) != nil, file != results, isThere else { return nil }
        var problems: [MultusProblem] = []
        let delegates = delegates(file, &problems)
        // Multus calls Tartan, so it is in charge, and detaches the others itself.
        if delegates?.contains(where: { $0?.types.contains(where: ownTypes.contains) ?? false }) == true { return nil }
        let found = results(of: containerID, names, &problems)
        guard delegates != nil || !found.isEmpty || !problems.isEmpty else { return nil }
        return MultusSandbox(
            containerID: containerID, file: file, delegates: delegates, results: found, problems: problems)
    }

    /// Whether Multus says whole what it attached to that interface of the sandbox. Without a state file that is one look.
    func hasWhole(_ containerID: String, _ interface: String) -> Bool {
        guard (try? FileFacts(path: folder + "/" + containerID))?.kind == .file,
            let sandbox = sandbox(containerID)
        else { return false }
        return sandbox.isWhole && sandbox.runtimeInterface == interface
    }

    /// Whether Multus says anything of that interface of the sandbox, be it damaged.
    func hasAny(_ containerID: String, _ interface: String) -> Bool {
        (try? isUsable()) == true && sandbox(containerID)?.runtimeInterface == interface
    }

    /// Nil where there is no state file, or none that can be read: then `problems` says why.
    private func delegates(_ file: String, _ problems: inout [MultusProblem]) -> [MultusDelegate?]? {
        do throws(CallFailure) { return try Self.list(file) } catch {
            if Self.mayBeThere(file) { problems.append(MultusProblem(paths: [file], reason: Self.reason(error))) }
            return nil
        }
    }

    private func results(
        of containerID: String, _ names: [String]?, _ problems: inout [MultusProblem]
    ) -> [MultusResult] {
        var found: [MultusResult] = []
        var listed = names ?? []
        do throws(CallFailure) { if names == nil { listed = try self.names(in: results) } } catch {
            // The folder itself: nothing is moved away.
            problems.append(MultusProblem(paths: [], reason: Self.reason(error)))
        }
        for name in listed {
            let parts = Self.parts(of: name, containerID: containerID)
            guard names != nil || parts != nil else { continue }
            let path = results + "/" + name
            do throws(CallFailure) {
                let result = try MultusResult(path)
                if result.containerID == containerID { found.append(result) }
            } catch {
                problems.append(
                    MultusProblem(
                        paths: [path], reason: Self.reason(error), network: parts?.network ?? "",
                        interface: parts?.interface ?? ""))
            }
        }
        return found
    }
}

extension MultusState {
    init(_ settings: Settings) {
        self.init(folder: settings.multusState, ownTypes: ["tartan", settings.type])
    }
}

// Files
extension MultusState {
    /// `<network>-<container id>-<interface>`, as libcni names a result; nil for one of another container.
    static func parts(of name: String, containerID: String) -> (network: String, interface: String)? {
        let name = Array(name.utf8)
        let infix = Array("-\(containerID)-".utf8)
        guard name.count >= infix.count else { return nil }
        let place = (0...name.count - infix.count).first { name[$0..<$0 + infix.count].elementsEqual(infix) }
        guard let place else { return nil }
        return (
            String(decoding: name[..<place], as: UTF8.self),
            String(decoding: name[(place + infix.count)...], as: UTF8.self)
        )
    }

    /// False where there is no state at all.
    private func isUsable() throws(CallFailure) -> Bool {
        do throws(SystemFailure) {
            if try FileFacts(path: folder).kind == .folder { return true }
        } catch {
            if error.isNotFound { return false }
            throw .foreignState(path: folder, reason: error.reason)
        }
        throw .foreignState(path: folder, reason: "it is no folder")
    }

    private static func mayBeThere(_ file: String) -> Bool {
        do throws(SystemFailure) { _ = try FileFacts(path: file) } catch { return !error.isNotFound }
        return true
    }

    /// The names in a folder; none if there is no state at all, or no such folder in it.
    private func names(in folder: String) throws(CallFailure) -> [String] {
        guard try isUsable() else { return [] }
        do throws(SystemFailure) { return try Files.names(in: folder) } catch {
            throw .foreignState(path: folder, reason: error.reason)
        }
    }

    /// A state file's networks; nil for an element that is none.
    /// - Throws: `foreignState`, also for an empty list: Multus writes at least the cluster network.
    static func list(_ file: String) throws(CallFailure) -> [MultusDelegate?] {
        guard let list = try read(file).array, list.count <= Limits.attachments * 2 else {
            throw .foreignState(path: file, reason: "it is no list of networks")
        }
        if list.isEmpty { throw .foreignState(path: file, reason: "it lists no network, not even the cluster network") }
        return list.map(MultusDelegate.init)
    }

    static func read(_ path: String) throws(CallFailure) -> JSONValue {
        let bytes: [UInt8]
        do throws(SystemFailure) { bytes = try Files.read(path, limit: Limits.foreignState) } catch {
            throw .foreignState(path: path, reason: error.reason)
        }
        do throws(JSONError) { return try JSONParser.parse(bytes, limit: Limits.foreignState) } catch {
            throw .foreignState(path: path, reason: error.description)
        }
    }

    static func reason(_ error: CallFailure) -> String {
        guard case .foreignState(let path, let reason) = error else { return error.explained.sentence }
        return "\(path) can't be read: \(reason)"
    }
}

// What was set aside
extension MultusState {
    static let asidePrefix = ".damaged-"

    /// Paths of damaged state that need not be kept any longer: at most `Limits.damagedFiles` stay, each for
    /// `Limits.damagedAge`.
    func outdated(now: UInt64 = Clock.wallMicroseconds) -> [String] {
        var aside: [(path: String, since: UInt64)] = []
        for folder in [folder, results] {
            for name in (try? Files.names(in: folder, hidden: true)) ?? [] where name.hasPrefix(Self.asidePrefix) {
                let path = folder + "/" + name
                if let facts = try? FileFacts(path: path), facts.kind == .file { aside.append((path, facts.changed)) }
            }
        }
        aside.sort { $0.since > $1.since }
        let age = UInt64(Limits.damagedAge) * 1000
        return aside.indices.filter { $0 >= Limits.damagedFiles || aside[$0].since + age < now }.map { aside[$0].path }
    }
}
