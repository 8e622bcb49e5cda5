import CNI
import CNIExecution
import ExactJSON
import LinuxSystem
import TartanStore

/// GC: detaches this network's records that the runtime no longer lists, then tells the delegates what is still attached
/// (PROTOCOL 5). Errors are collected; the first one is the answer.
struct GarbageCollect {
    let call: Call

    func run() throws(CallFailure) {
        // Without a list there is nothing to go by; an empty list would mean that nothing is attached.
        guard let listed = call.settings.validAttachments else {
            call.log.verbose("the runtime gave no list of attachments: nothing is collected")
            return
        }
        let store: Store
        do throws(StoreError) { store = try Store.open(call.settings.store, create: true) } catch { throw .store(error) }
        let gate: StoreGate
        do throws(StoreError) { gate = try StoreGate.exclusive(store, deadline: call.deadline) } catch {
            throw .store(error)
        }
        let valid = Set(listed.compactMap(ValidAttachment.init))
        var failures: [CallFailure] = []
        let survivors = try collect(store, gate, valid, &failures)
        let states: [ValidAttachment]
        do throws(CallFailure) {
            states = try MultusState(folder: call.settings.multusState).attachments()
        } catch {
            gate.unlock()
            throw failures.first ?? error
        }
        let expanded = Expansion(records: survivors, network: call.settings.name).expand(valid) + states
        try tellDelegates(store, gate, survivors, expanded, &failures)
        gate.unlock()
        if let first = failures.first { throw first }
    }

    /// - Returns: the records that are left.
    private func collect(
        _ store: Store, _ gate: borrowing StoreGate, _ valid: Set<ValidAttachment>, _ failures: inout [CallFailure]
    ) throws(CallFailure) -> [Record] {
        let lock: StoreLock
        do throws(StoreError) {
            lock = try StoreLock.shared(store, behind: gate, deadline: call.deadline)
        } catch {
            throw .store(error)
        }
        let keys: [RecordKey]
        do throws(StoreError) { keys = try store.records() } catch { throw .store(error) }
        var survivors: [Record] = []
        for key in keys {
            guard let folder = store.sandbox(folder: key.sandbox) else { continue }
            do throws(CallFailure) {
                if let record = try StaleRecord(call: call, folder: folder, interface: key.interface).collect(valid) {
                    survivors.append(record)
                }
            } catch {
                call.log.error(error.explained.sentence)
                failures.append(error)
                // What could not be detached is still attached, as far as delegates are concerned.
                if let record = try? folder.readJournal(key.interface) { survivors.append(record) }
            }
        }
        lock.unlock()
        return survivors
    }

    private func tellDelegates(
        _ store: Store, _ gate: borrowing StoreGate, _ records: [Record], _ valid: [ValidAttachment],
        _ failures: inout [CallFailure]
    ) throws(CallFailure) {
        let lists = delegateLists(store, records)
        if lists.isEmpty { return }
        let end = min(call.deadline, .after(milliseconds: Limits.exclusiveCollect))
        let lock: StoreLock
        do throws(StoreError) { lock = try StoreLock.exclusive(store, behind: gate, deadline: end) } catch {
            throw .store(error)
        }
        let unique = valid.uniqued()
        let values = JSONValue.array(unique.map(\.encoded))
        for list in lists {
            for place in list.plugins.indices { tell(list, place, values, end, &failures) }
        }
        lock.unlock()
    }

    /// The cluster network's list, the default networks' and every other one that an open record names, each once.
    private func delegateLists(_ store: Store, _ records: [Record]) -> [JournalAttachment] {
        var lists: [JournalAttachment] = []
        do throws(PlanError) {
            lists = try call.resolver(store: store, deadline: call.deadline, asking: false).configuredNetworks().map(
                JournalAttachment.init)
        } catch {
            call.log.error("the configured networks get no GC: \(error.explained.sentence)")
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
            searchPath: call.search.directories.joined(separator: ":"))
        let runner = DelegateRunner(
            environment: call.world.environment, target: target, folder: nil, journal: .none(call.log), log: call.log,
            interruption: nil, timeout: call.settings.delegateTimeout)
        var record = list
        record.interface = ""
        let members = ["cni.dev/valid-attachments", "cni.dev/attachments"].map {
            JSONObject.Member(key: $0, value: valid)
        }
        func step(_ path: String) -> DelegateRunner.Step {
            DelegateRunner.Step(
                command: .garbageCollect, attachment: 0, plugin: place, record: record, path: path,
                input: DelegateInput.bytes(list.plugins[place].configuration, adding: members), deadline: deadline)
        }
        let path: String
        do throws(LaunchFailure) { path = try call.search.find(list.plugins[place].type) } catch {
            failures.append(.delegate(step(list.plugins[place].path).failure(.launch(error))))
            return
        }
        do throws(DelegateFailure) { _ = try runner.run(step(path)) } catch { failures.append(.delegate(error)) }
    }
}
