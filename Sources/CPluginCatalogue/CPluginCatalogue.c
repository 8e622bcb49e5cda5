#include "CPluginCatalogue.h"

/* C23's #embed is known to clang in every standard; it only says that it is new. */
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char plugins[] = {
#embed "../PluginCatalogue/Data/bridge.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/host-local.yaml" suffix(, 0,)
#embed "../PluginCatalogue/Data/macvlan.yaml" suffix(, 0,)
};

static const unsigned char shared[] = {
#embed "../PluginCatalogue/Data/_shared.yaml" suffix(, 0)
};

const unsigned char *cplugincatalogue_plugins(void) { return plugins; }
size_t cplugincatalogue_plugins_size(void) { return sizeof plugins; }
const unsigned char *cplugincatalogue_shared(void) { return shared; }
size_t cplugincatalogue_shared_size(void) { return sizeof shared; }
