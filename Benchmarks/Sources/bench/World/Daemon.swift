import Foundation

/// A program that runs beside the measurements until it is ended.
struct Daemon {
    private let process = Process()

    /// - Parameter listening: the file by which it tells that it can be used.
    init(program: String, environment: [String: String], listening: String) throws(BenchFailure) {
        try? FileManager.default.removeItem(atPath: listening)
        process.executableURL = URL(fileURLWithPath: program)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        do { try process.run() } catch { throw .command(program, status: -1, said: "\(error)") }
        for _ in 0..<500 {
            if FileManager.default.fileExists(atPath: listening) { return }
            usleep(10_000)
        }
        end()
        throw .command(program, status: -1, said: "it doesn't listen after 5 s")
    }

    func end() { process.terminate() }
}
