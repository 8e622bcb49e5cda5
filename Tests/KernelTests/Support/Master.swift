/// Shell commands that make a link of the host which networks are made on.
enum Master {
    /// `up0`, which leads nowhere.
    static let dummy = "ip link add up0 type dummy; ip link set up0 up"
    /// `up0`, whose other end `up1` is on the host too.
    static let cable = "ip link add up0 type veth peer name up1; ip link set up1 up; ip link set up0 up"
    /// `bond0` of `port0` and `port1`, one of them active.
    static let bond = """
        ip link add bond0 type bond mode active-backup miimon 100
        for port in port0 port1; do ip link add $port type dummy; ip link set $port master bond0; ip link set $port up; done
        ip link set bond0 up
        """
    /// `up0.5`, the 802.1Q link of `up0`.
    static let vlan = dummy + "; ip link add link up0 name up0.5 type vlan id 5; ip link set up0.5 up"
}
