#define _GNU_SOURCE
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#ifndef PR_SET_NO_NEW_PRIVS
#define PR_SET_NO_NEW_PRIVS 38
#endif
#endif

/* The command's descriptors in the supervisor, in this order, from `first` on. */
enum { first = 5, output = first, input, report, control, status, held, ruleset, after };
/* Milliseconds after which somebody looks again, whatever hasn't been said. */
enum { patience = 1000 };

/* A copy of this process. It may have been made while other threads held the locks that fork(3) takes, so none of
 * its handlers are run. */
static pid_t copy(void)
{
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
  return _Fork();
#else
  return fork();
#endif
}

static void take_notice(int number) { (void)number; }

static long now(void)
{
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* What the caller's code set for signals isn't for this process. */
static void reset_signals(void)
{
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
}

static void close_from(int lowest)
{
#if defined(__linux__) && defined(SYS_close_range)
  if (syscall(SYS_close_range, (unsigned)lowest, ~0u, 0) == 0) return;
#endif
  long most = sysconf(_SC_OPEN_MAX);
  if (most < 0 || most > 65536) most = 65536;
  for (int descriptor = lowest; descriptor < most; descriptor++) close(descriptor);
}

/* Puts the command's descriptors where the enumeration says, and closes all others. */
static void arrange(const struct edgesync_command *command)
{
  const int given[] = {command->output, command->input,  command->report, command->control,
                       command->status, command->held, command->ruleset};
  int safe[after - first];
  for (int i = 0; i < after - first; i++)
    safe[i] = given[i] < 0 ? -1 : fcntl(given[i], F_DUPFD, 64);
  for (int i = 0; i < after - first; i++) {
    if (safe[i] < 0) close(first + i);
    else dup2(safe[i], first + i);
  }
  close_from(after);
  /* Where the caller works is nobody's business below it. */
  int is_away = chdir("/");
  (void)is_away;
  int nothing = open("/dev/null", O_RDWR);
  for (int i = 0; i < first; i++)
    if (i != nothing) dup2(nothing, i);
}

/* Has a process's niceness for this one: the thread that forked may have one of its own, as libdispatch gives its
 * threads where it is allowed to. */
static void take_niceness(pid_t process)
{
  errno = 0;
  int niceness = getpriority(PRIO_PROCESS, (id_t)process);
  if (errno == 0) setpriority(PRIO_PROCESS, 0, niceness);
}

void edgesync_adopt(void)
{
#ifdef __linux__
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
}

#ifdef __linux__
/* Leaves root what containers leave it: rights over files, users and low ports (capabilities(7)). */
static void lose_rights(void)
{
  static const int kept[] = {0 /* CHOWN */, 1 /* DAC_OVERRIDE */, 3 /* FOWNER */, 4 /* FSETID */,
                             5 /* KILL */, 6 /* SETGID */, 7 /* SETUID */, 8 /* SETPCAP */,
                             10 /* NET_BIND_SERVICE */, 13 /* NET_RAW */, 18 /* SYS_CHROOT */};
  for (int right = 0; right < 64; right++) {
    int is_kept = 0;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) is_kept |= kept[i] == right;
    /* What the kernel doesn't know, and what isn't there, can't be taken: that is no fault. */
    if (!is_kept) prctl(PR_CAPBSET_DROP, right, 0, 0, 0);
  }
}
#endif

/* The program itself; never returns. */
static void become(const struct edgesync_command *command)
{
  int has_ruleset = command->ruleset >= 0;
  setsid();
  dup2(output, 1);
  dup2(output, 2);
  if (command->input >= 0) dup2(input, 3);
  if (command->report >= 0) dup2(report, 4);
  int is_there = chdir(command->folder) == 0;
#ifdef __linux__
  if (command->loses_rights) lose_rights();
  if (is_there && has_ruleset) {
    is_there = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && syscall(446, ruleset, 0) == 0;
  }
#endif
  /* Its way to say why it can't start closes as it starts. */
  fcntl(status, F_SETFD, FD_CLOEXEC);
  for (int i = first; i < after; i++)
    if (i != status) close(i);
  if (command->input < 0) close(3);
  if (command->report < 0) close(4);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  if (is_there) execve(command->words[0], command->words, command->variables);
  struct edgesync_ending ending = {0, errno ? errno : EACCES};
  ssize_t written = write(status, &ending, sizeof ending);
  (void)written;
  _exit(127);
}

/* Ends all that is left below this process, which has taken in whatever lost its parent. */
static void end_all(pid_t child)
{
  if (child > 0) kill(-child, SIGKILL);
  for (;;) {
    int status;
    pid_t ended = waitpid(-1, &status, WNOHANG);
    if (ended < 0 && errno == ECHILD) return;
    if (ended > 0) continue;
    edgesync_signal_below(getpid(), 0, SIGKILL);
#ifndef __linux__
    return;
#endif
    /* What was killed takes a moment. */
    struct timespec moment = {0, 500000};
    nanosleep(&moment, NULL);
  }
}

/* Waits for a signal or for the caller, until a moment (0 for none). Returns what was read: 0 for nothing yet, 't', or
 * 'k' where the caller is gone. */
static int wait_for_caller(long until)
{
  fd_set set;
  FD_ZERO(&set);
  FD_SET(control, &set);
  long left = patience;
  if (until && until - now() < left) left = until - now();
  if (left < 0) left = 0;
  struct timespec limit = {left / 1000, (left % 1000) * 1000000};
  sigset_t none;
  sigemptyset(&none);
  if (pselect(control + 1, &set, NULL, NULL, &limit, &none) <= 0) return 0;
  char byte;
  return read(control, &byte, 1) == 1 ? byte : 'k';
}

/* Starts the program and watches over it; never returns. */
static void watch(const struct edgesync_command *command)
{
  edgesync_adopt();
  signal(SIGCHLD, take_notice);
  pid_t child = copy();
  if (child == 0) {
    signal(SIGCHLD, SIG_DFL);
    become(command);
  }
  struct edgesync_ending ending = {0, child < 0 ? errno : 0};
  int has_ended = child < 0;
  if (has_ended) {
    ssize_t written = write(status, &ending, sizeof ending);
    (void)written;
  }
  close(output);
  close(input);
  close(report);
  close(ruleset);
  long until = 0;
  for (;;) {
    int result;
    pid_t ended;
    while ((ended = waitpid(-1, &result, WNOHANG)) > 0) {
      if (ended != child) continue;
      has_ended = 1;
      ending.status = result;
      ssize_t written = write(status, &ending, sizeof ending);
      (void)written;
    }
    if (has_ended && (!command->stays || until)) break;
    if (until && now() >= until) break;
    int word = wait_for_caller(until);
    if (word == 'k') break;
    if (word == 't' && !until) {
      until = now() + command->grace;
      if (command->spares_first) edgesync_signal_below(getpid(), child, SIGTERM);
      else if (!has_ended) kill(-child, SIGTERM);
    }
  }
  end_all(has_ended ? 0 : child);
  _exit(0);
}

pid_t edgesync_supervise(const struct edgesync_command *command)
{
  sigset_t all, before;
  sigfillset(&all);
  /* The caller's signal handlers must not run in a process that is only a copy. */
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t caller = getpid();
  pid_t outer = copy();
  if (outer == 0) {
    reset_signals();
    setsid();
    take_niceness(caller);
    arrange(command);
    edgesync_adopt();
    pid_t inner = copy();
    if (inner == 0) watch(command);
    close(output);
    close(input);
    close(report);
    close(ruleset);
    int result;
    long since = 0;
    signal(SIGCHLD, take_notice);
    for (;;) {
      pid_t ended = waitpid(-1, &result, WNOHANG);
      if (ended == inner || (ended < 0 && errno == ECHILD)) break;
      if (ended > 0) continue;
      /* The other one sees to the caller's end, unless somebody has stopped it. */
      sigset_t none;
      sigemptyset(&none);
      fd_set set;
      FD_ZERO(&set);
      struct timespec limit = {patience / 1000, 0};
      pselect(0, &set, NULL, NULL, &limit, &none);
      if (getppid() != caller) {
        if (!since) since = now();
        if (now() - since > command->grace) break;
      }
    }
    end_all(0);
    _exit(0);
  }
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = error;
  return outer;
}
