import ExactJSON
import Glibc

/// What the plugin shall do: a JSON object in the file `<executable as called>.script`, or in the file that the key `script` of the
/// configuration names.
///
///     {"place": "first" | "later",        first: a prevResult at ADD is refused; later: a missing one is
///      "requirePrevResult": true,         a CHECK or DEL without prevResult is refused
///      "ADD" | "DEL" | "CHECK" | "GC" | "STATUS" | "VERSION": BEHAVIOUR, or a list: one for each call, the last repeated}
///
/// A BEHAVIOUR's keys are obeyed in this order; all may be missing:
///
///     "ignoreStdin": true          standard input is neither read nor checked (only in a script beside the executable)
///     "stderr": "text"             "floodStderr": bytes
///     "fork": {"seconds": 30, "group": true, "streams": true, "file": "file"}    a child that outlives it: in a session of its own
///                                  if `group` is true, holding the streams if `streams` is; its number is written into the file
///     "touch": "file"              makes a file: a sign that this point was reached
///     "sleep": milliseconds        "hang": true (until killed; SIGTERM is ignored)
///     "interface": true            a veth pair: CNI_IFNAME in the sandbox, up, the other end `h-…` on the host
///     "address": "10.9.0.2/24"     is put on it
///     "removeInterface": true      removes it, without complaint if it is gone
///     "run": "shell commands"      with the plugin's environment
///     "touchAfter": "file"
///     "crash": signal
///     "floodOutput": bytes         "output": "text, as it stands"
///     "error": {"code": 100, "msg": "…", "details": "…"}    printed as an error of the configuration's version; exit status 1
///     "results": {"1.0.0": {…}}    the result for that version of the configuration; "result": {…} for all others
///     "passOn": true               prevResult is the result
///     "exit": status
///
/// Without anything ADD answers with prevResult or, where there is none, with CNI_IFNAME in the sandbox as only interface; all
/// others succeed in silence.
struct Script {
    let value: JSONValue

    init?(file: String) {
        guard let bytes = Input.bytes(of: file), let value = try? JSONParser.parse(bytes, limit: 64 << 20) else {
            return nil
        }
        self.value = value
    }

    func behaviour(_ command: String, nth: Int) -> JSONValue {
        guard let entry = value[command] else { return .null }
        guard let list = entry.array else { return entry }
        return list.isEmpty ? .null : list[min(nth, list.count) - 1]
    }
}
