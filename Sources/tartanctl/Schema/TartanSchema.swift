import CNI
import ExactJSON
import PluginCatalogue
import TartanCore

/// The schema of Tartan's own configuration, which is no plugin of the catalogue: keys and defaults are those of
/// docs/configuration.md.
struct TartanSchema {
    /// The name of its definition.
    static let name = "plugin.tartan"
    static let title = "Several networks for a pod"

    private let keys: KeySchema
    private let catalogue: PluginCatalogue

    init(_ keys: KeySchema, _ catalogue: PluginCatalogue) {
        self.keys = keys
        self.catalogue = catalogue
    }

    /// With what the runtime and libcni have in every plugin's object; addresses and name resolution are the delegates'.
    var json: JSONValue {
        let common = catalogue.pluginKeys.keys.filter { !["type", "ipam", "dns"].contains($0.name) }
        let schema = keys.object(
            KeySet(common), title: Self.title, alsoTaking: ["type"] + catalogue.listKeys.names)
        var object = schema.object ?? JSONObject()
        var properties = object["properties"]?.object ?? JSONObject()
        for (name, description, form) in Self.own {
            properties[name] = Self.described(description, form)
        }
        object["properties"] = .object(properties)
        return .object(object)
    }

    /// What a value looks like, as a schema.
    private typealias Form = JSONObject
    private typealias Key = (name: String, description: String, form: Form)

    private static func described(_ description: String, _ form: Form) -> JSONValue {
        .object(JSONObject([.init(key: "description", value: .string(description))] + form.members))
    }
}

// Keys
extension TartanSchema {
    private static let own: [Key] = networks + pods + files + logging + waits

    private static let networks: [Key] = [
        (
            "clusterNetwork",
            "The network that every pod gets as eth0: a file or folder (/…), a definition of the store (namespace/name), or a name.",
            text
        ),
        (
            "delegates",
            "Configurations themselves: the first is the cluster network, the others are every pod's. Not looked at beside clusterNetwork.",
            ["type": "array", "items": inline]
        ),
        ("defaultNetworks", "Further networks of every pod outside of systemNamespaces.", texts),
        ("systemNamespaces", "Pods of these namespaces get no defaultNetworks.", texts(default: ["kube-system"])),
        (
            "multusNamespace", "The namespace in which plain names of networks for all pods are looked up.",
            text(default: "kube-system")
        ),
        (
            "auxiliaryCNIChainName",
            "One more chain for every pod: the plugins in the folder of this name beside the cluster network's file.",
            ["type": "string", "pattern": "^([A-Za-z0-9][A-Za-z0-9_.-]*)?$"]
        ),
    ]

    private static let pods: [Key] = [
        (
            "namespaceIsolation", "Whether pods may name networks of their own namespace and of globalNamespaces only.",
            flag(default: false)
        ),
        ("globalNamespaces", "Namespaces between commas whose networks every pod may name.", text(default: "default")),
        (
            "invalidAnnotation", "What becomes of a networks annotation that breaks a rule of its form.",
            choice(InvalidAnnotation.self, default: .fail)
        ),
        (
            "requestsAsArguments",
            "Whether mac and ips of an annotation go into CNI_ARGS where no plugin declares the capability.",
            flag(default: false)
        ),
        (
            "unknownPod", "What becomes of a pod whose annotations can't be had.",
            choice(Settings.UnknownPod.self, default: .fail)
        ),
        (
            "result", "What the runtime is answered: all attachments, or the cluster network's alone.",
            choice(Settings.AnswerMode.self, default: .merged)
        ),
        (
            "fetchCommand",
            "The command that is run, with \"pod NAMESPACE/NAME\" or \"network NAMESPACE/NAME\" behind it, where an object is not in the store.",
            texts
        ),
    ]

    private static let files: [Key] = [
        ("confDir", "The folder where configurations are found by name.", path(default: "/etc/cni/tartan.d")),
        ("binDir", "The folder that is searched for plugins before those of CNI_PATH.", path),
        ("cniDir", "The folder with Multus' state, if it ran here before.", path(default: "/var/lib/cni/multus")),
        ("store", "The folder with networks, pods and records.", path(default: "/var/lib/tartan")),
        (
            "kubeletDir", "Kubelet's own folder, where the devices of pods are looked up.",
            path(default: "/var/lib/kubelet")
        ),
        ("readinessindicatorfile", "The file that an ADD waits for, and without which STATUS says no.", path),
        ("agentSocket", "The socket of the agent, which needn't be there.", path(default: "/run/tartan/agent.sock")),
        (
            "retryDeleteOnError", "Without effect: what could not be detached is always kept and tried again.",
            ["type": "boolean", "deprecated": true]
        ),
    ]

    private static let logging: [Key] = [
        ("logFile", "The file to which is written what is done.", path),
        ("logLevel", "How much goes to logFile.", choice(LogSettings.Level.self, default: .error)),
        ("logToStderr", "Whether errors go to stderr, too.", flag(default: true)),
        (
            "logOptions", "When the log file becomes a backup, and which backups are kept.",
            [
                "type": "object", "additionalProperties": false,
                "properties": [
                    "maxSize": count("The size in MB at which a new file begins.", default: 100),
                    "maxBackups": count("How many backups are kept; 0: all.", default: 5),
                    "maxAge": count("Days after which a backup goes; 0: never.", default: 5),
                    "compress": ["type": "boolean", "description": "Without effect."],
                ],
            ]
        ),
    ]

    private static let waits: [Key] = [
        ("readinessTimeout", "How long an ADD waits for readinessindicatorfile.", duration(default: "10s")),
        (
            "delegateTimeout", "The most that one plugin may take before it is killed.",
            duration(default: "30s", atLeast: "0.001")
        ),
        (
            "statusWait", "How long an ADD waits for the agent's word that the pod's network status is published.",
            duration(default: "200ms")
        ),
    ]
}

// Forms
extension TartanSchema {
    private static let text: Form = ["type": "string"]
    private static let texts: Form = ["type": "array", "items": ["type": "string", "minLength": 1]]
    private static let path: Form = ["type": "string", "pattern": "^(/|$)"]

    /// A list, or a plugin alone.
    private static let inline: JSONValue = [
        "type": "object", "if": ["required": ["plugins"]], "then": ["$ref": "#/definitions/list"],
        "else": ["$ref": "#/definitions/plugin"],
    ]

    private static func text(default value: String) -> Form { adding(.string(value), to: text) }
    private static func path(default value: String) -> Form { adding(.string(value), to: path) }
    private static func texts(default values: [String]) -> Form {
        adding(.array(values.map(JSONValue.string)), to: texts)
    }
    private static func flag(default value: Bool) -> Form { ["type": "boolean", "default": .bool(value)] }

    private static func adding(_ value: JSONValue, to form: Form) -> Form {
        JSONObject(form.members + [.init(key: "default", value: value)])
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ type: Choice.Type, default value: Choice
    ) -> Form where Choice.RawValue == String {
        ["enum": .array(Choice.allCases.map { .string($0.rawValue) }), "default": .string(value.rawValue)]
    }

    private static func count(_ description: String, default value: Int) -> JSONValue {
        described(
            description,
            ["type": "integer", "minimum": 0, "maximum": .integer(Limits.largestCount), "default": .integer(value)])
    }

    /// Seconds as a number, or a text with a unit.
    private static func duration(default value: String, atLeast least: String = "0") -> Form {
        [
            "default": .string(value),
            "anyOf": [
                ["type": "number", "minimum": JSONValue(.number(JSONNumber(spelled: least))), "maximum": 3600],
                ["type": "string", "pattern": "^([0-9]+\\.?[0-9]*|\\.[0-9]+)(ms|s|m|h)$"],
            ],
        ]
    }
}
