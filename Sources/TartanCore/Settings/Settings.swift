package import CNI
package import ExactJSON
import TartanStore

/// Tartan's configuration: the network configuration that a runtime gives it on standard input.
///
/// Keys that Multus has keep Multus' names and meaning; docs/configuration.md has a row for each.
package struct Settings: Sendable {
    package enum AnswerMode: String, Sendable, CaseIterable {
        /// The interfaces of all attachments.
        case merged
        /// The cluster network's result alone, as Multus answers.
        case primary
    }

    package enum UnknownPod: String, Sendable, CaseIterable {
        /// A pod whose annotations can't be had fails with error 11.
        case fail
        /// It gets the cluster network and nothing else.
        case clusterNetwork
    }

    package var version: CNIVersion
    package var name: String
    /// The `type` by which the runtime found Tartan: never a delegate's.
    package var type: String
    /// The runtime's capability values.
    package var runtimeConfig: JSONObject
    /// What the runtime says is still attached; nil where it said nothing. GC alone has it.
    package var validAttachments: [ValidAttachment]?

    package var clusterNetwork: String?
    package var delegates: [JSONValue]
    package var defaultNetworks: [String]
    package var systemNamespaces: [String]
    package var multusNamespace: String
    package var namespaceIsolation: Bool
    package var globalNamespaces: [String]
    /// The folder beside the cluster network's file whose plugins make one more chain for every pod.
    package var auxiliaryChain: String?

    package var configurationFolder: String
    package var binaryFolder: String?
    package var multusState: String
    package var store: String
    /// Kubelet's own folder, its `--root-dir`.
    package var kubeletFolder: String
    package var readinessIndicatorFile: String?
    package var agentSocket: String
    package var fetchCommand: [String]?

    package var answerMode: AnswerMode
    package var unknownPod: UnknownPod
    package var invalidAnnotation: InvalidAnnotation
    /// `mac` and `ips` that no plugin declares go into CNI_ARGS, as Multus puts them there.
    package var requestsAsArguments: Bool
    /// Milliseconds.
    package var delegateTimeout: Int
    package var readinessTimeout: Int
    package var statusWait: Int

    package var log: LogSettings

    /// Annotations that the runtime hands over under containerd's capability; nil where it doesn't.
    package static let annotationsCapability = "io.kubernetes.cri.pod-annotations"

    /// - Parameter ownName: the name under which Tartan was started. Under `multus`, or where `type` is that, the defaults
    ///   are those of a drop-in: Multus' folder and answer, and requests as arguments.
    package init(text: [UInt8], ownName: String) throws(SettingsError) {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONParser.parse(text, limit: Limits.configuration)
        } catch {
            throw .syntax(error)
        }
        guard let object = value.object else { throw .notAnObject(found: value.kindName) }
        try self.init(object, ownName: ownName)
    }

    /// One that was parsed already.
    package init(_ object: JSONObject, ownName: String) throws(SettingsError) {
        try self.init(SettingsReader(object: object), ownName: ownName)
    }

    private init(_ reader: SettingsReader, ownName: String) throws(SettingsError) {
        version = try reader.version()
        guard let name = try reader.text("name") else { throw .missingName }
        do throws(InvalidName) { try Identifier.validate(name) } catch { throw .invalidName(error) }
        self.name = name
        type = try reader.text("type") ?? "tartan"
        let isMultus = ownName == "multus" || type == "multus"
        runtimeConfig = try reader.object("runtimeConfig")
        try reader.flags("capabilities")
        validAttachments =
            try reader.attachments("cni.dev/valid-attachments", or: "cni.dev/attachments")

        clusterNetwork = try reader.text("clusterNetwork")
        delegates = try reader.list("delegates", of: "network configurations") ?? []
        defaultNetworks = try reader.texts("defaultNetworks") ?? []
        systemNamespaces = try reader.texts("systemNamespaces") ?? ["kube-system"]
        multusNamespace = try reader.text("multusNamespace") ?? "kube-system"
        namespaceIsolation = try reader.flag("namespaceIsolation") ?? false
        globalNamespaces = try reader.commaSeparated("globalNamespaces") ?? ["default"]

        auxiliaryChain = try reader.identifier("auxiliaryCNIChainName")
        // What could not be detached is always kept and tried again.
        _ = try reader.flag("retryDeleteOnError")

        let defaultFolder = isMultus ? "/etc/cni/multus/net.d" : "/etc/cni/tartan.d"
        configurationFolder = try reader.path("confDir") ?? defaultFolder
        binaryFolder = try reader.path("binDir")
        multusState = try reader.path("cniDir") ?? "/var/lib/cni/multus"
        store = try reader.path("store") ?? Store.defaultRoot
        kubeletFolder = try reader.path("kubeletDir") ?? "/var/lib/kubelet"
        readinessIndicatorFile = try reader.path("readinessindicatorfile")
        agentSocket = try reader.path("agentSocket") ?? "/run/tartan/agent.sock"
        fetchCommand = try reader.texts("fetchCommand").flatMap { $0.isEmpty ? nil : $0 }

        answerMode = try reader.choice("result", AnswerMode.self) ?? (isMultus ? .primary : .merged)
        unknownPod = try reader.choice("unknownPod", UnknownPod.self) ?? .fail
        invalidAnnotation = try reader.choice("invalidAnnotation", InvalidAnnotation.self) ?? .fail
        requestsAsArguments = try reader.flag("requestsAsArguments") ?? isMultus
        delegateTimeout = try reader.duration("delegateTimeout", atLeast: 1) ?? Limits.delegateTimeout
        readinessTimeout = try reader.duration("readinessTimeout", atLeast: 0) ?? Limits.readinessTimeout
        statusWait = try reader.duration("statusWait", atLeast: 0) ?? Limits.statusWait
        log = try LogSettings(reader)
    }
}
