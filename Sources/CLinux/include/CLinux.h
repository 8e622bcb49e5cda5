/* What Swift's Glibc module lacks: system calls, wait macros and kernel structures. No logic lives here.

   _GNU_SOURCE must not be defined in these headers: fd_set then differs from the one in Swift's own Glibc module and nothing
   that imports both compiles. What needs it is declared here and wrapped in a .c file that defines it for itself. */
#ifndef TARTAN_CLINUX_H
#define TARTAN_CLINUX_H

#include "CLinuxFiles.h"
#include "CLinuxNetlink.h"
#include "CLinuxPrivate.h"
#include "CLinuxProcess.h"

#endif
