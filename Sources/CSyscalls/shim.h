/* System calls that Swift's C library module doesn't show. */
#ifndef EDGESYNC_CSYSCALLS_SHIM_H
#define EDGESYNC_CSYSCALLS_SHIM_H

#ifdef __linux__
/* renameat2(2): glibc declares it only with _GNU_SOURCE. */
extern int renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned int flags);
#endif

#endif
