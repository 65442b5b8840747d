#include "sanitizers.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
/* swift-subprocess has `Synchronization.Mutex`, which the sanitizer doesn't see where two threads want it at once: the
 * kernel takes it for one of them. What its own code touches inside is reported then. */
const char *__tsan_default_suppressions(void)
{
  return "race_top:swift-subprocess/Sources/Subprocess/\n";
}
#endif
#endif
