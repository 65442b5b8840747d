// Counts every call by which a process tree writes, and makes one of them go wrong.
//
// Loaded by LD_PRELOAD into edgesync and every git it starts. The counter lies in a file that all of them
// map, so that call N is call N of the whole tree. What happens at a call is in the same file, written by
// the harness before the run (see Fault.swift, which has the same layout).

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

enum action { COUNT, KILL_BEFORE, KILL_AFTER, TORN, FAIL_ONCE, FAIL_ON, SWALLOW, SWALLOW_ALL };

enum operation {
  OP_CREATE = 1, OP_WRITE, OP_RENAME, OP_LINK, OP_SYMLINK, OP_UNLINK, OP_MKDIR, OP_RMDIR, OP_TRUNCATE,
  OP_FSYNC, OP_MODE, OP_LOCK, OP_EXCHANGE, OP_MAP
};

#define MOST_PROCESSES 64

struct control {
  uint32_t magic;
  uint32_t action;
  uint64_t at;                       // the call at which it happens, from 1
  int32_t error;                     // the errno of a failing call
  uint32_t operations;               // a bit for each kind of call that may go wrong; 0 for all
  uint32_t logs;                     // whether calls are logged
  uint32_t reserved;
  _Atomic uint64_t count;            // calls so far
  _Atomic uint64_t fired;            // calls at which it has happened
  _Atomic uint32_t log_lock;
  _Atomic uint32_t process_count;
  int32_t processes[MOST_PROCESSES]; // all that took part
  char part[64];                     // only calls on paths with this in them may go wrong
  char root[1024];                   // only calls on paths below it count
};

static struct control *control;
static int log_file = -1;
static size_t root_length;

#define REAL(name) ((__typeof__(&name))real(#name, &real_##name))
#define SLOT(name) static void *real_##name

static void *real(const char *name, void **slot) {
  if (!*slot) *slot = dlsym(RTLD_NEXT, name);
  return *slot;
}

__attribute__((constructor)) static void start(void) {
  const char *path = getenv("EDGESYNC_FAULTS");
  if (!path) return;
  int file = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
  if (file < 0) return;
  void *memory = mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  syscall(SYS_close, file);
  if (memory == MAP_FAILED) return;
  struct control *mapped = memory;
  if (mapped->magic != 0xED6E51CC) return;
  root_length = strlen(mapped->root);
  if (mapped->logs) {
    char name[PATH_MAX];
    snprintf(name, sizeof name, "%s.log", path);
    int low = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    // Out of the way of programs that count on the lowest descriptor.
    log_file = fcntl(low, F_DUPFD_CLOEXEC, 900);
    syscall(SYS_close, low);
  }
  uint32_t place = atomic_fetch_add(&mapped->process_count, 1);
  if (place < MOST_PROCESSES) mapped->processes[place] = (int32_t)syscall(SYS_getpid);
  control = mapped;
}

// Where a path leads, from a folder's descriptor; without "." and "..", as text alone.
static int full_path(int folder, const char *path, char *out) {
  char joined[2 * PATH_MAX];
  if (path && path[0] == '/') {
    snprintf(joined, sizeof joined, "%s", path);
  } else {
    char base[PATH_MAX];
    if (folder == AT_FDCWD) {
      if (syscall(SYS_getcwd, base, sizeof base) < 0) return 0;
    } else {
      char link[64];
      snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
      ssize_t length = readlink(link, base, sizeof base - 1);
      if (length < 0) return 0;
      base[length] = 0;
    }
    if (path && path[0]) snprintf(joined, sizeof joined, "%s/%s", base, path);
    else snprintf(joined, sizeof joined, "%s", base);
  }
  size_t end = 0;
  for (const char *part = joined; *part;) {
    while (*part == '/') part++;
    size_t length = strcspn(part, "/");
    if (length == 0) break;
    if (length == 1 && part[0] == '.') {
    } else if (length == 2 && part[0] == '.' && part[1] == '.') {
      while (end > 0 && out[--end] != '/') {}
    } else {
      if (end + length + 2 > PATH_MAX) return 0;
      out[end++] = '/';
      memcpy(out + end, part, length);
      end += length;
    }
    part += length;
  }
  out[end] = 0;
  return 1;
}

static int is_below_root(const char *path) {
  return strncmp(path, control->root, root_length) == 0
      && (path[root_length] == '/' || path[root_length] == 0);
}

// The remote stands for another machine: what happens there is logged, but no fault is placed there.
static int is_elsewhere(const char *path) {
  return !control->logs && strstr(path + root_length, "/remote.git") != NULL;
}

static void end_all(void) {
  pid_t own = (pid_t)syscall(SYS_getpid);
  uint32_t count = atomic_load(&control->process_count);
  for (uint32_t place = 0; place < count && place < MOST_PROCESSES; place++) {
    pid_t process = control->processes[place];
    if (process > 1 && process != own) syscall(SYS_kill, process, SIGKILL);
  }
  syscall(SYS_kill, own, SIGKILL);
  for (;;) syscall(SYS_pause);
}

struct call {
  int counts;
  uint64_t number;
  enum operation operation;
  char path[PATH_MAX];
  char other[PATH_MAX];
};

// What a call is to do.
enum verdict { GO, KILL_NEXT, HALF, FAIL, DROP };

static enum verdict begin(struct call *call) {
  call->number = atomic_fetch_add(&control->count, 1) + 1;
  if (control->operations && !(control->operations >> call->operation & 1)) return GO;
  if (control->part[0] && !strstr(call->path, control->part)) return GO;
  uint64_t at = control->at;
  int is_it = call->number == at;
  switch (control->action) {
    case KILL_BEFORE:
      if (is_it) { atomic_fetch_add(&control->fired, 1); end_all(); }
      return GO;
    case KILL_AFTER:
      if (is_it) atomic_fetch_add(&control->fired, 1);
      return is_it ? KILL_NEXT : GO;
    case TORN:
      if (is_it) atomic_fetch_add(&control->fired, 1);
      return is_it ? (call->operation == OP_WRITE ? HALF : KILL_NEXT) : GO;
    case FAIL_ONCE:
      if (is_it) atomic_fetch_add(&control->fired, 1);
      return is_it ? FAIL : GO;
    case FAIL_ON:
      if (call->number >= at) atomic_fetch_add(&control->fired, 1);
      return call->number >= at ? FAIL : GO;
    case SWALLOW:
      if (is_it) atomic_fetch_add(&control->fired, 1);
      return is_it ? DROP : GO;
    case SWALLOW_ALL:
      atomic_fetch_add(&control->fired, 1);
      return DROP;
    default:
      return GO;
  }
}

struct record {
  uint32_t operation;
  uint32_t path_length;
  uint32_t other_length;
  uint32_t process;
  int64_t offset;
  uint64_t data_length;
  uint64_t inode;
  uint32_t mode;
  uint32_t reserved;
};

static void write_log(
    struct call *call, int64_t offset, const void *data, size_t length, uint64_t inode, uint32_t mode) {
  if (log_file < 0) return;
  struct record record = {
    .operation = call->operation, .path_length = (uint32_t)strlen(call->path),
    .other_length = (uint32_t)strlen(call->other), .process = (uint32_t)syscall(SYS_getpid),
    .offset = offset, .data_length = length, .inode = inode, .mode = mode,
  };
  struct iovec parts[4] = {
    { &record, sizeof record }, { call->path, record.path_length },
    { call->other, record.other_length }, { (void *)data, length },
  };
  syscall(SYS_writev, log_file, parts, 4);
}

static void lock_log(void) {
  if (log_file < 0) return;
  uint32_t expected = 0;
  while (!atomic_compare_exchange_weak(&control->log_lock, &expected, 1)) {
    expected = 0;
    syscall(SYS_sched_yield);
  }
}

static void unlock_log(void) {
  if (log_file >= 0) atomic_store(&control->log_lock, 0);
}

static uint64_t inode_of(int file) {
  struct stat status;
  return syscall(SYS_fstat, file, &status) == 0 ? status.st_ino : 0;
}

// Begins a call on a path; true where it counts.
static int on_path(struct call *call, enum operation operation, int folder, const char *path) {
  call->counts = 0;
  if (!control || !path) return 0;
  call->other[0] = 0;
  call->operation = operation;
  if (!full_path(folder, path, call->path) || !is_below_root(call->path)) return 0;
  if (is_elsewhere(call->path)) return 0;
  return call->counts = 1;
}

static int on_file(struct call *call, enum operation operation, int file) {
  call->counts = 0;
  if (!control || file < 0) return 0;
  struct stat status;
  if (syscall(SYS_fstat, file, &status) != 0) return 0;
  if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) return 0;
  call->other[0] = 0;
  call->operation = operation;
  if (!full_path(file, "", call->path)) return 0;
  // An unlinked file is still a file below the folder it was in.
  if (!is_below_root(call->path) || is_elsewhere(call->path)) return 0;
  return call->counts = 1;
}

#define FAILS(verdict, value) \
  do { if ((verdict) == FAIL) { errno = control->error; return (value); } } while (0)
#define DROPS(verdict, value) do { if ((verdict) == DROP) return (value); } while (0)
#define ENDS(verdict) do { if ((verdict) == KILL_NEXT) end_all(); } while (0)

// ---- opening

static int open_any(int folder, const char *path, int flags, mode_t mode) {
  struct call call;
  int writes = (flags & O_CREAT) || (flags & O_TRUNC) || (flags & O_TMPFILE) == O_TMPFILE;
  if (!writes || !on_path(&call, OP_CREATE, folder, path))
    return (int)syscall(SYS_openat, folder, path, flags, mode);
  struct stat status;
  int was_there = syscall(SYS_newfstatat, folder, path, &status, 0) == 0;
  // Opening a file that is there, and leaving what is in it, writes nothing.
  if (was_there && !(flags & O_TRUNC) && !(flags & O_EXCL))
    return (int)syscall(SYS_openat, folder, path, flags, mode);
  if (was_there && (flags & O_TRUNC) && !(flags & O_EXCL)) call.operation = OP_TRUNCATE;
  enum verdict verdict = begin(&call);
  FAILS(verdict, -1);
  lock_log();
  int file = (int)syscall(SYS_openat, folder, path, flags, mode);
  int saved = errno;
  if (file >= 0) write_log(&call, 0, NULL, 0, log_file < 0 ? 0 : inode_of(file), mode);
  unlock_log();
  ENDS(verdict);
  errno = saved;
  return file;
}

#define MODE_OF(flags) \
  mode_t mode = 0; \
  if (((flags) & O_CREAT) || ((flags) & O_TMPFILE) == O_TMPFILE) { \
    va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); \
  }

int open(const char *path, int flags, ...) { MODE_OF(flags) return open_any(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return open_any(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE_OF(flags) return open_any(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE_OF(flags) return open_any(folder, path, flags | O_LARGEFILE, mode); }
int __open_2(const char *path, int flags) { return open_any(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return open_any(AT_FDCWD, path, flags | O_LARGEFILE, 0); }
int __openat_2(int folder, const char *path, int flags) { return open_any(folder, path, flags, 0); }
int __openat64_2(int folder, const char *path, int flags) { return open_any(folder, path, flags | O_LARGEFILE, 0); }
int creat(const char *path, mode_t mode) { return open_any(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

static int stream_flags(const char *mode) {
  int plus = strchr(mode, '+') != NULL;
  int flags = mode[0] == 'r' ? (plus ? O_RDWR : O_RDONLY)
      : (plus ? O_RDWR : O_WRONLY) | O_CREAT | (mode[0] == 'a' ? O_APPEND : O_TRUNC);
  if (strchr(mode, 'e')) flags |= O_CLOEXEC;
  if (strchr(mode, 'x')) flags |= O_EXCL;
  return flags;
}

// glibc's streams write by calls of its own that can't be preloaded: those that write are made of a
// descriptor whose writes are seen, by a cookie.
static ssize_t cookie_read(void *cookie, char *bytes, size_t size) { return read((int)(intptr_t)cookie, bytes, size); }
static ssize_t cookie_write(void *cookie, const char *bytes, size_t size) {
  ssize_t done = write((int)(intptr_t)cookie, bytes, size);
  return done < 0 ? 0 : done;
}
static int cookie_seek(void *cookie, off64_t *offset, int whence) {
  off64_t place = lseek64((int)(intptr_t)cookie, *offset, whence);
  if (place < 0) return -1;
  *offset = place;
  return 0;
}
static int cookie_close(void *cookie) { return close((int)(intptr_t)cookie); }

#define MOST_STREAMS 64
static struct { FILE *stream; int file; } streams[MOST_STREAMS];

SLOT(fopen); SLOT(fdopen); SLOT(fileno); SLOT(fclose);

FILE *fopen(const char *path, const char *mode) {
  if (!control || (mode[0] == 'r' && !strchr(mode, '+'))) return REAL(fopen)(path, mode);
  int file = open_any(AT_FDCWD, path, stream_flags(mode), 0666);
  if (file < 0) return NULL;
  return fdopen(file, mode);
}
FILE *fopen64(const char *path, const char *mode) { return fopen(path, mode); }

FILE *fdopen(int file, const char *mode) {
  struct call call;
  if (!control || (mode[0] == 'r' && !strchr(mode, '+')) || !on_file(&call, OP_WRITE, file))
    return REAL(fdopen)(file, mode);
  cookie_io_functions_t functions = { cookie_read, cookie_write, cookie_seek, cookie_close };
  FILE *stream = fopencookie((void *)(intptr_t)file, mode, functions);
  for (int place = 0; stream && place < MOST_STREAMS; place++) {
    if (streams[place].stream && streams[place].stream != stream) continue;
    streams[place].file = file;
    streams[place].stream = stream;
    break;
  }
  return stream;
}

// git asks a stream for its descriptor, which one with a cookie doesn't know.
int fileno(FILE *stream) {
  for (int place = 0; place < MOST_STREAMS; place++) {
    if (streams[place].stream == stream) return streams[place].file;
  }
  return REAL(fileno)(stream);
}

int fclose(FILE *stream) {
  for (int place = 0; place < MOST_STREAMS; place++) {
    if (streams[place].stream == stream) streams[place].stream = NULL;
  }
  return REAL(fclose)(stream);
}

// Fills in the X's of a template.
static int fill_in(char *name, int tail) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  size_t length = strlen(name);
  if (length < (size_t)tail + 6) { errno = EINVAL; return -1; }
  unsigned char random[6];
  if (syscall(SYS_getrandom, random, sizeof random, 0) != sizeof random) return -1;
  for (int place = 0; place < 6; place++) name[length - (size_t)tail - 6 + (size_t)place] = letters[random[place] % 62];
  return 0;
}

static int temporary_file(char *name, int tail, int flags) {
  for (int round = 0; round < 100; round++) {
    if (fill_in(name, tail) != 0) return -1;
    int file = open_any(AT_FDCWD, name, O_RDWR | O_CREAT | O_EXCL | flags, 0600);
    if (file >= 0 || errno != EEXIST) return file;
  }
  return -1;
}

int mkstemp(char *name) { return temporary_file(name, 0, 0); }
int mkstemp64(char *name) { return temporary_file(name, 0, 0); }
int mkostemp(char *name, int flags) { return temporary_file(name, 0, flags); }
int mkostemp64(char *name, int flags) { return temporary_file(name, 0, flags); }
int mkstemps(char *name, int tail) { return temporary_file(name, tail, 0); }
int mkostemps(char *name, int tail, int flags) { return temporary_file(name, tail, flags); }

// ---- writing

static ssize_t write_any(int file, const struct iovec *parts, int count, off64_t offset, int at_offset) {
  struct call call;
  if (!on_file(&call, OP_WRITE, file)) {
    if (at_offset) return syscall(SYS_pwrite64, file, parts[0].iov_base, parts[0].iov_len, offset);
    return syscall(SYS_writev, file, parts, count);
  }
  size_t whole = 0;
  for (int part = 0; part < count; part++) whole += parts[part].iov_len;
  enum verdict verdict = begin(&call);
  FAILS(verdict, -1);
  DROPS(verdict, (ssize_t)whole);
  lock_log();
  ssize_t done;
  off64_t place = offset;
  if (log_file >= 0 && !at_offset) {
    int flags = (int)syscall(SYS_fcntl, file, F_GETFL);
    place = syscall(SYS_lseek, file, 0, flags & O_APPEND ? SEEK_END : SEEK_CUR);
  }
  if (verdict == HALF) {
    size_t half = parts[0].iov_len / 2;
    if (at_offset) done = syscall(SYS_pwrite64, file, parts[0].iov_base, half, offset);
    else done = syscall(SYS_write, file, parts[0].iov_base, half);
    end_all();
  }
  if (at_offset) done = syscall(SYS_pwrite64, file, parts[0].iov_base, parts[0].iov_len, offset);
  else done = syscall(SYS_writev, file, parts, count);
  int saved = errno;
  if (done > 0 && log_file >= 0) {
    char *bytes = malloc((size_t)done);
    size_t filled = 0;
    for (int part = 0; bytes && part < count && filled < (size_t)done; part++) {
      size_t length = parts[part].iov_len;
      if (length > (size_t)done - filled) length = (size_t)done - filled;
      memcpy(bytes + filled, parts[part].iov_base, length);
      filled += length;
    }
    write_log(&call, place, bytes, filled, inode_of(file), 0);
    free(bytes);
  }
  unlock_log();
  ENDS(verdict);
  errno = saved;
  return done;
}

ssize_t write(int file, const void *bytes, size_t size) {
  struct iovec part = { (void *)bytes, size };
  return write_any(file, &part, 1, 0, 0);
}
ssize_t writev(int file, const struct iovec *parts, int count) { return write_any(file, parts, count, 0, 0); }
ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset) {
  struct iovec part = { (void *)bytes, size };
  return write_any(file, &part, 1, offset, 1);
}
ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset) { return pwrite(file, bytes, size, offset); }

// Copies inside the kernel are refused: callers then copy by writes, which are seen.
ssize_t copy_file_range(int in, off64_t *in_offset, int out, off64_t *out_offset, size_t size, unsigned flags) {
  if (control) { errno = EXDEV; return -1; }
  return syscall(SYS_copy_file_range, in, in_offset, out, out_offset, size, flags);
}
ssize_t sendfile(int out, int in, off_t *offset, size_t size) {
  struct call call;
  if (on_file(&call, OP_WRITE, out)) { errno = EINVAL; return -1; }
  return syscall(SYS_sendfile, out, in, offset, size);
}
ssize_t sendfile64(int out, int in, off64_t *offset, size_t size) { return sendfile(out, in, offset, size); }

// ---- names

#define TWO_PATHS(kind, from_folder, from, to_folder, to, doing) \
  struct call call; \
  if (!on_path(&call, kind, to_folder, to)) return (int)(doing); \
  full_path(from_folder, from, call.other); \
  enum verdict verdict = begin(&call); \
  FAILS(verdict, -1); \
  DROPS(verdict, 0); \
  lock_log(); \
  int result = (int)(doing); \
  int saved = errno; \
  if (result == 0) write_log(&call, 0, NULL, 0, 0, 0); \
  unlock_log(); \
  ENDS(verdict); \
  errno = saved; \
  return result;

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
  TWO_PATHS(flags & 2 ? OP_EXCHANGE : OP_RENAME, from_folder, from, to_folder, to,
            syscall(SYS_renameat2, from_folder, from, to_folder, to, flags))
}
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  return renameat2(from_folder, from, to_folder, to, 0);
}
int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags) {
  TWO_PATHS(OP_LINK, from_folder, from, to_folder, to, syscall(SYS_linkat, from_folder, from, to_folder, to, flags))
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int symlinkat(const char *target, int folder, const char *path) {
  struct call call;
  if (!on_path(&call, OP_SYMLINK, folder, path)) return (int)syscall(SYS_symlinkat, target, folder, path);
  enum verdict verdict = begin(&call);
  FAILS(verdict, -1);
  DROPS(verdict, 0);
  lock_log();
  int result = (int)syscall(SYS_symlinkat, target, folder, path);
  int saved = errno;
  if (result == 0) write_log(&call, 0, target, strlen(target), 0, 0);
  unlock_log();
  ENDS(verdict);
  errno = saved;
  return result;
}
int symlink(const char *target, const char *path) { return symlinkat(target, AT_FDCWD, path); }

#define ONE_PATH(kind, folder, path, mode, doing) \
  struct call call; \
  if (!on_path(&call, kind, folder, path)) return (int)(doing); \
  enum verdict verdict = begin(&call); \
  FAILS(verdict, -1); \
  DROPS(verdict, 0); \
  lock_log(); \
  int result = (int)(doing); \
  int saved = errno; \
  if (result == 0) write_log(&call, 0, NULL, 0, 0, mode); \
  unlock_log(); \
  ENDS(verdict); \
  errno = saved; \
  return result;

int unlinkat(int folder, const char *path, int flags) {
  ONE_PATH(flags & AT_REMOVEDIR ? OP_RMDIR : OP_UNLINK, folder, path, 0, syscall(SYS_unlinkat, folder, path, flags))
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
  int result = unlinkat(AT_FDCWD, path, 0);
  return result != 0 && errno == EISDIR ? rmdir(path) : result;
}
int mkdirat(int folder, const char *path, mode_t mode) {
  ONE_PATH(OP_MKDIR, folder, path, mode, syscall(SYS_mkdirat, folder, path, mode))
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
char *mkdtemp(char *name) {
  for (int round = 0; round < 100; round++) {
    if (fill_in(name, 0) != 0) return NULL;
    if (mkdir(name, 0700) == 0) return name;
    if (errno != EEXIST) return NULL;
  }
  return NULL;
}
int fchmodat(int folder, const char *path, mode_t mode, int flags) {
  (void)flags;
  ONE_PATH(OP_MODE, folder, path, mode, syscall(SYS_fchmodat, folder, path, mode))
}
int chmod(const char *path, mode_t mode) { return fchmodat(AT_FDCWD, path, mode, 0); }
int truncate(const char *path, off_t size) {
  struct call call;
  if (!on_path(&call, OP_TRUNCATE, AT_FDCWD, path)) return (int)syscall(SYS_truncate, path, size);
  enum verdict verdict = begin(&call);
  FAILS(verdict, -1);
  DROPS(verdict, 0);
  lock_log();
  int result = (int)syscall(SYS_truncate, path, size);
  int saved = errno;
  if (result == 0) write_log(&call, size, NULL, 0, 0, 0);
  unlock_log();
  ENDS(verdict);
  errno = saved;
  return result;
}
int truncate64(const char *path, off64_t size) { return truncate(path, size); }
int utimensat(int folder, const char *path, const struct timespec times[2], int flags) {
  ONE_PATH(OP_MODE, folder, path, 0, syscall(SYS_utimensat, folder, path, times, flags))
}

// ---- files

#define ONE_FILE(kind, file, offset, mode, doing) \
  struct call call; \
  if (!on_file(&call, kind, file)) return (int)(doing); \
  enum verdict verdict = begin(&call); \
  FAILS(verdict, -1); \
  DROPS(verdict, 0); \
  lock_log(); \
  int result = (int)(doing); \
  int saved = errno; \
  if (result == 0) write_log(&call, offset, NULL, 0, log_file < 0 ? 0 : inode_of(file), mode); \
  unlock_log(); \
  ENDS(verdict); \
  errno = saved; \
  return result;

int ftruncate(int file, off_t size) { ONE_FILE(OP_TRUNCATE, file, size, 0, syscall(SYS_ftruncate, file, size)) }
int ftruncate64(int file, off64_t size) { return ftruncate(file, size); }

// What is logged with a sync is all that the file holds: some of it may have been written by a mapping.
static int sync_any(int file, long number) {
  struct call call;
  if (!on_file(&call, OP_FSYNC, file)) return (int)syscall(number, file);
  enum verdict verdict = begin(&call);
  FAILS(verdict, -1);
  DROPS(verdict, 0);
  lock_log();
  int result = (int)syscall(number, file);
  int saved = errno;
  if (result == 0 && log_file >= 0) {
    struct stat status;
    void *bytes = MAP_FAILED;
    size_t size = 0;
    if (syscall(SYS_fstat, file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
      char link[64];
      snprintf(link, sizeof link, "/proc/self/fd/%d", file);
      int again = (int)syscall(SYS_openat, AT_FDCWD, link, O_RDONLY | O_CLOEXEC, 0);
      if (again >= 0) {
        size = (size_t)status.st_size;
        bytes = mmap(NULL, size, PROT_READ, MAP_SHARED, again, 0);
        syscall(SYS_close, again);
      }
    }
    write_log(&call, 0, bytes == MAP_FAILED ? NULL : bytes, bytes == MAP_FAILED ? 0 : size,
              inode_of(file), S_ISDIR(status.st_mode));
    if (bytes != MAP_FAILED) munmap(bytes, size);
  }
  unlock_log();
  ENDS(verdict);
  errno = saved;
  return result;
}
int fsync(int file) { return sync_any(file, SYS_fsync); }
int fdatasync(int file) { return sync_any(file, SYS_fdatasync); }
int sync_file_range(int file, off64_t offset, off64_t size, unsigned flags) {
  return (int)syscall(SYS_sync_file_range, file, offset, size, flags);
}
int fchmod(int file, mode_t mode) { ONE_FILE(OP_MODE, file, 0, mode, syscall(SYS_fchmod, file, mode)) }
int flock(int file, int operation) {
  if ((operation & ~LOCK_NB) == LOCK_UN) return (int)syscall(SYS_flock, file, operation);
  ONE_FILE(OP_LOCK, file, 0, 0, syscall(SYS_flock, file, operation))
}
