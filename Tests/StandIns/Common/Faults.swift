import Glibc

/// Failures on demand: `STANDIN_FAIL=<type>:<command>[:<nth>]:<kind>`, several separated by commas. The kinds:
/// `code=N`, `hang` (SIGTERM is ignored), `crash`, `exit2`, `rubbish`, `half`, `errzero`, `late`, `killself` (after the link is
/// made), `noread`, `flood` (8 MiB), `slow=MILLISECONDS`, `text` (`OK` in place of an answer).
struct Faults {
    private let kind: String?
    private let type: String

    init(_ type: String) {
        self.type = type
        let command = Variable.value("CNI_COMMAND") ?? ""
        guard command != "VERSION" else {
            kind = nil
            return
        }
        let counter = StateFile.path("count-\(type)-\(command)")
        let nth = (StateFile.text(counter)?.utf8.count ?? 0) + 1
        if let wanted = Variable.value("STANDIN_FAIL"), !wanted.isEmpty {
            StateFile.write(String(repeating: ".", count: nth), to: counter)
            kind = wanted.split(separator: ",").compactMap { Self.kind($0, type, command, nth) }.first
        } else {
            kind = nil
        }
    }

    private static func kind(_ text: Substring, _ type: String, _ command: String, _ nth: Int) -> String? {
        let parts = text.split(separator: ":").map(String.init)
        guard parts.count >= 3, parts[0] == type, parts[1] == command else { return nil }
        if parts.count == 4, Int(parts[2]) != nth { return nil }
        return parts[parts.count - 1]
    }

    private func value(_ name: String) -> Int? {
        guard let kind, kind.hasPrefix(name + "=") else { return nil }
        return Int(kind.dropFirst(name.utf8.count + 1))
    }

    func beforeInput() {
        if kind == "noread" {
            Output.print(Refusal(999, "it did not read its input, on demand").json("1.0.0"))
            exit(1)
        }
    }

    func beforeWork() {
        if let milliseconds = value("slow") { usleep(UInt32(milliseconds) * 1000) }
        if let code = value("code") {
            Output.print(Refusal(code, "\(type) failed on demand").json("1.0.0"))
            exit(1)
        }
        switch kind {
        case "hang":
            signal(SIGTERM, SIG_IGN)
            while true { pause() }
        case "crash": abort()
        case "exit2":
            Output.error("panic: runtime error: index out of range [1] with length 1\n\ngoroutine 1 [running]:")
            exit(2)
        case "rubbish":
            Output.print("eth0 is up\n")
            exit(0)
        case "half":
            Output.print("{\"cniVersion\":\"1.0.0\",\"interfaces\":[{\"name\":")
            exit(0)
        case "errzero":
            Output.print(Refusal(999, "an error with success, on demand").json("1.0.0"))
            exit(0)
        case "flood":
            for _ in 0..<128 { Output.print(String(repeating: "x", count: 64 << 10)) }
            exit(0)
        default: break
        }
    }

    /// To be called once the link is made.
    func linkIsMade() { if kind == "killself" { kill(getpid(), SIGKILL) } }

    var isLate: Bool { kind == "late" }
    var printsText: Bool { kind == "text" }
}
