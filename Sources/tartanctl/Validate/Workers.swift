import Glibc
import Synchronization

/// Threads for work in numbered pieces that don't touch each other.
enum Workers {
    /// More than these have nothing left to do: what is one after the other takes longer by then.
    private static let most = 4

    /// The stack of a program's first thread, as Linux has it; texts are read by recursion.
    private static let stackSize = 8 << 20

    /// Does the pieces on as many threads as there are processors, this one included, and returns when all are done.
    static func run(_ count: Int, _ work: @Sendable (Int) -> Void) {
        withoutActuallyEscaping(work) { work in
            let queue = Queue(count, work)
            let threads = (1..<max(1, min(most, processors, count))).compactMap { _ in start(queue) }
            queue.drain()
            for thread in threads { pthread_join(thread, nil) }
        }
    }

    private static var processors: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

    /// The pieces that nobody has taken yet.
    private final class Queue: Sendable {
        private let next = Atomic<Int>(0)
        private let count: Int
        private let work: @Sendable (Int) -> Void

        init(_ count: Int, _ work: @escaping @Sendable (Int) -> Void) {
            self.count = count
            self.work = work
        }

        func drain() {
            while true {
                let piece = next.add(1, ordering: .relaxed).oldValue
                guard piece < count else { return }
                work(piece)
            }
        }
    }

    /// Nil where the system has no thread to give: then the others do its part.
    private static func start(_ queue: Queue) -> pthread_t? {
        var attributes = pthread_attr_t()
        guard unsafe pthread_attr_init(&attributes) == 0 else { return nil }
        defer { unsafe pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setstacksize(&attributes, stackSize)
        var thread = pthread_t()
        let handed = unsafe Unmanaged.passRetained(queue)
        let status = unsafe pthread_create(
            &thread, &attributes,
            { handed in
                guard let handed = unsafe handed else { return nil }
                unsafe Unmanaged<Queue>.fromOpaque(handed).takeRetainedValue().drain()
                return nil
            }, handed.toOpaque())
        if status == 0 { return thread }
        unsafe handed.release()
        return nil
    }
}
