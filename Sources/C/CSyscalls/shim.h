/* System calls that Swift's C library module doesn't show. */
#ifndef EDGESYNC_CSYSCALLS_SHIM_H
#define EDGESYNC_CSYSCALLS_SHIM_H

#include <spawn.h>
#include <stddef.h>

#ifdef __linux__
/* renameat2(2): glibc declares it only with _GNU_SOURCE. */
extern int renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned int flags);
/* pipe2(2): the same. */
extern int pipe2(int ends[2], int flags);
/* pidfd_open(2), since glibc 2.36: the same. */
extern int pidfd_open(int process, unsigned int flags);
/* memfd_create(2), since glibc 2.27: the same. MFD_CLOEXEC goes with it. */
extern int memfd_create(const char *name, unsigned int flags);
static const unsigned int edgesync_mfd_cloexec = 1;
/* POSIX_SPAWN_SETSID of posix_spawnattr_setflags(3), since glibc 2.26: the same. */
static const short edgesync_spawn_setsid = 0x80;
/* posix_spawn_file_actions_addchdir_np(3), since glibc 2.29: the same. */
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions,
                                                const char *folder);
/* malloc_trim(3): Swift's module leaves malloc.h out. */
extern int malloc_trim(size_t kept);
/* mallopt(3), and M_ARENA_MAX of it: the same. */
extern int mallopt(int parameter, int value);
static const int edgesync_arena_max = -8;
#else
static const short edgesync_spawn_setsid = POSIX_SPAWN_SETSID;
#endif

#endif
