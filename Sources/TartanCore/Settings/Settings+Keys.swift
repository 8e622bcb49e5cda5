extension Settings {
    /// Every key that is read, in the order of docs/configuration.md: for who looks for misspelt ones. A test holds that
    /// it is whole.
    package static let keys = [
        "cniVersion", "name", "type", "capabilities", "runtimeConfig", "cni.dev/valid-attachments", "clusterNetwork",
        "delegates", "defaultNetworks", "systemNamespaces", "multusNamespace", "auxiliaryCNIChainName",
        "namespaceIsolation", "globalNamespaces", "confDir", "invalidAnnotation", "requestsAsArguments",
        "retryDeleteOnError", "binDir", "cniDir", "kubeletDir", "readinessindicatorfile", "readinessTimeout", "logFile",
        "logOptions", "logLevel", "logToStderr", "store", "result", "unknownPod", "delegateTimeout", "agentSocket",
        "fetchCommand", "statusWait",
    ]

    /// The keys of `logOptions`.
    package static let logOptionKeys = ["maxSize", "maxBackups", "maxAge", "compress"]
}
