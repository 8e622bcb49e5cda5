public import ExactJSON

/// A journal as the plugin writes it: a line for each step, ended by its checksum (docs/how-it-works.md).
public enum JournalText {
    /// - Parameter began: of the ADD, in microseconds since 1970-01-01T00:00Z.
    public static func add(
        of pod: (namespace: String, name: String, uid: String?), sandbox: String, interface: String = "eth0",
        began: UInt64, _ steps: [JSONValue]
    ) -> String {
        var opening: JSONObject = JSONObject()
        opening["step"] = "open"
        opening["t"] = 1000
        opening["format"] = 1
        opening["version"] = "0"
        opening["wallTime"] = .integer(Int(began))
        opening["bootID"] = "b"
        opening["containerID"] = .string(sandbox)
        opening["interface"] = .string(interface)
        opening["arguments"] = ""
        opening["searchPath"] = "/opt/cni/bin"
        opening["networkName"] = "tartan"
        opening["cniVersion"] = "1.0.0"
        opening["podNamespace"] = .string(pod.namespace)
        opening["podName"] = .string(pod.name)
        opening["podUID"] = pod.uid.map { .string($0) }
        opening["resultMode"] = "merged"
        opening["delegateTimeout"] = 30000
        return ([.object(opening)] + steps).map(line).joined()
    }

    public static func failed(_ message: String, code: Int = 7) -> [JSONValue] {
        [
            ["step": "answered", "t": 2000, "code": .integer(code), "message": .string(message)],
            ["step": "closed", "t": 3000],
        ]
    }

    /// - Parameter attached: network, interface, addresses.
    public static func succeeded(_ attached: [(String, String, [String])]) -> [JSONValue] {
        let plan = attached.map { network, interface, _ -> JSONValue in
            [
                "network": .string(network), "listName": .string(network), "interface": .string(interface),
                "version": "1.0.0", "origin": "test", "isDefault": false, "disableCheck": false, "disableGC": false,
                "plugins": [["type": "bridge", "path": "/opt/cni/bin/bridge", "configuration": "{}"]],
            ]
        }
        let finals = attached.enumerated().map { index, one -> JSONValue in
            let addresses = one.2.map { ["address": .string($0), "interface": 0] as JSONValue }
            return [
                "step": "final", "t": 1500, "attachment": .integer(index),
                "result": [
                    "cniVersion": "1.1.0", "interfaces": [["name": .string(one.1), "sandbox": "/run/netns/x"]],
                    "ips": .array(addresses),
                ],
            ]
        }
        return [["step": "plan", "t": 1100, "attachments": .array(plan)]] + finals + [["step": "answered", "t": 2000]]
    }

    /// One network by one plugin, which ran for so long.
    public static func attached(_ network: String, by type: String, milliseconds: Int, failed: Bool = false)
        -> [JSONValue]
    {
        let result: JSONValue = [
            "cniVersion": "1.1.0", "interfaces": [["name": "net1", "sandbox": "/run/netns/x"]], "ips": [],
        ]
        var end = JSONObject()
        end["step"] = "end"
        end["t"] = 1400
        end["verb"] = "ADD"
        end["attachment"] = 0
        end["plugin"] = 0
        end["exit"] = .integer(failed ? 1 : 0)
        end["timedOut"] = false
        end["standardError"] = ""
        end["microseconds"] = .integer(milliseconds * 1000)
        if failed {
            end["error"] = ["cniVersion": "1.1.0", "code": 100, "msg": "no"]
        } else {
            end["result"] = result
        }
        let start: [JSONValue] = [
            [
                "step": "plan", "t": 1100,
                "attachments": [
                    [
                        "network": .string(network), "listName": .string(network), "interface": "net1",
                        "version": "1.1.0", "origin": "test", "isDefault": false, "disableCheck": false,
                        "disableGC": false,
                        "plugins": [
                            ["type": .string(type), "path": .string("/opt/cni/bin/" + type), "configuration": "{}"]
                        ],
                    ]
                ],
            ],
            ["step": "start", "t": 1200, "verb": "ADD", "attachment": 0, "plugin": 0, "path": "/opt/cni/bin/x"],
            .object(end),
        ]
        if failed { return start + Self.failed("no", code: 100) }
        return start + [
            ["step": "final", "t": 1500, "attachment": 0, "result": result],
            ["step": "answered", "t": 2000],
        ]
    }

    /// The DEL that follows and closes the journal.
    public static func detached(at wallTime: UInt64, milliseconds: Int) -> [JSONValue] {
        [
            [
                "step": "detach", "t": 5000, "caller": "DEL", "wallTime": .integer(Int(wallTime)), "bootID": "b",
                "version": "0",
            ],
            ["step": "start", "t": 5100, "verb": "DEL", "attachment": 0, "plugin": 0, "path": "/opt/cni/bin/x"],
            [
                "step": "end", "t": 5200, "verb": "DEL", "attachment": 0, "plugin": 0, "exit": 0, "timedOut": false,
                "standardError": "", "microseconds": .integer(milliseconds * 1000),
            ],
            ["step": "closed", "t": 5300],
        ]
    }

    private static func line(_ step: JSONValue) -> String {
        let text = step.text
        let sum = String(checksum(Array(text.utf8)), radix: 16)
        return text + "\t" + String(repeating: "0", count: 8 - sum.count) + sum + "\n"
    }

    /// CRC-32C.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = ~0
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0x82f6_3b78 : sum >> 1 }
        }
        return ~sum
    }
}
