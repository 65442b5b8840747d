/* What keeps a check's processes together and away from others'. Swift can't say it: between fork and exec, and in a
 * process that has forked from one with threads and never execs, only functions that are safe in signal handlers may
 * be called. */
#ifndef EDGESYNC_SUPERVISOR_H
#define EDGESYNC_SUPERVISOR_H

#include <stddef.h>
#include <sys/types.h>

/* A program to run under a supervisor. Descriptors are -1 where there are none. */
struct edgesync_command {
  /* The program's absolute path and its arguments, its variables, and the folder it runs in. */
  char *const *words;
  char *const *variables;
  const char *folder;
  /* Its standard output and error. */
  int output;
  /* What it gets as descriptors 3 and 4. */
  int input;
  int report;
  /* Read by the supervisor: 't' asks all to end, and gives them a while; its end (nobody holds the other side any
   * more) ends all at once. */
  int control;
  /* Written by the supervisor: a `struct edgesync_ending` once the program has ended, and nothing more. It closes
   * when nothing that the program started is left. */
  int status;
  /* Held open until then. */
  int held;
  /* A Landlock ruleset that the program is to run in. */
  int ruleset;
  /* Whether what the program has started goes on after it, until the supervisor is told. */
  int stays;
  /* Whether what is asked to end are the program's descendants rather than its group: a program that makes a sandbox
   * would take the whole sandbox down at once. */
  int spares_first;
  /* Whether it loses rights of root's by which it would look past the ruleset: since Linux 6.15, CAP_PERFMON alone
   * reads every process's environment. */
  int loses_rights;
  /* Milliseconds between asking and ending. */
  int grace;
};

/* How a program ended: waitpid's status, or the error that kept it from being started. */
struct edgesync_ending {
  int status;
  int error;
};

/* Runs a program under a supervisor, in a session of its own, with no input. Returns the supervisor's process id, for
 * waitpid; -1 with errno set where it can't be started.
 *
 * The supervisor is two processes, each of which takes in what loses its parent below it (PR_SET_CHILD_SUBREAPER): what
 * the program starts stays below them, whatever it does to its session, its parents, its environment. They end all of
 * it when the program has ended, when they are told, and when the caller has ended. Two, so that one is left
 * where a program ends the process that it was started by. */
pid_t edgesync_supervise(const struct edgesync_command *command);

/* Signals everything below a process but one (0 for none); of the process itself, nothing. Returns how many living ones
 * there were. Not for two threads at once. */
int edgesync_signal_below(pid_t process, pid_t spared, int number);

/* Has this process take in what loses its parent below it, as the supervisors do. */
void edgesync_adopt(void);

/* Where this process takes in what loses its parent: ends its children but those known, and all below them. For a
 * supervisor that was ended by what it watched over. Not for two threads at once. Returns how many there were. */
int edgesync_end_adopted(const pid_t *known, int count);

/* Makes this process's memory and environment unreadable for others of the same user. */
void edgesync_close_memory(void);

/* Moves what the environment holds to memory that `/proc/self/environ` doesn't show, and overwrites what it shows;
 * `harmless` ends with a null pointer and names the variables that stay. */
void edgesync_move_environment(const char *const *harmless);

/* Landlock (landlock(7)), by which a process gives up rights for itself and all that it starts. */

/* What a path may be used for. */
enum edgesync_use { edgesync_read, edgesync_read_write };

/* The version of the kernel's interface; 0 where there is none. */
int edgesync_landlock_version(void);
/* A new ruleset that allows nothing of files, and nothing of processes outside; -1 where there is none. With
 * `only_processes`, files stay as they are. */
int edgesync_landlock_ruleset(int only_processes);
/* Allows the use of a path, of a folder with all below it. Returns 0, or -1 where it can't be. */
int edgesync_landlock_allow(int ruleset, const char *path, enum edgesync_use use);

#endif
