# Shared by the scripts of this folder. Source it; it runs nothing.
source "$(dirname "${BASH_SOURCE[0]}")/../common.sh"

# Unpacked packages, built programs and images: 0.5 GB, 3 GB while they are built. Kept between runs and clones.
cache=${TARTAN_KUBERNETES_CACHE:-/var/cache/tartan-kubernetes}
programs=$cache/bin
packages=$cache/debian

# The node's own, beneath private mounts: gone with the run.
state=/var/lib/test-cluster
node=node-a
api=https://127.0.0.1:6443
export KUBECONFIG=$state/admin.kubeconfig
