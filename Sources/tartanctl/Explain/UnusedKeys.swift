import ExactJSON

/// Keys of Multus' configuration that are understood and have no effect, with what to know about each.
enum UnusedKeys {
    private static let table: [(key: String, remark: String)] = [
        ("kubeconfig", "the plugin asks no API server; an agent does"),
        ("cniConf", "nothing reads it, in Multus neither: the key is \"confDir\""),
        ("defaultnetworkfile", "it is old, Multus doesn't read it either: the key is \"readinessindicatorfile\""),
        ("defaultnetworkwaitseconds", "it is old, Multus doesn't read it either: the key is \"readinessTimeout\""),
        ("allowTryDeleteOnErr", "it is old, Multus doesn't read it either: see \"retryDeleteOnError\""),
        ("daemonSocketDir", "there is no daemon that attaches"),
    ]

    static func remarks(on configuration: JSONObject) -> [String] {
        func value(_ key: String, in object: JSONObject?) -> JSONValue? {
            object?.members.last { $0.key.lowercased() == key.lowercased() }?.value
        }
        var remarks = table.filter { value($0.key, in: configuration) != nil }.map { "\"\($0.key)\": \($0.remark)" }
        if value("retryDeleteOnError", in: configuration)?.boolean == false {
            remarks.append("\"retryDeleteOnError\": what can't be detached is kept and tried again all the same")
        }
        if value("compress", in: value("logOptions", in: configuration)?.object)?.boolean == true {
            remarks.append("\"logOptions.compress\": backups of the log aren't compressed")
        }
        return remarks
    }
}
