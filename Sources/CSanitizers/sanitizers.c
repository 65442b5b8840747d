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
 * setting when it looks for submodules. A path that the manifest names may be in use to the end in an enum whose case
 * stands in the same bits as its pointer, where the sanitizer doesn't recognize it. ncurses forgets a screen that it
 * couldn't make. */
const char *__lsan_default_suppressions(void)
{
  return "leak:libpcre2-8\nleak:YAMLValueV4path\nleak:new_prescr\n";
}

/* What a program prints is compared. */
const char *__lsan_default_options(void)
{
  return "print_suppressions=0";
}
#endif
#endif
