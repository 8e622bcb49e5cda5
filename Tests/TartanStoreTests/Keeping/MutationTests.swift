import CNI
import ExactJSON
import TestKit
import Testing

@testable import TartanStore

/// Thousands of texts that went wrong, the same in every run. A failure names the number that replays it.
@Suite struct MutationTests {
    @Test("no mutated journal crashes its reader, and what is read leads nowhere", arguments: 0..<8)
    func journals(part: UInt64) throws {
        var (refused, read) = (0, 0)
        for seed in part * 500..<part * 500 + 500 {
            var generator = SeededGenerator(seed: seed)
            let bytes = Self.journal(&generator)
            checkScan(bytes, seed)
            do throws(StoreError) {
                guard let record = try JournalReader(file: "/journal", bytes: bytes).record() else { continue }
                check(record, bytes, seed)
                read += 1
            } catch {
                refused += 1
                switch error {
                case .damagedJournal(file: "/journal", _), .newerFormat(file: "/journal", _, known: 1): break
                default: Issue.record("seed \(seed): \(error)")
                }
            }
        }
        #expect(refused > 20 && read > 100, "\(refused) refused, \(read) read")
    }

    /// What people are shown leads nowhere either, and doesn't depend on the pieces in which it was read.
    private func checkScan(_ bytes: [UInt8], _ seed: UInt64) {
        var (whole, halves) = (JournalScan(), JournalScan())
        whole.add(bytes)
        halves.add(bytes[..<(bytes.count / 2)])
        halves.add(bytes[(bytes.count / 2)...])
        #expect(whole.record == halves.record && whole.isUnreadable == halves.isUnreadable, "seed \(seed)")
        let binaries = whole.record.map { $0.outstanding + $0.calls.map(\.binary) } ?? []
        for binary in binaries {
            let plugins = whole.record?.attachments[binary.attachment].plugins.indices
            #expect(plugins?.contains(binary.plugin) == true, "seed \(seed)")
        }
    }

    private func check(_ record: Record, _ bytes: [UInt8], _ seed: UInt64) {
        #expect(record.wholeLength <= bytes.count, "seed \(seed)")
        let binaries = record.outstanding + record.calls.map(\.binary)
        let indexes = binaries.allSatisfy {
            record.attachments.indices.contains($0.attachment)
                && record.attachments[$0.attachment].plugins.indices.contains($0.plugin)
        }
        #expect(indexes && record.finals.keys.allSatisfy { record.attachments.indices.contains($0) }, "seed \(seed)")
        // Reading what counts gives the same again, and so does leaving out what need not be kept.
        let again = try? JournalReader(file: "/journal", bytes: Array(bytes[..<record.wholeLength])).record()
        #expect(again?.entries == record.entries, "seed \(seed)")
        let surplus = record.surplus
        let kept = record.entries.enumerated().filter { !surplus.contains($0.offset) }.flatMap {
            bytes[$0.element.range]
        }
        let compacted = try? JournalReader(file: "/journal", bytes: Array(kept)).record()
        #expect(compacted?.outstanding == record.outstanding, "seed \(seed)")
        #expect(compacted?.isClosed == record.isClosed && compacted?.answer == record.answer, "seed \(seed)")
    }

    /// Half of them keep their checksums right, so that what stands inside is what goes wrong.
    private static func journal(_ generator: inout SeededGenerator) -> [UInt8] {
        var steps = Bool.random(using: &generator) ? Fixtures.steps : Fixtures.failed
        for _ in 0..<Int.random(in: 0..<12, using: &generator) {
            steps += Fixtures.detached(0, 0, exit: Int.random(in: 0...1, using: &generator))
        }
        if Bool.random(using: &generator) { return generator.mutated(Fixtures.journal(steps)) }
        var objects = steps.enumerated().map { $1.encoded(time: UInt64($0)).bytes }
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            let place = Int.random(in: 0..<objects.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: objects.remove(at: place)
            case 1: objects.swapAt(place, Int.random(in: 0..<objects.count, using: &generator))
            default: objects[place] = mutatedJSON(objects[place], &generator)
            }
            if objects.isEmpty { break }
        }
        return objects.flatMap { JournalLine.framed($0) }
    }

    /// Numbers, words and keys changed so that it mostly still is JSON.
    private static func mutatedJSON(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        let words = [
            "0", "1", "\"plugin\"", "\"attachment\"", "\"verb\"", "\"ADD\"", "true", "\"step\"", "\"plugins\"", ":[",
        ]
        let others = ["-1", "99999999999999999999", "null", "{}", "\"\"", "1e400", "\"DEL\"", "[]", "\"x\""]
        guard let word = words.randomElement(using: &generator), let other = others.randomElement(using: &generator)
        else {
            return bytes
        }
        let changed = text.replacing(word, with: other, maxReplacements: Int.random(in: 1...3, using: &generator))
        return Int.random(in: 0..<4, using: &generator) == 0
            ? generator.mutated(Array(changed.utf8)) : Array(changed.utf8)
    }

    @Test("no mutated object crashes its reader, and every refusal names the file", arguments: 0..<4)
    func objects(part: UInt64) throws {
        let test = try TestStore()
        let files = [
            "networks/infra/storage", "pods/shop/web", "outbox/\(Fixtures.podUID):\(Fixtures.sandbox)", "agent-waited",
        ]
        let texts = [Fixtures.storage, Fixtures.web, Fixtures.status.encoded, Fixtures.waited.encoded].map(\.bytes)
        let key = try OutboxKey(podUID: Fixtures.podUID, containerID: Fixtures.sandbox)
        var refused = 0
        for seed in part * 500..<part * 500 + 500 {
            var generator = SeededGenerator(seed: seed)
            let index = Int(seed % 4)
            try test.write(files[index], generator.mutated(texts[index]))
            do throws(StoreError) {
                switch index {
                case 0: _ = try test.store.network("infra", "storage")
                case 1: _ = try test.store.pod("shop", "web")
                case 2: _ = try test.store.outboxEntry(key)
                default: _ = try test.store.agentWaited()
                }
            } catch {
                let names = error.description.contains(test.root + "/" + files[index])
                if case .invalidName = error { continue }
                refused += 1
                #expect(names, "seed \(seed): \(error)")
            }
        }
        #expect(refused > 100, "\(refused) refused")
    }

    @Test("no mutated journal keeps a writer from going on or giving up with a typed error")
    func writers() throws {
        let test = try TestStore()
        let sandbox = test.store.sandbox(Fixtures.sandbox)
        var closed = 0
        for seed in 20_000..<20_500 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            try test.write("records/\(sandbox.name)/if:eth0", Self.journal(&generator))
            do throws(StoreError) {
                var writer = try sandbox.openJournal("eth0", create: false)
                let isNew = writer.size == 0
                if isNew { try writer.append(.open(Fixtures.opening())) }
                try writer.append(.closed)
                let record = try sandbox.readJournal("eth0")
                #expect(record?.isClosed == true, "seed \(seed)")
                #expect(record?.wholeLength == writer.size, "seed \(seed)")
                closed += 1
            } catch {
                switch error {
                case .damagedJournal, .newerFormat, .otherSandbox: break
                default: Issue.record("seed \(seed): \(error)")
                }
            }
        }
        #expect(closed > 100, "\(closed) closed")
    }
}
