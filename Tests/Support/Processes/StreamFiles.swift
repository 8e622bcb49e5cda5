import Glibc

/// The three streams of a process as files.
struct StreamFiles: Sendable {
    let inputPath: String
    let outputPath: String
    let errorPath: String

    init(folder: String, input: [UInt8]) throws {
        let base = "\(folder)/.stream-\(UInt64.random(in: .min ... .max))"
        inputPath = base + ".in"
        outputPath = base + ".out"
        errorPath = base + ".err"
        try TestFile.write(input, to: inputPath)
    }

    var outputBytes: [UInt8] { TestFile.bytesIfThere(outputPath) ?? [] }
    var output: String { String(decoding: outputBytes, as: UTF8.self) }
    var errorOutput: String { TestFile.textIfThere(errorPath) ?? "" }

    func remove() {
        for path in [inputPath, outputPath, errorPath] { _ = unsafe unlink(path) }
    }
}
