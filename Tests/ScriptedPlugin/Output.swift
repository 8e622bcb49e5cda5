import ExactJSON
import Glibc

enum Output {
    static func write(_ bytes: [UInt8], to descriptor: Int32 = 1) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }

    static func write(_ text: String, to descriptor: Int32 = 1) { write(Array(text.utf8), to: descriptor) }

    static func flood(_ bytes: Int, to descriptor: Int32) {
        let block = [UInt8](repeating: UInt8(ascii: "x"), count: 65_536)
        var left = bytes
        while left > 0 {
            write(Array(block.prefix(left)), to: descriptor)
            left -= block.count
        }
    }

    static func fail(code: Int, _ message: String, details: String? = nil, version: String = "1.0.0") -> Never {
        var object = JSONObject()
        object["cniVersion"] = .string(version)
        object["code"] = .integer(code)
        object["msg"] = .string(message)
        if let details { object["details"] = .string(details) }
        write(JSONValue.object(object).bytes)
        exit(1)
    }
}
