/* ncursesw: its macros as functions, its globals behind functions, and a way out for crashes. */
#ifndef EDGESYNC_CCURSES_SHIM_H
#define EDGESYNC_CCURSES_SHIM_H

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

/* Starts a screen of a terminal type; NULL where terminfo doesn't know it. */
static inline SCREEN *edgesync_start(const char *type)
{
  SCREEN *screen = newterm(type, stdout, stdin);
  if (screen == NULL) return NULL;
  set_term(screen);
  raw();
  noecho();
  nonl();
  intrflush(stdscr, FALSE);
  keypad(stdscr, TRUE);
  nodelay(stdscr, TRUE);
  set_escdelay(25);
  leaveok(stdscr, FALSE);
  /* A frame is drawn to its end, whatever is typed meanwhile: all input that waits is taken before it. */
  typeahead(-1);
  /* Until it has come back from a first leave, ncurses writes a frame in dozens of pieces, one for each move
     of the cursor (lib_mvcur.c, ewInitial). */
  endwin();
  wrefresh(stdscr);
  return screen;
}

/* Whether the cursor can be moved to any cell of a terminal type, and cells be cleared: 0 where it can't, as on
   "dumb" and what prints on paper; -1 where terminfo doesn't know the type. */
static inline int edgesync_can_draw(const char *type)
{
  int code = 0;
  if (setupterm(type, STDOUT_FILENO, &code) != OK) return code == 1 ? 0 : -1;
  const char *needed[] = { "cup", "clear" };
  int found = 1;
  for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
    const char *value = tigetstr(needed[i]);
    if (value == NULL || value == (char *)-1) found = 0;
  }
  del_curterm(cur_term);
  return found;
}

static inline int edgesync_rows(void) { return LINES; }
static inline int edgesync_columns(void) { return COLS; }
static inline int edgesync_colors(void) { return COLORS; }
static inline int edgesync_error(void) { return ERR; }
static inline int edgesync_is_key_code(void) { return KEY_CODE_YES; }

/* wcwidth(3), which its header shows only to some feature sets: ncurses' idea of widths. */
extern int wcwidth(wchar_t character);
static inline int edgesync_width(wchar_t character) { return wcwidth(character); }

/* Whether the locale's characters are UTF-8. */
static inline int edgesync_locale_is_utf8(void)
{
  setlocale(LC_ALL, "");
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* Attributes by edgesync's own bits: bold, dim, underline, reverse, italic. */
static inline void edgesync_set_style(unsigned int bits, int pair)
{
  attr_t attributes = A_NORMAL;
  if (bits & 1) attributes |= A_BOLD;
  if (bits & 2) attributes |= A_DIM;
  if (bits & 4) attributes |= A_UNDERLINE;
  if (bits & 8) attributes |= A_REVERSE;
  if (bits & 16) attributes |= A_ITALIC;
  wattr_set(stdscr, attributes, (short)(pair > 32767 ? 32767 : pair), &pair);
}

static inline void edgesync_put(int y, int x, const wchar_t *text, int count)
{
  mvwaddnwstr(stdscr, y, x, text, count);
}

static inline void edgesync_move(int y, int x) { wmove(stdscr, y, x); }

/* Shows the cursor, or hides it and lets it be wherever drawing leaves it; a terminal that can't hide it has it where
   it was moved to. */
static inline void edgesync_show_cursor(int is_shown) {
  int can_hide = curs_set(is_shown ? 1 : 0) != ERR;
  leaveok(stdscr, !is_shown && can_hide);
}
static inline void edgesync_erase(void) { werase(stdscr); }
static inline void edgesync_redraw(void) { clearok(curscr, TRUE); }
static inline void edgesync_refresh(void) { wrefresh(stdscr); }
static inline int edgesync_read(wint_t *value) { return wget_wch(stdscr, value); }

static inline void edgesync_unread(int value, int is_key_code)
{
  if (is_key_code) ungetch(value);
  else unget_wch((wchar_t)value);
}

static inline mmask_t edgesync_mouse_events(void)
{
  return BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON4_PRESSED | BUTTON5_PRESSED
         | REPORT_MOUSE_POSITION;
}
static inline int edgesync_is_press(mmask_t state) { return (state & BUTTON1_PRESSED) != 0; }
static inline int edgesync_is_release(mmask_t state) { return (state & BUTTON1_RELEASED) != 0; }
static inline int edgesync_is_scroll_up(mmask_t state) { return (state & BUTTON4_PRESSED) != 0; }
static inline int edgesync_is_scroll_down(mmask_t state) { return (state & BUTTON5_PRESSED) != 0; }
static inline int edgesync_is_motion(mmask_t state)
{
  return (state & REPORT_MOUSE_POSITION) != 0;
}

/* The names of terminfo's capabilities in the order of its compiled format (term(5)). */
static inline int edgesync_flag_count(void) { return BOOLWRITE; }
static inline int edgesync_number_count(void) { return NUMWRITE; }
static inline int edgesync_string_count(void) { return STRWRITE; }
static inline const char *edgesync_flag_name(int index) { return boolnames[index]; }
static inline const char *edgesync_number_name(int index) { return numnames[index]; }
static inline const char *edgesync_string_name(int index) { return strnames[index]; }
static inline void edgesync_forget_type(void) { del_curterm(cur_term); }

/* A string of terminfo, NULL where the terminal hasn't got it. */
static inline const char *edgesync_terminfo_string(const char *name)
{
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

#endif
