import CNI
import ExactJSON
import LinuxSystem

/// What Multus, where it ran before Tartan, has written of what it attached: `<cniDir>/<container id>` lists a sandbox's
/// networks, `<cniDir>/results/` is libcni's cache of their results.
struct MultusState {
    /// `cniDir`: /var/lib/cni/multus.
    let folder: String

    private var results: String { folder + "/results" }

    /// Whether there is anything to look at.
    var isThere: Bool { (try? FileFacts(path: folder)) != nil }

    /// What delegates must not free.
    /// - Throws: `foreignState` if the state is there and can't be read.
    func attachments() throws(CallFailure) -> [ValidAttachment] {
        var attachments: [ValidAttachment] = []
        for name in try names(in: results) { attachments.append(try MultusResult(results + "/" + name).attachment) }
        return attachments
    }

    /// The container ids that a state file or a result is of; of a result that can't be read there is no telling.
    func containers() throws(CallFailure) -> [String] {
        var containers: Set<String> = []
        for name in try names(in: folder) {
            guard (try? Identifier.validate(name)) != nil, let facts = try? FileFacts(path: folder + "/" + name),
                facts.kind == .file
            else { continue }
            containers.insert(name)
        }
        for name in try names(in: results) {
            guard let result = try? MultusResult(results + "/" + name) else { continue }
            if (try? Identifier.validate(result.containerID)) != nil { containers.insert(result.containerID) }
        }
        return containers.sorted()
    }

    /// What is known of one sandbox; nil if nothing is.
    func sandbox(_ containerID: String) -> MultusSandbox? {
        guard (try? Identifier.validate(containerID)) != nil, isThere else { return nil }
        var problems: [String] = []
        let file = folder + "/" + containerID
        let delegates = delegates(file, &problems)
        var unreadable: [String] = []
        let results = self.results(of: containerID, &unreadable, &problems)
        guard delegates != nil || !results.isEmpty || !problems.isEmpty else { return nil }
        return MultusSandbox(
            containerID: containerID, file: file, delegates: delegates, results: results, unreadable: unreadable,
            problems: problems)
    }

    /// Nil where there is no state file, or none that can be read: then `problems` says why.
    private func delegates(_ file: String, _ problems: inout [String]) -> [MultusDelegate?]? {
        let value: JSONValue
        do throws(CallFailure) { value = try Self.read(file) } catch {
            guard case .foreignState(_, let reason) = error else { return nil }
            if (try? FileFacts(path: file)) != nil { problems.append("\(file) can't be read: \(reason)") }
            return nil
        }
        guard let list = value.array, list.count <= Limits.attachments * 2 else {
            problems.append("\(file) is no list of networks")
            return nil
        }
        return list.map(MultusDelegate.init)
    }

    /// The results of a sandbox, found by their file names, which have the container id in them.
    private func results(
        of containerID: String, _ unreadable: inout [String], _ problems: inout [String]
    ) -> [MultusResult] {
        var found: [MultusResult] = []
        let infix = Array("-\(containerID)-".utf8)
        for name in (try? names(in: results)) ?? [] where Self.has(infix, in: Array(name.utf8)) {
            do throws(CallFailure) {
                let result = try MultusResult(results + "/" + name)
                if result.containerID == containerID { found.append(result) }
            } catch {
                guard case .foreignState(let path, let reason) = error else { continue }
                unreadable.append(path)
                problems.append("\(path) can't be read: \(reason)")
            }
        }
        return found
    }

    private static func has(_ infix: [UInt8], in name: [UInt8]) -> Bool {
        guard name.count >= infix.count else { return false }
        return (0...name.count - infix.count).contains { name[$0..<$0 + infix.count].elementsEqual(infix) }
    }

    private func names(in folder: String) throws(CallFailure) -> [String] {
        do throws(SystemFailure) { return try Files.names(in: folder) } catch {
            if error.isNotFound { return [] }
            throw .foreignState(path: folder, reason: error.reason)
        }
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
}
