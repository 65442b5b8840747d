#define _GNU_SOURCE
#include "supervisor.h"

#ifdef __linux__
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* As the kernel has them (include/uapi/linux/landlock.h): headers may be older than the kernel. */
struct ruleset_attributes {
  uint64_t files;
  uint64_t network;
  uint64_t scoped;
};
struct path_attributes {
  uint64_t allowed;
  int32_t parent;
} __attribute__((packed));

enum {
  create_ruleset = 444,
  add_rule = 445,
  ask_version = 1,
  path_beneath = 1,
};

#define EXECUTE (1ULL << 0)
#define WRITE_FILE (1ULL << 1)
#define READ_FILE (1ULL << 2)
#define READ_FOLDER (1ULL << 3)
#define REFER (1ULL << 13)
#define TRUNCATE (1ULL << 14)
#define DEVICE_CONTROL (1ULL << 15)
/* Connecting to abstract sockets, and signals, to what is outside. */
#define SCOPED 3ULL

int edgesync_landlock_version(void)
{
  long version = syscall(create_ruleset, NULL, 0, ask_version);
  return version < 0 ? 0 : (int)version;
}

/* All rights of files that a version knows. */
static uint64_t files(int version)
{
  uint64_t rights = (REFER - 1);
  if (version >= 2) rights |= REFER;
  if (version >= 3) rights |= TRUNCATE;
  if (version >= 5) rights |= DEVICE_CONTROL;
  return rights;
}

int edgesync_landlock_ruleset(int only_processes)
{
  int version = edgesync_landlock_version();
  if (version < 1 || (only_processes && version < 6)) return -1;
  struct ruleset_attributes attributes = {only_processes ? 0 : files(version), 0,
                                          version >= 6 ? SCOPED : 0};
  size_t size = version >= 6 ? sizeof attributes : version >= 4 ? 16 : 8;
  return (int)syscall(create_ruleset, &attributes, size, 0);
}

int edgesync_landlock_allow(int ruleset, const char *path, enum edgesync_use use)
{
  int parent = open(path, O_PATH | O_CLOEXEC);
  if (parent < 0) return -1;
  struct stat status;
  uint64_t allowed = EXECUTE | READ_FILE | READ_FOLDER;
  if (use == edgesync_read_write) allowed = files(edgesync_landlock_version());
  if (fstat(parent, &status) == 0 && !S_ISDIR(status.st_mode))
    allowed &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | DEVICE_CONTROL;
  struct path_attributes attributes = {allowed, parent};
  long result = syscall(add_rule, ruleset, path_beneath, &attributes, 0);
  close(parent);
  return (int)result;
}
#else
int edgesync_landlock_version(void) { return 0; }
int edgesync_landlock_ruleset(int only_processes) { return -1; }
int edgesync_landlock_allow(int ruleset, const char *path, enum edgesync_use use) { return -1; }
#endif
