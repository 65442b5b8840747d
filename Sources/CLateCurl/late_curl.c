#include "late_curl.h"

#ifdef __linux__

#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <string.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void *library;
static const char *failure;

static void load(void)
{
  library = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
  if (library) return;
  /* The loader's own text lives as long as this thread at the most. */
  const char *reason = dlerror();
  failure = reason ? strdup(reason) : 0;
  if (!failure) failure = "libcurl.so.4 is missing";
}

const char *edgesync_load_curl(void)
{
  pthread_once(&once, load);
  return failure;
}

/* The function of a name; there is none only where edgesync_load_curl() says why. */
static void *function(const char *name)
{
  return edgesync_load_curl() ? 0 : dlsym(library, name);
}

/* The types are those of curl/curl.h as far as a call needs them: handles and texts are pointers, options and codes
 * are numbers. */
#define LATE(type, name, parameters, arguments, failed) \
  type name parameters; \
  type name parameters \
  { \
    type (*real) parameters = (type (*) parameters)function(#name); \
    return real ? real arguments : failed; \
  }

/* With one value more, which is a pointer or a number of the same size (curl/easy.h, curl/multi.h). */
#define LATE_WITH_VALUE(name) \
  int name(void *handle, int option, ...); \
  int name(void *handle, int option, ...) \
  { \
    int (*real)(void *, int, ...) = (int (*)(void *, int, ...))function(#name); \
    va_list values; \
    va_start(values, option); \
    void *value = va_arg(values, void *); \
    va_end(values); \
    return real ? real(handle, option, value) : failed_code; \
  }

/* CURLE_FAILED_INIT and CURLM_BAD_EASY_HANDLE; any number but 0 is a failure. */
enum { failed_code = 2 };

LATE(void *, curl_easy_init, (void), (), 0)
LATE(void *, curl_multi_init, (void), (), 0)
LATE(void *, curl_url, (void), (), 0)
LATE(char *, curl_version, (void), (), 0)
LATE(void *, curl_version_info, (int age), (age), 0)
LATE(const char *, curl_easy_strerror, (int code), (code), "libcurl is missing")
LATE(void *, curl_slist_append, (void *list, const char *text), (list, text), 0)
LATE(int, curl_global_init, (long flags), (flags), failed_code)
LATE(int, curl_easy_pause, (void *handle, int mask), (handle, mask), failed_code)
LATE(int, curl_multi_add_handle, (void *multi, void *easy), (multi, easy), failed_code)
LATE(int, curl_multi_remove_handle, (void *multi, void *easy), (multi, easy), failed_code)
LATE(int, curl_multi_assign, (void *multi, int socket, void *data), (multi, socket, data), failed_code)
LATE(int, curl_multi_socket_action, (void *multi, int socket, int events, int *running),
     (multi, socket, events, running), failed_code)
LATE(void *, curl_multi_info_read, (void *multi, int *queued), (multi, queued), 0)
LATE(int, curl_multi_cleanup, (void *multi), (multi), failed_code)
LATE(int, curl_url_get, (void *url, int part, char **text, unsigned flags), (url, part, text, flags), failed_code)
LATE(int, curl_url_set, (void *url, int part, const char *text, unsigned flags), (url, part, text, flags),
     failed_code)
LATE_WITH_VALUE(curl_easy_setopt)
LATE_WITH_VALUE(curl_easy_getinfo)
LATE_WITH_VALUE(curl_multi_setopt)

#define LATE_WITHOUT_RESULT(name) \
  void name(void *handle); \
  void name(void *handle) \
  { \
    void (*real)(void *) = (void (*)(void *))function(#name); \
    if (real) real(handle); \
  }

LATE_WITHOUT_RESULT(curl_easy_cleanup)
LATE_WITHOUT_RESULT(curl_free)
LATE_WITHOUT_RESULT(curl_slist_free_all)

#else

const char *edgesync_load_curl(void) { return 0; }

#endif
