/* The files of Sources/PluginCatalogue/Data as they are, each ended by a NUL: what a fully static executable has instead of
   resource files. Plugins come one after the other; what they share stands by itself. */
#ifndef TARTAN_CPLUGINCATALOGUE_H
#define TARTAN_CPLUGINCATALOGUE_H

#include <stddef.h>

const unsigned char *cplugincatalogue_plugins(void);
size_t cplugincatalogue_plugins_size(void);

const unsigned char *cplugincatalogue_shared(void);
size_t cplugincatalogue_shared_size(void);

#endif
