#include "supervisor.h"

#include <stdlib.h>
#include <string.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

extern char **environ;

void edgesync_close_memory(void)
{
#ifdef __linux__
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

static int is_harmless(const char *entry, const char *const *harmless)
{
  for (; *harmless; harmless++) {
    size_t length = strlen(*harmless);
    if (!strncmp(entry, *harmless, length) && entry[length] == '=') return 1;
  }
  return 0;
}

void edgesync_move_environment(const char *const *harmless)
{
  size_t count = 0;
  while (environ[count]) count++;
  char **moved = malloc((count + 1) * sizeof *moved);
  if (!moved) return;
  for (size_t i = 0; i < count; i++) {
    moved[i] = environ[i];
    if (is_harmless(environ[i], harmless)) continue;
    char *copy = strdup(environ[i]);
    if (!copy) continue;
    moved[i] = copy;
    /* Not memset, which a compiler may leave out. */
    volatile char *shown = environ[i];
    while (*shown) *shown++ = 0;
  }
  moved[count] = NULL;
  environ = moved;
}
