import Glibc
import TestKit

/// Waiting for something that another process does.
package enum Waiting {
    /// - Throws: TestFailure that names what was waited for.
    package static func until(_ what: String, seconds: Double = 20, _ condition: () throws -> Bool) throws {
        for _ in 0..<Int(seconds * 1000 / 2) {
            if try condition() { return }
            usleep(2000)
        }
        throw TestFailure("waited \(seconds) s in vain: \(what)")
    }
}
