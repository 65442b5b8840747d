#include "sanitizers.h"

int edgesync_is_sanitized(void)
{
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
  return 1;
#endif
#endif
  return 0;
}

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
/* swift-subprocess has `Synchronization.Mutex`, which the sanitizer doesn't see where two threads want it at once: the
 * kernel takes the lock for one of them. What its own code touches inside is reported then: which processes and files
 * it waits for. */
const char *__tsan_default_suppressions(void)
{
  return "race:10Subprocess25waitForProcessTermination\n"
         "race:10Subprocess17monitorThreadFunc\n"
         "race:10Subprocess7AsyncIO\n"
         "race:10Subprocess12Registration\n";
}
#endif
#if __has_feature(address_sanitizer)
/* No exit status of edgesync's own, in the programs that tests start as well. */
const char *__asan_default_options(void)
{
  return "exitcode=86:disable_coredump=1";
}

/* libgit2 (1.5, src/util/regexp.c) forgets what PCRE matched with where a text doesn't match, which it tries with each
 * setting when it looks for submodules. ncurses forgets a screen that it couldn't make, and the C library the array of
 * variables that it copies to set one. The rest is in use to the end, where the sanitizer doesn't recognize the
 * pointer: an enum has its case in the same bits (a path that the manifest names, the syncs that an error lists, an
 * argument that can't be read), and an object has an eighth of the address of what its weak references share. */
const char *__lsan_default_suppressions(void)
{
  return "leak:libpcre2-8\n"
         "leak:new_prescr\n"
         "leak:edgesync_move_environment\n"
         "leak:YAMLValueV4path\n"
         "leak:RecoveryTargetV4list\n"
         "leak:14ArgumentParser\n"
         "leak:formWeakReference\n";
}

/* What a program prints is compared. */
const char *__lsan_default_options(void)
{
  return "print_suppressions=0";
}
#endif
#endif
