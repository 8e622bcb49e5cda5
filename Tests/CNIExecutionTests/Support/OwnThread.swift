import Glibc

/// Runs a body on a thread of its own, so that the signals it blocks and gets are nobody else's.
enum OwnThread {
    private final class Box {
        let body: () -> Void

        init(_ body: @escaping () -> Void) {
            self.body = body
        }
    }

    static func run<Value>(_ body: () throws -> Value) throws -> Value {
        try withoutActuallyEscaping(body) { body in
            var outcome: Swift.Result<Value, any Error>?
            let box = Box { outcome = Swift.Result { try body() } }
            var thread = pthread_t()
            let argument = unsafe Unmanaged.passRetained(box).toOpaque()
            let created = unsafe pthread_create(
                &thread, nil,
                { argument in
                    guard let argument = unsafe argument else { return nil }
                    unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
                    return nil
                }, argument)
            guard created == 0 else { throw ThreadFailure() }
            pthread_join(thread, nil)
            guard let outcome else { throw ThreadFailure() }
            return try outcome.get()
        }
    }

    private struct ThreadFailure: Error {}
}
