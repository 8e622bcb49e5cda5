/// One process to be started and measured.
struct Job {
    var name: String
    var program: String
    var input: String
    var output: String
    var environment: [String: String]
    var arguments: [String] = []

    /// The line that `measure` reads.
    var line: String {
        ([program, input, output] + arguments + [""]
            + environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
            .joined(separator: "\t")
    }
}
