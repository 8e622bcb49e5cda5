#include "CPluginCatalogue.h"

/* C23's #embed is known to clang in every standard; it only says that it is new. */
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char plugins[] = {
#embed "../PluginCatalogue/Data/bandwidth.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/bond.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/bridge.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/calico-ipam.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/calico.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/cilium-cni.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/coordinator.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/dhcp.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/dummy.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/egress-router.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/firewall.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/flannel.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/host-device.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/host-local.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/ib-sriov.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/ipvlan.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/kube-ovn.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/loopback.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/macvlan.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/ovn-k8s-cni-overlay.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/ovs.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/passthru.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/portmap.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/ptp.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/rdma.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/sbr.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/spiderpool.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/sriov.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/static.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/tap.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/tuning.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/vlan.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/vrf.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/weave-ipam.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/weave-net.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/whereabouts.yaml" suffix(, 0,)
};

static const unsigned char shared[] = {
#embed "../PluginCatalogue/Data/_shared.yaml" suffix(, 0)
};

const unsigned char *cplugincatalogue_plugins(void) { return plugins; }
size_t cplugincatalogue_plugins_size(void) { return sizeof plugins; }
const unsigned char *cplugincatalogue_shared(void) { return shared; }
size_t cplugincatalogue_shared_size(void) { return sizeof shared; }
