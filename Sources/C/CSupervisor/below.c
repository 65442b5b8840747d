#define _GNU_SOURCE
#include "supervisor.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>

/* Processes looked at in one round; what is above waits for the next. */
#define MOST 32768

struct entry {
  uint64_t inode;
  int64_t offset;
  unsigned short length;
  unsigned char type;
  char name[];
};

static int number(const char *text)
{
  int value = 0;
  if (!*text) return -1;
  for (; *text; text++) {
    if (*text < '0' || *text > '9' || value > 100000000) return -1;
    value = value * 10 + (*text - '0');
  }
  return value;
}

/* A process's parent and state (proc(5), `/proc/PID/stat`); -1 where it is gone. */
static int parent_of(int folder, const char *name, char *state)
{
  char path[32];
  char text[512];
  size_t length = strlen(name);
  if (length > 16) return -1;
  memcpy(path, name, length);
  memcpy(path + length, "/stat", 6);
  int file = openat(folder, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  if (count <= 0) return -1;
  text[count] = 0;
  /* The program's name stands in parentheses and may hold anything. */
  char *end = strrchr(text, ')');
  if (!end || end + 4 >= text + count) return -1;
  *state = end[2];
  int parent = 0;
  for (char *digit = end + 4; *digit >= '0' && *digit <= '9'; digit++)
    parent = parent * 10 + (*digit - '0');
  return parent;
}

/* The living processes, each with its parent. */
static int processes(int folder, pid_t *ids, pid_t *parents, char *states)
{
  char buffer[8192] __attribute__((aligned(8)));
  int count = 0;
  for (;;) {
    long size = syscall(SYS_getdents64, folder, buffer, sizeof buffer);
    if (size <= 0) return count;
    for (long place = 0; place < size;) {
      struct entry *entry = (struct entry *)(buffer + place);
      place += entry->length;
      int id = number(entry->name);
      if (id < 0 || count == MOST) continue;
      int parent = parent_of(folder, entry->name, &states[count]);
      if (parent < 0) continue;
      ids[count] = id;
      parents[count++] = parent;
    }
  }
}

/* Signals all below a process but one, and but what is below some of its children. */
static int signal_below(pid_t process, pid_t spared, int number_of_signal, const pid_t *known,
                        int known_count)
{
  static pid_t ids[MOST], parents[MOST];
  static char states[MOST], is_below[MOST];
  int folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return 0;
  int count = processes(folder, ids, parents, states);
  close(folder);
  memset(is_below, 0, (size_t)count);
  int found = 0;
  for (int has_changed = 1; has_changed;) {
    has_changed = 0;
    for (int i = 0; i < count; i++) {
      if (is_below[i]) continue;
      int is_child = parents[i] == process;
      for (int j = 0; is_child && j < known_count; j++) is_child = ids[i] != known[j];
      for (int j = 0; !is_child && j < count; j++) is_child = is_below[j] && ids[j] == parents[i];
      if (!is_child) continue;
      is_below[i] = 1;
      has_changed = 1;
      if (ids[i] == spared || states[i] == 'Z' || states[i] == 'X') continue;
      found++;
      kill(ids[i], number_of_signal);
    }
  }
  return found;
}

int edgesync_signal_below(pid_t process, pid_t spared, int number_of_signal)
{
  return signal_below(process, spared, number_of_signal, NULL, 0);
}

int edgesync_end_adopted(const pid_t *known, int count)
{
  int adopts = 0;
  if (prctl(PR_GET_CHILD_SUBREAPER, &adopts, 0, 0, 0) != 0 || !adopts) return 0;
  return signal_below(getpid(), 0, SIGKILL, known, count);
}
#else
int edgesync_end_adopted(const pid_t *known, int count) { return 0; }
int edgesync_signal_below(pid_t process, pid_t spared, int number_of_signal) { return 0; }
#endif
