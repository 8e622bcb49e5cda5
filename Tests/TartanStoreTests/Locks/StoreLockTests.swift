import CNI
import LinuxSystem
import TartanStore
import Testing

@Suite struct StoreLockTests {
    private let test: TestStore
    private var store: Store { test.store }
    private var soon: Deadline { .after(milliseconds: 60) }

    init() throws {
        test = try TestStore()
    }

    @Test("calls share the store and leave the gate open behind them")
    func shared() throws {
        let first = try StoreLock.shared(store, deadline: soon)
        let second = try StoreLock.shared(store, deadline: soon)
        try StoreGate.exclusive(store, deadline: soon).unlock()
        first.unlock()
        second.unlock()
    }

    @Test("behind a gate that a GC holds no new call comes in, and the GC's own DELs do")
    func gate() throws {
        let gate = try StoreGate.exclusive(store, deadline: soon)
        #expect(throws: StoreError.lockTimeout(store.gatePath, holder: nil)) {
            try StoreLock.shared(store, deadline: soon).unlock()
        }
        try StoreLock.sharedInsideGate(store, deadline: soon).unlock()
        try StoreLock.exclusive(store, deadline: soon).unlock()
        gate.unlock()
        try StoreLock.shared(store, deadline: soon).unlock()
    }

    @Test("the exclusive lock waits for the calls that run")
    func exclusive() throws {
        let call = try StoreLock.shared(store, deadline: soon)
        let gate = try StoreGate.exclusive(store, deadline: soon)
        #expect(throws: StoreError.lockTimeout(store.lockPath, holder: nil)) {
            try StoreLock.exclusive(store, deadline: soon).unlock()
        }
        call.unlock()
        let exclusive = try StoreLock.exclusive(store, deadline: soon)
        #expect(throws: StoreError.lockTimeout(store.lockPath, holder: nil)) {
            try StoreLock.sharedInsideGate(store, deadline: soon).unlock()
        }
        exclusive.unlock()
        gate.unlock()
    }

    @Test("a GC comes to its turn although calls overlap without end")
    func fairness() throws {
        // Overlapping shared holders that pass the gate as calls do.
        let script = """
            while [ -d \(store.root) ]; do
              ( flock -s 8; flock -s 9; flock -u 8; sleep 0.2 ) 8>>\(store.gatePath) 9>>\(store.lockPath) &
              sleep 0.02
            done
            """
        let child = try Child(script)
        let deadline = Deadline.after(milliseconds: 4000)
        while try FileLock.tryAcquire(store.lockPath, .exclusive, create: true) != nil, !deadline.isPast {
            Clock.sleep(milliseconds: 5)
        }
        // From now on somebody always holds it, so that without the gate nobody else would ever have it alone.
        Clock.sleep(milliseconds: 200)
        #expect(throws: StoreError.lockTimeout(store.lockPath, holder: nil)) {
            try StoreLock.exclusive(store, deadline: .after(milliseconds: 200)).unlock()
        }
        let gate = try StoreGate.exclusive(store, deadline: .after(milliseconds: 4000))
        try StoreLock.exclusive(store, deadline: .after(milliseconds: 4000)).unlock()
        gate.unlock()
        child.end()
    }

    @Test("a GC waits for the gate no longer than 5 s, whatever its deadline")
    func gateWait() throws {
        let gate = try StoreGate.exclusive(store, deadline: soon)
        let start = Clock.monotonicNanoseconds
        #expect(throws: StoreError.lockTimeout(store.gatePath, holder: nil)) {
            try StoreGate.exclusive(store, deadline: .after(milliseconds: 50_000)).unlock()
        }
        let waited = Int((Clock.monotonicNanoseconds - start) / 1_000_000)
        #expect((Limits.gateWait..<Limits.gateWait + 3000).contains(waited))
        gate.unlock()
    }
}
