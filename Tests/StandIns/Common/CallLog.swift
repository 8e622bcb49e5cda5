import ExactJSON

/// A JSON line for each call in `$STANDIN_LOG`.
enum CallLog {
    static func write(_ type: String, _ call: StandInCall?, _ outcome: Result<String, Refusal>) {
        guard let file = Variable.value("STANDIN_LOG"), !file.isEmpty else { return }
        var line = JSONObject()
        line["type"] = .string(type)
        for (key, name) in [
            ("command", "CNI_COMMAND"), ("id", "CNI_CONTAINERID"), ("netns", "CNI_NETNS"), ("ifname", "CNI_IFNAME"),
            ("args", "CNI_ARGS"), ("path", "CNI_PATH"),
        ] {
            line[key] = .string(Variable.value(name) ?? "")
        }
        if let call { line["stdin"] = .string(String(decoding: call.input, as: UTF8.self)) }
        switch outcome {
        case .success(let text):
            line["answer"] = .string(text)
            line["status"] = .integer(0)
        case .failure(let refusal):
            line["answer"] = .string(refusal.json(""))
            line["status"] = .integer(refusal.code)
        }
        StateFile.append(JSONValue.object(line).text, to: file)
    }
}
