import Foundation
import TartanTestSupport

extension RunningCommand {
    /// Waits on a thread of its own: other tests run meanwhile, and the time that it took is right however many do.
    func finished() async throws -> CommandOutcome {
        try await withCheckedThrowingContinuation { continuation in
            Thread { continuation.resume(with: Result { try self.wait() }) }.start()
        }
    }
}
