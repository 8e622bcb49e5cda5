import ExactJSON
import Glibc
import LinuxSystem
import Testing

/// An agent on a Unix socket, on a thread of its own, that answers so many questions and remembers them.
final class FakeAgent {
    private final class Work {
        let listener: Int32
        let answers: [(String) -> String]
        var questions: [String] = []

        init(listener: Int32, answers: [(String) -> String]) {
            self.listener = listener
            self.answers = answers
        }

        func run() {
            for answer in answers {
                let number = accept(listener, nil, nil)
                guard number >= 0 else { return }
                let connection = Descriptor(owning: number)
                var line: [UInt8] = []
                var byte: UInt8 = 0
                while unsafe read(connection.number, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
                questions.append(String(decoding: line, as: UTF8.self))
                try? connection.writeAll(Array(answer(questions[questions.count - 1]).utf8), name: "agent")
            }
        }
    }

    private let work: Work
    private let thread: pthread_t

    /// - Parameter answers: one for each question, given the question.
    init(_ path: String, answers: [(String) -> String]) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        try #require(bytes.count < 108)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0 && listen(listener, 4) == 0)
        work = Work(listener: listener, answers: answers)
        var thread = pthread_t()
        let created = unsafe pthread_create(
            &thread, nil,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, unsafe Unmanaged.passRetained(work).toOpaque())
        try #require(created == 0)
        self.thread = thread
    }

    /// Ends the thread and tells what it was asked.
    func finish() -> [String] {
        shutdown(work.listener, Int32(SHUT_RDWR))
        pthread_join(thread, nil)
        close(work.listener)
        return work.questions
    }
}
