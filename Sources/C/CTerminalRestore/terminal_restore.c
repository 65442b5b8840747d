#include "terminal_restore.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <termios.h>
#include <unistd.h>

static char terminal_restore[512];
static size_t way_out_length;
static struct termios first_modes;
static volatile sig_atomic_t is_taken;
static volatile sig_atomic_t endings;
static int endings_descriptor = -1;
static volatile sig_atomic_t last_status;

/* The modes first: what a stopped terminal doesn't take holds up the bytes, and with them all that follows. */
void edgesync_give_back(void)
{
  if (!is_taken) return;
  is_taken = 0;
  signal(SIGTTOU, SIG_IGN);
  tcsetattr(STDIN_FILENO, TCSANOW, &first_modes);
  ssize_t written = write(STDOUT_FILENO, terminal_restore, way_out_length);
  (void)written;
}

static void crash(int number)
{
  edgesync_give_back();
  signal(number, SIG_DFL);
  raise(number);
}

void edgesync_remember_modes(void) { tcgetattr(STDIN_FILENO, &first_modes); }

void edgesync_guard(const char *bytes, size_t length)
{
  static const int numbers[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGQUIT};
  if (length > sizeof terminal_restore) length = sizeof terminal_restore;
  memcpy(terminal_restore, bytes, length);
  way_out_length = length;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) signal(numbers[i], crash);
}

void edgesync_set_on_screen(int is_on_screen) { is_taken = is_on_screen; }

int edgesync_is_on_screen(void) { return is_taken; }

static void end_now(int status)
{
  if (is_taken) {
    signal(SIGTTOU, SIG_IGN);
    tcsetattr(STDIN_FILENO, TCSANOW, &first_modes);
  }
  _exit(status);
}

static void take_ending(int number)
{
  int before = errno;
  endings = endings + 1;
  if (endings > 2) end_now(128 + number);
  unsigned char byte = (unsigned char)number;
  ssize_t written = write(endings_descriptor, &byte, 1);
  (void)written;
  errno = before;
}

void edgesync_watch_endings(int descriptor)
{
  static const int numbers[] = {SIGTERM, SIGINT, SIGHUP};
  endings_descriptor = descriptor;
  /* Whoever started this program may have left them blocked. */
  sigset_t mask;
  sigemptyset(&mask);
  sigaddset(&mask, SIGALRM);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) sigaddset(&mask, numbers[i]);
  pthread_sigmask(SIG_UNBLOCK, &mask, NULL);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct sigaction action, before;
    sigaction(numbers[i], NULL, &before);
    if (numbers[i] == SIGHUP && before.sa_handler == SIG_IGN) continue;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    action.sa_handler = take_ending;
    action.sa_flags = SA_RESTART;
    sigaction(numbers[i], &action, NULL);
  }
}

void edgesync_ignore_unless_taken(int number)
{
  struct sigaction before;
  if (sigaction(number, NULL, &before) == 0 && before.sa_handler == SIG_DFL) signal(number, SIG_IGN);
}

static void end_by_alarm(int number)
{
  (void)number;
  end_now(last_status);
}

void edgesync_end_after(int milliseconds, int status)
{
  struct itimerval timer = {{0, 0}, {milliseconds / 1000, milliseconds % 1000 * 1000}};
  last_status = status;
  signal(SIGALRM, end_by_alarm);
  setitimer(ITIMER_REAL, &timer, NULL);
}
