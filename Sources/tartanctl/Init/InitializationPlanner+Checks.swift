import CNI
import ExactJSON
import TartanCore
import Validation

// Whether the node is ready for it
extension InitializationPlanner {
    /// A node of Multus has more to be taken over than its cluster network.
    mutating func checkMultus() {
        for file in folder?.multus ?? [] {
            let isTaken = plan.takesNow.name.map { "\(plan.folder)/\($0)" } == file.path
            plan.findings.append(
                isTaken
                    ? .obstacle(
                        "multus", "\(file.path) is Multus', and the runtime takes it", file: file.path,
                        next: "Take the node over with its settings and running pods: tartanctl migrate")
                    : .warning("multus", "\(file.path) is Multus', and the runtime doesn't take it", file: file.path))
        }
    }

    var isMigrated: Bool { files.isThere("\(plan.folder)/\(ChangeMaker.migrate.recordName)") }

    /// The first name that sorts before everything that isn't Tartan's.
    mutating func chooseName() {
        let others = (folder?.files ?? []).filter { !$0.isTartan }.map(\.name)
        func isFirst(_ name: String) -> Bool {
            others.allSatisfy { name.utf8.lexicographicallyPrecedes($0.utf8) }
        }
        if let own = plan.own, isFirst(own.name) {
            plan.fileName = own.name
        } else if let name = Initialization.fileNames.first(where: isFirst) {
            plan.fileName = name
            guard let own = plan.own else { return }
            plan.findings.append(
                .warning(
                    "notFirst",
                    "\(plan.folder)/\(own.name) doesn't sort first; it is left there, and \(name) is put before it",
                    file: "\(plan.folder)/\(own.name)"))
        } else if let first = others.first {
            plan.findings.append(
                .obstacle(
                    "sortsFirst", "\(plan.folder)/\(first) sorts before every name that Tartan's file could have",
                    file: "\(plan.folder)/\(first)", next: "Rename it so that it begins with a higher number."))
        }
    }

    mutating func check() {
        checkBinaries()
        checkRuntime()
        checkMigrated()
        checkCilium()
        checkNetwork()
        for problem in (folder?.files ?? []).compactMap(\.problem) where plan.network != nil {
            plan.findings.append(
                .warning("brokenFile", "\(problem); no runtime can use it", file: plan.folder))
        }
    }

    private mutating func checkBinaries() {
        let folders = binaryFolders.joined(separator: ", ")
        if !hasBinary("tartan") {
            plan.findings.append(
                .obstacle(
                    "noBinary", "the plugin tartan is not in \(folders), where the runtime looks for it",
                    next: "sudo install -m 0755 bin/tartan \(binaryFolders.first ?? "/opt/cni/bin")/"))
        }
        let types = plan.network?.configuration.plugins.map(\.type) ?? []
        for type in types where !hasBinary(type) {
            plan.findings.append(
                .warning(
                    "noBinary", "the cluster network's plugin \(type) is not in \(folders): no pod can start",
                    file: plan.network?.path))
        }
    }

    private mutating func checkRuntime() {
        guard let runtime = plan.runtime else {
            plan.findings.append(
                .warning("noRuntime", "neither containerd nor CRI-O was found, so it is written as for containerd"))
            return
        }
        let name = plan.document?["name"]?.string ?? Initialization.networkName
        if let network = runtime.defaultNetwork, network != name {
            plan.findings.append(
                .obstacle(
                    "defaultNetwork",
                    "CRI-O takes the network \"\(network)\", whatever sorts first: cni_default_network in "
                        + (runtime.file ?? ""), file: runtime.file, key: "cni_default_network",
                    next: "Take that line out, then: sudo systemctl restart crio"))
        }
        if runtime.kind == .containerd, runtime.networksPerPod != 1 {
            plan.findings.append(
                .warning(
                    "maxConfNum",
                    "containerd attaches several files to each pod, the cluster network's once more as eth1: max_conf_num "
                        + "is \(runtime.networksPerPod) in \(runtime.file ?? "")", file: runtime.file,
                    key: "max_conf_num", next: "Set it to 1, then: sudo systemctl restart containerd"))
        }
    }

    private mutating func checkMigrated() {
        guard isMigrated, plan.own != nil, plan.document != nil, !plan.isDone else { return }
        plan.findings.append(
            .obstacle(
                "migrated",
                "\(plan.folder)/\(plan.own?.name ?? "") was made by tartanctl migrate, which couldn't take it back any more",
                file: plan.target,
                next: "Change it by hand, or once it won't be taken back: "
                    + "sudo rm \(plan.folder)/\(ChangeMaker.migrate.recordName)"))
    }

    private mutating func checkCilium() {
        let hidden = folder?.hiddenByCilium ?? []
        let next = "helm upgrade cilium cilium/cilium -n kube-system --reuse-values --set cni.exclusive=false"
        if !hidden.isEmpty {
            let names = hidden.map { "\(plan.folder)/\($0)" }.joined(separator: ", ")
            let isOurs = hidden.contains { $0.contains("tartan") }
            plan.findings.append(
                .warning(
                    "cilium",
                    "Cilium put \(names) out of the way, "
                        + (isOurs ? "Tartan's file too, and will do so again" : "and will do so with Tartan's file")
                        + " while it is exclusive", file: "\(plan.folder)/\(hidden[0])", next: next))
        } else if plan.network?.kind == .cilium, plan.network?.path.hasPrefix(plan.folder + "/") == true {
            plan.findings.append(
                .warning(
                    "cilium", "an exclusive Cilium, which Helm's default is, renames every file that isn't its own",
                    file: plan.network?.path, next: next))
        }
    }

    private mutating func checkNetwork() {
        guard let network = plan.network else { return }
        if network.isOfTool, plan.own == nil {
            plan.findings.append(
                .warning(
                    "toolNetwork",
                    "\(network.path) is the bridge that a container tool brings along, hardly the cluster's network",
                    file: network.path,
                    next: "Once the cluster network is installed, name it: tartanctl init --cluster-network FILE"))
        }
        if plan.runtime?.kind == .crio, let finding = NodeFinding.portmapCheck(network.configuration, network.path) {
            plan.findings.append(finding)
        }
    }
}
