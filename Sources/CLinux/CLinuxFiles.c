#define _GNU_SOURCE
#include <unistd.h>

#include "CLinuxFiles.h"

int clinux_syncfs(int descriptor) { return syncfs(descriptor); }
