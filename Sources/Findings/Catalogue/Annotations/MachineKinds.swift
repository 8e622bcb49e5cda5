// Networks of KubeVirt's machines.
extension FindingKind {
    static let machineKinds = [
        unpairedMachineNetwork, machineNameTwice, severalPrimaryNetworks, machineNetworkSource,
    ]

    package static let unpairedMachineNetwork = FindingKind(
        "TN1241", .error, "network and interface of a machine that don't belong together",
        explanation:
            "Each of spec.networks has an interface of the same name in domain.devices.interfaces, and each interface a network. KubeVirt refuses the machine: spec.networks[1].name 'storage' not found.",
        remedy: "Add what is missing, or correct the name.",
        bad: .machine(
            networks: "- name: default\n  pod: {}\n- name: ⟦storage⟧\n  multus: {networkName: infra/storage}",
            interfaces: "- name: default\n  masquerade: {}"),
        good: .machine(
            networks: "- name: default\n  pod: {}\n- name: storage\n  multus: {networkName: infra/storage}",
            interfaces: "- name: default\n  masquerade: {}\n- name: storage\n  bridge: {}"))

    package static let machineNameTwice = FindingKind(
        "TN1242", .error, "name that two networks or interfaces of a machine have",
        explanation:
            "Network and interface find each other by their name, so each has one of its own. KubeVirt refuses the machine: every network must have a unique name, only one interface can be connected to one specific network. The same definition twice is right, under two names.",
        remedy: "Rename one, with its other half.",
        bad: .machine(
            networks: "- name: lan\n  multus: {networkName: lan}\n- name: ⟦lan⟧\n  multus: {networkName: storage}",
            interfaces: "- name: lan\n  bridge: {}"),
        good: .machine(
            networks: "- name: lan\n  multus: {networkName: lan}\n- name: lan2\n  multus: {networkName: lan}",
            interfaces: "- name: lan\n  bridge: {}\n- name: lan2\n  bridge: {}"))

    package static let severalPrimaryNetworks = FindingKind(
        "TN1243", .error, "machine with two primary networks",
        explanation:
            "`pod: {}` is the cluster network, `default: true` of multus what replaces it: a machine has one of the two, once. KubeVirt refuses more: more than one interface is connected to a pod network, or Multus CNI should only have one default network.",
        remedy: "Keep one; others are networks of multus without `default`.",
        bad: .machine(
            networks: "- name: default\n  pod: {}\n- name: second\n  ⟦pod⟧: {}",
            interfaces: "- name: default\n  masquerade: {}\n- name: second\n  bridge: {}"),
        good: .machine(
            networks: "- name: default\n  pod: {}\n- name: second\n  multus: {networkName: lan}",
            interfaces: "- name: default\n  masquerade: {}\n- name: second\n  bridge: {}"))

    package static let machineNetworkSource = FindingKind(
        "TN1244", .error, "network of a machine that is nothing, or two things",
        explanation:
            "A network says by a key of its own what it is: `pod` or `multus`. KubeVirt refuses one without, and one with both: should have a network type, should have only one network type.",
        remedy: "Write `pod: {}` for the cluster network, `multus: {networkName: …}` for a definition.",
        bad: .machine(networks: "- name: ⟦lan⟧", interfaces: "- name: lan\n  bridge: {}"),
        good: .machine(networks: "- name: lan\n  multus: {networkName: lan}", interfaces: "- name: lan\n  bridge: {}"))
}
