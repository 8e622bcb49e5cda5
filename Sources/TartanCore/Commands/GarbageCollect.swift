import CNI
import CNIExecution
import ExactJSON
import LinuxSystem
import TartanStore

/// GC: detaches this network's records that the runtime no longer lists, then tells the delegates what is still attached.
/// Errors are collected; the first one is the answer.
struct GarbageCollect {
    let call: Call

    func run() throws(CallFailure) {
        // Without a list there is nothing to go by; an empty list would mean that nothing is attached.
        guard let listed = call.settings.validAttachments else {
            call.log.verbose("the runtime gave no list of attachments: nothing is collected")
            return
        }
        let valid = Set(listed)
        let store = try open()
        let gate = try optional { () throws(StoreError) in try StoreGate.exclusive(store, deadline: call.deadline) }
        var failures: [CallFailure] = []
        try collect(store, valid, &failures)
        do throws(CallFailure) { try tellDelegates(store, valid, &failures) } catch { failures.append(error) }
        if let gate { gate.unlock() }
        if let first = failures.first { throw first }
    }

    private func open() throws(CallFailure) -> Store {
        do throws(StoreError) { return try Store.open(call.settings.store, create: true) } catch {
            guard error.isNotWritable else { throw .store(error) }
        }
        do throws(StoreError) { return try Store.open(call.settings.store, create: false) } catch {
            throw .store(error)
        }
    }

    /// Nil where the lock can't be made.
    private func optional<Lock: ~Copyable>(
        _ acquire: () throws(StoreError) -> Lock
    ) throws(CallFailure) -> Lock? {
        do throws(StoreError) { return try acquire() } catch {
            guard error.isNotWritable else { throw .store(error) }
            call.log.error("the store can't be locked, going on without: \(error)")
            return nil
        }
    }

    /// Detaches the stale records. Calls that came before this one still run beside it.
    private func collect(
        _ store: Store, _ valid: Set<ValidAttachment>, _ failures: inout [CallFailure]
    ) throws(CallFailure) {
        let lock = try optional { () throws(StoreError) in
            try StoreLock.sharedInsideGate(store, deadline: call.deadline)
        }
        for key in try records(store) {
            guard let folder = store.sandbox(folder: key.sandbox) else { continue }
            do throws(CallFailure) {
                if call.deadline.isPast { throw .deadline(during: "GC of \(key)") }
                try StaleRecord(call: call, store: store, folder: folder, interface: key.interface).collect(valid)
            } catch {
                call.log.error(error.explained.sentence)
                failures.append(error)
                if call.deadline.isPast { break }
            }
        }
        collectMultus(store, valid, &failures)
        lock.release()
    }

    /// Sandboxes that Multus attached and nobody will detach any more.
    private func collectMultus(
        _ store: Store, _ valid: Set<ValidAttachment>, _ failures: inout [CallFailure]
    ) {
        let listed = Set(valid.map(\.containerID))
        let state = MultusState(call.settings)
        let index: MultusIndex
        do throws(CallFailure) { index = try state.index() } catch { return failures.append(error) }
        for containerID in index.containers where !listed.contains(containerID) && !call.deadline.isPast {
            do throws(CallFailure) {
                try Takeover(call: call, containerID: containerID, store: store).collect(
                    store, results: index.results[containerID] ?? [])
            } catch {
                call.log.error(error.told)
                failures.append(error)
            }
        }
        for path in state.outdated() { try? Files.remove(path) }
    }

    private func records(_ store: Store) throws(CallFailure) -> [RecordKey] {
        do throws(StoreError) { return try store.records() } catch { throw .store(error) }
    }

    /// What is left once no call is under way: read under the exclusive lock, for the calls that had come in before may have
    /// attached something meanwhile. What could not be detached is still attached, as far as delegates are concerned.
    /// - Throws: if one can't be read: it says what delegates must not free.
    private func survivors(_ store: Store) throws(CallFailure) -> [Record] {
        var survivors: [Record] = []
        for key in try records(store) {
            guard let folder = store.sandbox(folder: key.sandbox) else { continue }
            do throws(StoreError) {
                if let record = try folder.readJournal(key.interface) { survivors.append(record) }
            } catch {
                throw .store(error)
            }
        }
        return survivors
    }

    private func tellDelegates(
        _ store: Store, _ valid: Set<ValidAttachment>, _ failures: inout [CallFailure]
    ) throws(CallFailure) {
        let end = min(call.deadline, .after(milliseconds: Limits.exclusiveCollect))
        let lock = try optional { () throws(StoreError) in try StoreLock.exclusive(store, deadline: end) }
        let records = try survivors(store)
        let lists = delegateLists(store, records, &failures)
        if lists.isEmpty { return lock.release() }
        let states = try MultusState(call.settings).attachments()
        let attachments = Expansion(records: records).expand(valid) + states
        let values = JSONValue.array(attachments.uniqued().map(\.encoded))
        for list in lists {
            for place in list.plugins.indices { tell(list, place, values, end, &failures) }
        }
        lock.release()
    }

    /// The cluster network's list, the default networks' and every other one that an open record names, each once.
    private func delegateLists(
        _ store: Store, _ records: [Record], _ failures: inout [CallFailure]
    ) -> [JournalAttachment] {
        var lists: [JournalAttachment] = []
        do throws(PlanError) {
            lists = try call.resolver(store: store, deadline: call.deadline, asking: false).configuredNetworks().map {
                JournalAttachment($0, arguments: "")
            }
        } catch {
            failures.append(.plan(error))
        }
        for record in records {
            for attachment in record.attachments where !lists.contains(where: { $0.listName == attachment.listName }) {
                lists.append(attachment)
            }
        }
        return lists.filter { list in
            !list.disableGC && CNIVersion(list.version)?.hasGarbageCollection == true
        }
    }

    private func tell(
        _ list: JournalAttachment, _ place: Int, _ valid: JSONValue, _ deadline: Deadline,
        _ failures: inout [CallFailure]
    ) {
        let target = SandboxTarget(
            containerID: "", netns: "", identity: nil, arguments: "",
            searchPath: call.search.path)
        let runner = DelegateRunner(
            environment: call.world.environment, target: target, folder: nil, journal: .none(call.log), log: call.log,
            interruption: nil, timeout: call.settings.delegateTimeout)
        var record = list
        record.interface = ""
        let configuration = Self.withoutValues(of: list, list.plugins[place].configuration)
        let members = ["cni.dev/valid-attachments", "cni.dev/attachments"].map {
            JSONObject.Member(key: $0, value: valid)
        }
        func step(_ path: String) -> DelegateRunner.Step {
            DelegateRunner.Step(
                command: .garbageCollect, attachment: 0, plugin: place, record: record, path: path,
                input: DelegateInput.bytes(configuration, adding: members), deadline: deadline)
        }
        let path: String
        do throws(LaunchFailure) { path = try call.search.find(list.plugins[place].type) } catch {
            failures.append(.delegate(step(list.plugins[place].path).failure(.launch(error))))
            return
        }
        do throws(DelegateFailure) { _ = try runner.run(step(path)) } catch { failures.append(.delegate(error)) }
    }
}

extension GarbageCollect {
    /// The values are one pod's, and of ADD, CHECK and DEL alone (CNI section 3, "Deriving request configuration").
    /// So is the device.
    private static func withoutValues(of list: JournalAttachment, _ configuration: String) -> String {
        let parsed = try? JSONParser.parse(Array(configuration.utf8), limit: Limits.definition)
        guard var object = parsed?.object, object["runtimeConfig"] != nil || list.deviceID != nil else {
            return configuration
        }
        object["runtimeConfig"] = nil
        if list.deviceID != nil {
            object["deviceID"] = nil
            object["pciBusID"] = nil
        }
        return JSONValue.object(object).text
    }
}

extension Optional where Wrapped == StoreLock, Wrapped: ~Copyable {
    /// Gives the lock back now, where there is one.
    fileprivate consuming func release() {
        if let lock = consume self { lock.unlock() }
    }
}
