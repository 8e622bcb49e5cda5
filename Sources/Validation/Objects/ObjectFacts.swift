import MarkedYAML
import MultiNetwork

/// Makes of an object what checks of several objects need, and reports where its texts can't be read.
struct ObjectFacts {
    private let object: KubernetesObject
    private let context: ValidationContext

    init(_ object: KubernetesObject, _ context: ValidationContext) {
        self.object = object
        self.context = context
    }

    /// - Returns: nil for a definition without a name.
    func definition(_ sink: inout FindingSink) -> DefinitionFacts? {
        guard let name = object.name else { return nil }
        let namespace = object.namespace(context.settings.defaultNamespace)
        var configuration: ConfigurationFacts?
        if let config = object.node["spec"]?["config"], config.string?.isEmpty == false {
            let what = "the configuration of network \(namespace)/\(name)"
            let root = ConfigurationReader(JSONText(object.file, in: config), what).root(&sink)
            let hasDevice = object.metadata?["annotations"]?[Annotation.resourceName]?.string?.isEmpty == false
            configuration = root.map {
                ConfigurationFacts(
                    $0, .definition(namespace: namespace, name: name), context.catalogue, hasDevice: hasDevice)
            }
        }
        return DefinitionFacts(object: object, namespace: namespace, name: name, configuration: configuration)
    }

    /// - Parameter template: where the pod's metadata and spec are.
    func pod(template path: [String], _ sink: inout FindingSink) -> PodFacts {
        let namespace = object.namespace(context.settings.defaultNamespace)
        var pod = PodFacts(
            object: object, namespace: namespace, name: object.name ?? "", template: object.deepest(path))
        let reader = SelectionReader(object, context)
        if let annotation = pod.annotation(Annotation.networks) {
            pod.selections = reader.networks(annotation, podNamespace: namespace, &sink)
        }
        if let annotation = pod.annotation(Annotation.defaultNetwork) {
            pod.defaultNetwork = reader.defaultNetwork(annotation, &sink)
        }
        return pod
    }

    /// A machine of KubeVirt: its networks are in its spec, and its pod gets annotations of them.
    func machine(template path: [String], _ sink: inout FindingSink) -> PodFacts {
        var pod = pod(template: path, &sink)
        let found = MachineReader(object, pod.template, namespace: pod.namespace).read(&sink)
        pod.selections += found.networks
        pod.defaultNetwork = pod.defaultNetwork ?? found.defaultNetwork
        return pod
    }
}
