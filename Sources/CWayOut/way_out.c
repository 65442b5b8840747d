#include "way_out.h"

#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static char way_out[512];
static size_t way_out_length;
static struct termios first_modes;
static volatile sig_atomic_t is_taken;

static void give_back(int number)
{
  if (is_taken) {
    is_taken = 0;
    ssize_t written = write(STDOUT_FILENO, way_out, way_out_length);
    (void)written;
    tcsetattr(STDIN_FILENO, TCSANOW, &first_modes);
  }
  signal(number, SIG_DFL);
  raise(number);
}

void edgesync_remember_modes(void) { tcgetattr(STDIN_FILENO, &first_modes); }

void edgesync_guard(const char *bytes, size_t length)
{
  static const int numbers[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
  if (length > sizeof way_out) length = sizeof way_out;
  memcpy(way_out, bytes, length);
  way_out_length = length;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) signal(numbers[i], give_back);
}

void edgesync_set_on_screen(int is_on_screen) { is_taken = is_on_screen; }
