import Findings
import PluginCatalogue

/// Parts of the kernel without which plugins can't make their interfaces.
struct ModuleCheck: NodeCheck {
    func check(_ node: NodeScope, _ sink: inout FindingSink) {
        guard let kernel = node.facts.kernel else { return }
        var isAsked = false
        for configuration in node.configurations {
            for plugin in NamedPlugin.all(of: configuration) {
                guard let entry = node.context.catalogue.entry(plugin.type) else { continue }
                for need in entry.kernel where !need.modules.isEmpty && plugin.use.meets(need.when) {
                    isAsked = true
                    check(need, plugin, kernel, node, &sink)
                }
            }
        }
        if isAsked, kernel.modules == nil {
            sink.report(
                Finding(
                    .kernelUnknown, at: kernel.place.place,
                    "what the kernel \(kernel.release) of \(node.facts.name) can do can't be told",
                    notes: [
                        "Its lists are read from /lib/modules/\(kernel.release): in a container mount the node's, or name its files with --root."
                    ]))
        }
    }

    private func check(
        _ need: KernelNeed, _ plugin: NamedPlugin, _ kernel: NodeKernel, _ node: NodeScope, _ sink: inout FindingSink
    ) {
        let names = need.modules.joined(separator: " or ")
        let disabled = need.modules.compactMap { module in
            kernel.disabled[NodeKernel.name(of: module)].map { (module: module, file: $0) }
        }
        if need.modules.count == disabled.count, let first = disabled.first {
            sink.report(
                .moduleDisabled, at: plugin.cursor.spot,
                "\(plugin.type) needs \(need.feature), and \(first.file) of \(node.facts.name) keeps \(first.module) from being loaded",
                label: "needs the module \(names)",
                notes: [
                    "The kernel loads it when the plugin asks for it, and may not: \"operation not supported\". Take the line out, or load it at boot: echo \(first.module) | sudo tee /etc/modules-load.d/\(first.module).conf"
                ])
            return
        }
        guard need.modules.allSatisfy({ kernel.has($0) == false }) else { return }
        sink.report(
            .moduleMissing, at: plugin.cursor.spot,
            "\(plugin.type) needs \(need.feature), and the kernel \(kernel.release) of \(node.facts.name) has no module \(names)",
            label: "needs the module \(names)",
            notes: [
                "The kernel refuses it: \"operation not supported\". Cloud and minimal kernels leave such modules out: there is often a package with more of them, such as linux-modules-extra."
            ])
    }
}
