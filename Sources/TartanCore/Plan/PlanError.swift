package import CNI
package import CNIExecution
package import LinuxSystem
package import MultiNetwork
package import TartanStore

/// Why a call has no plan. All of it is found before the first binary starts.
package enum PlanError: Error, Equatable, Sendable {
    case noClusterNetwork
    /// The runtime's own hand-over of annotations isn't a map of strings.
    case annotationsNotAMap(found: String)
    /// One of them isn't.
    case handedAnnotation(DefinitionError)
    /// Nobody could tell the pod's annotations.
    case podUnavailable(tried: [String])
    case annotation(name: String, SelectionError)
    case isolated(NetworkReference, podNamespace: String, allowed: [String], annotation: String)
    case unknownNetwork(NetworkReference, origin: String, existsIn: [String])
    /// Of another namespace than the pod's: there is none, or its owner doesn't admit the pod. What is told is the same for both.
    case notForPod(NetworkReference, origin: String, podNamespace: String, exists: Bool)
    case networkUnavailable(NetworkReference, tried: [String])
    /// `of` tells whose: a network or where a pod was found.
    case definition(of: String, DefinitionError)
    case configuration(AttachmentLabel, source: String, ConfigurationError)
    case missingName(source: String)
    /// No file of the folder has that name; what could not be read is named.
    case noFile(AttachmentLabel, name: String, folder: String, unreadable: [String])
    /// The folder that `clusterNetwork` names has no configuration that can be used.
    case noUsableFile(AttachmentLabel, folder: String, unreadable: [String])
    case unreadable(AttachmentLabel, SystemFailure)
    case ownType(AttachmentLabel, type: String, source: String)
    case badReference(key: String, value: String)
    case binary(AttachmentLabel, LaunchFailure)
    /// `auxiliaryCNIChainName` where `clusterNetwork` is no path beside which its folder could be.
    case auxiliaryChain(String, clusterNetwork: String?)
    /// The binary of `ipam.type` of a plugin that is known to run it.
    case addressManager(AttachmentLabel, type: String, LaunchFailure)
    case missingCapability(AttachmentLabel, key: String, capability: String, types: [String])
    case interfaceClash(String, first: String, second: String)
    /// The pod's choice of cluster network asks for another interface than the one by which the runtime finds it.
    case clusterInterface(wanted: String, runtime: String)
    case interfaceHeld(String, wanted: String, holder: String)
    case defaultRouteTwice(first: String, second: String)
    case tooMany(Int)
    /// A plugin that makes an interface of its own behind another one.
    case notFirst(AttachmentLabel, type: String, first: String)
    /// A plugin that a pod can have once only, and has.
    case oncePerPod(AttachmentLabel, type: String, KnownPlugin.OncePerPod, holder: String)
    /// Two networks of one pod under two names over one subnet of Flannel's.
    case sharedSubnetFile(AttachmentLabel, name: String, file: String, other: AttachmentLabel, otherName: String)
    case device(AttachmentLabel, DeviceError)
    case store(StoreError)
}

extension PlanError {
    /// What the node's operator may know beside it, and the pod's owner may not: it goes into the log, and `explain` says it.
    package var confidential: String? {
        guard case .notForPod(let reference, _, let namespace, let exists) = self else { return nil }
        return exists
            ? "network \(reference) exists; its annotation \(Annotation.allowedNamespaces) does not admit namespace \(namespace)"
            : "there is no network \(reference)"
    }

    /// One sentence, and what to do next.
    package var explained: (sentence: String, advice: String?) {
        switch self {
        case .noClusterNetwork:
            (
                "Tartan's configuration has neither \"clusterNetwork\" nor \"delegates\"",
                "Name the cluster network's file: \"clusterNetwork\": \"/etc/cni/tartan.d/10-NAME.conflist\"."
            )
        case .annotationsNotAMap(let found):
            (
                "the pod annotations that the runtime handed over are \(found), expected an object of strings",
                Self.runtime
            )
        case .handedAnnotation(let error): ("the pod annotations that the runtime handed over: \(error)", Self.runtime)
        case .podUnavailable(let tried):
            (
                "the pod's annotations can't be had yet",
                "Tried: \(tried.joined(separator: "; ")). Let the runtime hand them over (capability "
                    + "\(Settings.annotationsCapability)), or put the pod into the store: tartanctl apply -f FILE."
            )
        case .annotation(let name, let error):
            ("annotation \(name): \(error)", "Correct it in the pod, or in the template that the pod is made from.")
        case .isolated(let reference, let namespace, let allowed, let annotation):
            (
                "annotation \(annotation) names network \(reference), which pods of namespace \(namespace) may not use",
                "namespaceIsolation is on: allowed are networks of \(([namespace] + allowed).uniqued().joined(separator: ", "))."
            )
        case .unknownNetwork(let reference, let origin, let existsIn):
            (
                "network \(reference) does not exist (\(origin))",
                existsIn.isEmpty
                    ? "See which do: tartanctl get networks -A."
                    : "A network of that name is in: \(existsIn.joined(separator: ", "))."
            )
        case .notForPod(let reference, let origin, let namespace, _):
            (
                "network \(reference) does not exist, or is not for pods of namespace \(namespace) (\(origin))",
                "Correct the name, or ask the owner of namespace \(reference.namespace): the definition's annotation "
                    + "\(Annotation.allowedNamespaces) says whose pods may use it."
            )
        case .networkUnavailable(let reference, let tried):
            ("network \(reference) can't be looked up yet", "Tried: \(tried.joined(separator: "; ")). \(Self.apply)")
        case .definition(let of, let error): ("\(of): \(error)", Self.apply)
        case .configuration(let label, let source, let error):
            (
                "\(label): the configuration in \(source.escapingControlCharacters) is not usable: \(error)",
                "Correct it there: the next try reads it anew."
            )
        case .missingName(let source):
            (
                "the configuration in \(source.escapingControlCharacters) has no \"name\"",
                "Add one: the next try reads it anew."
            )
        case .noFile(let label, let name, let folder, let unreadable):
            (
                "\(label): no configuration named \"\(name.escapingControlCharacters)\" is in \(folder)",
                Self.unusable(unreadable)
                    + "Put a file with that \"name\" there, or the configuration into the definition's spec.config."
            )
        case .noUsableFile(let label, let folder, let unreadable):
            (
                "\(label): no file in \(folder.escapingControlCharacters) is a usable network configuration",
                Self.unusable(unreadable) + "Put the cluster network's .conflist there."
            )
        case .unreadable(let label, let failure):
            ("\(label): \(failure)", "Put the file there, or name another one in Tartan's configuration.")
        case .ownType(let label, let type, let source):
            (
                "\(label): the plugin \"\(type.escapingControlCharacters)\" in \(source.escapingControlCharacters) is Tartan itself",
                "Tartan can't be its own delegate. Name the cluster network's own configuration instead."
            )
        case .badReference(let key, let value):
            (
                "\"\(key)\" of Tartan's configuration, \"\(value.escapingControlCharacters)\", names no network",
                "Give an absolute path, NAMESPACE/NAME in the store, or a name."
            )
        case .auxiliaryChain(let name, let network):
            (
                "\"auxiliaryCNIChainName\" of Tartan's configuration is \"\(name)\", but \"clusterNetwork\" is "
                    + (network.map { "\"\($0.escapingControlCharacters)\", which is no path" } ?? "missing"),
                "Its plugins are in the folder of that name beside the cluster network's file: give the file's path."
            )
        case .binary(let label, let failure): ("\(label): \(failure)", failure.advice)
        case .addressManager(let label, let type, let failure):
            ("\(label): the IPAM plugin of \(type.escapingControlCharacters): \(failure)", failure.advice)
        case .missingCapability(let label, let key, let capability, let types):
            (
                "\(label): \"\(key)\" was asked for, but no plugin of its chain (\(types.joined(separator: ", "))) "
                    + "declares the capability \"\(capability)\"",
                "Where the plugin supports it, add \"capabilities\": {\"\(capability)\": true} to its object in the network's configuration."
                    + (RequestArgument.keys[capability].map { key in
                        " Where it only reads \(key) of CNI_ARGS, as Multus hands it over: "
                            + "\"requestsAsArguments\": true in Tartan's configuration."
                    } ?? "")
            )
        case .interfaceClash(let name, let first, let second):
            (
                "interface \(name) is wanted twice: by \(first) and by \(second)",
                "Ask for another name in the annotation."
            )
        case .clusterInterface(let wanted, let runtime):
            (
                "annotation \(Annotation.defaultNetwork) asks for interface \(wanted), but the runtime looks for \(runtime)",
                "Leave the interface out: the cluster network always has the runtime's."
            )
        case .interfaceHeld(let name, let wanted, let holder):
            (
                "interface \(name), wanted by \(wanted), is already \(holder) in this sandbox",
                "Ask for another name in the annotation."
            )
        case .defaultRouteTwice(let first, let second):
            ("\"default-route\" is asked for twice: by \(first) and by \(second)", "Ask for it once.")
        case .tooMany(let count):
            ("the pod asks for \(count) attachments, \(Limits.attachments) are allowed", "Ask for fewer networks.")
        case .notFirst(let label, let type, let first):
            (
                "\(label): \(type) can't follow \(first.escapingControlCharacters) in one chain: it makes an interface of its "
                    + "own and takes no notice of the one that is there",
                Self.instead(of: type, behind: first)
            )
        case .oncePerPod(let label, let type, let once, let holder):
            (
                "\(label): the pod has \(once.project) already, by \(holder), and can't have it twice (\(type))",
                "\(once.reason) Take the network out of the annotation, or put one of another kind in its place: "
                    + "bridge, macvlan or ipvlan, say."
            )
        case .sharedSubnetFile(let label, let name, let file, let other, let otherName):
            (
                "\(label): flannel reads \(file.escapingControlCharacters) for \"\(name)\", as \(other) does for "
                    + "\"\(otherName)\": addresses would be given out twice",
                "Addresses are kept by the network's name. Give both the same \"name\", or this one a \"subnetFile\" of its "
                    + "own, made by a flanneld of its own."
            )
        case .device(let label, let error): ("\(label): \(error.explained.sentence)", error.explained.advice)
        // Its description says what to do with the file.
        case .store(let error): (error.description, "The next try reads the store anew.")
        }
    }

    private static let runtime =
        "They are in \"runtimeConfig\" of what the runtime writes: look at its version and its configuration."
    private static let apply = "Write it with: tartanctl apply -f FILE."

    private static func instead(of type: String, behind first: String) -> String {
        guard type == "calico", first == "flannel" else {
            return "Make it the first of its list, or leave the other one out."
        }
        return "For Flannel's network with Calico's policy: calico first, with \"ipam\": {\"type\": \"host-local\", "
            + "\"subnet\": \"usePodCidr\"}, on nodes that run flanneld, as Canal has it; or flannel alone with \"delegate\": "
            + "{\"type\": \"calico\", …}. See docs/canal.md."
    }

    private static func unusable(_ files: [String]) -> String {
        files.isEmpty ? "" : "Not usable there: \(files.joined(separator: "; ")). "
    }

    var code: CNIError.Code {
        switch self {
        case .podUnavailable, .networkUnavailable: .tryAgainLater
        case .configuration(_, _, let error): error.code
        case .unreadable: .inputOutput
        case .binary(_, let failure), .addressManager(_, _, let failure): failure.code
        case .device(_, let error): error.code
        case .store(let error): error.code
        case .noClusterNetwork, .annotationsNotAMap, .handedAnnotation, .annotation, .isolated, .unknownNetwork,
            .notForPod, .definition, .missingName, .noFile, .noUsableFile, .ownType, .badReference, .auxiliaryChain,
            .missingCapability,
            .interfaceClash,
            .clusterInterface,
            .interfaceHeld, .defaultRouteTwice, .tooMany, .notFirst, .oncePerPod, .sharedSubnetFile:
            .invalidConfiguration
        }
    }
}
