/* A library to be loaded before the C library (LD_PRELOAD): at the Nth file operation of some kinds under a folder it fails, is killed,
   tears or shortens; or it writes down every operation, for `powercut.py` to cut the power in. Off until `ff_arm` or `ff_trace` is called,
   so a process that forks can arm each child anew.

   A descriptor's file is what /proc/self/fd says: right after dup, rename and fdopen too. What goes past it is listed in ffs.py. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { CREATE, WRITE, TRUNCATE, SYNC, SYNCDIR, UNLINK, RENAME, MKDIR, RMDIR, OPEN, READ, KINDS }; /* in the order of ffs.py */
enum answer { GO, FAIL, HALF };
#define LONGEST 4096

static char under[LONGEST];
static unsigned wanted;       /* a bit for each kind that is counted towards `at` */
static long at, passed;
static int error;
static char how;              /* o: once, s: for good, k: kill before, t: half of it, then kill, h: half of it */
static long seen[KINDS];
static int trace = -1;

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = dlsym(RTLD_NEXT, name)

static int real_openat(int folder, const char *path, int flags, mode_t mode) {
  REAL(int, "openat64", int, const char *, int, ...);
  return real(folder, path, flags, mode);
}
static ssize_t real_write(int fd, const void *data, size_t n) {
  REAL(ssize_t, "write", int, const void *, size_t);
  return real(fd, data, n);
}
static ssize_t real_pwrite(int fd, const void *data, size_t n, off64_t offset) {
  REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
  return real(fd, data, n, offset);
}

/* -- what the tests call */

void ff_arm(const char *folder, unsigned kinds, long nth, int number, char mode) {
  snprintf(under, sizeof under, "%s", folder);
  wanted = kinds; at = nth; passed = 0; error = number; how = mode;
  memset(seen, 0, sizeof seen);
}
void ff_disarm(void) { under[0] = 0; trace = -1; }
long ff_seen(int kind) { return seen[kind]; }
long ff_passed(void) { return passed; }
void ff_trace(const char *folder, const char *file) {
  ff_arm(folder, 0, 0, 0, 'o');
  trace = real_openat(AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}
static void note(const char *what, const char *path, long long offset, const void *data, size_t n) {
  char head[LONGEST + 80];
  if (trace < 0) return;
  int length = snprintf(head, sizeof head, "%s\t%s\t%lld\t%zu\n", what, path, offset, n);
  if (real_write(trace, head, length) != length || (n && real_write(trace, data, n) != (ssize_t)n)) abort();
}
void ff_mark(long number) { note("ACK", "", number, NULL, 0); }

/* -- whether an operation is struck */

static int is_ours(const char *path) {
  size_t n = strlen(under);
  return n && !strncmp(path, under, n) && (path[n] == '/' || !path[n]);
}
static int of_fd(int fd, char *path) {
  char link[64];
  if (!under[0]) return 0;
  int before = errno;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, LONGEST - 1);
  errno = before;
  path[n < 0 ? 0 : n] = 0;
  return n > 0 && is_ours(path) && !(n > 10 && !strcmp(path + n - 10, " (deleted)"));
}
static int of_path(int folder, const char *name, char *path) {
  char base[LONGEST] = "";
  if (!under[0] || !name) return 0;
  if (name[0] == '/') snprintf(path, LONGEST, "%s", name);
  else {
    if (folder == AT_FDCWD) { if (!getcwd(base, sizeof base)) return 0; }
    else of_fd(folder, base);
    if (strlen(base) + strlen(name) + 2 > LONGEST) return 0;
    strcpy(path, base); strcat(path, "/"); strcat(path, name);
  }
  return is_ours(path);
}
static enum answer struck(enum kind kind) {
  seen[kind]++;
  if (!(wanted >> kind & 1)) return GO;
  passed++;
  if (at < 1 || (how == 's' ? passed < at : passed != at)) return GO;
  if (how == 'k' || (how == 't' && kind != WRITE)) kill(getpid(), SIGKILL);
  if (how == 't' || how == 'h') return HALF;
  errno = error;
  return FAIL;
}

/* -- open */

static int opened(int folder, const char *name, int flags, mode_t mode) {
  char path[LONGEST];
  if (!of_path(folder, name, path)) return real_openat(folder, name, flags, mode);
  int before = errno, there = !faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW);
  errno = before;
  int making = (flags & O_CREAT) && !there, emptying = (flags & O_TRUNC) && there;
  if (struck(making ? CREATE : emptying ? TRUNCATE : OPEN) == FAIL) return -1;
  int fd = real_openat(folder, name, flags, mode);
  if (fd >= 0 && (making || emptying)) note(making ? "CREATE" : "TRUNCATE", path, 0, NULL, 0);
  return fd;
}
#define MODE(flags) \
  mode_t mode = 0; \
  if ((flags) & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
int open(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int open64(const char *name, int flags, ...) { MODE(flags) return opened(AT_FDCWD, name, flags, mode); }
int openat(int folder, const char *name, int flags, ...) { MODE(flags) return opened(folder, name, flags, mode); }
int openat64(int folder, const char *name, int flags, ...) { MODE(flags) return opened(folder, name, flags, mode); }
int __open_2(const char *name, int flags) { return opened(AT_FDCWD, name, flags, 0); }
int __open64_2(const char *name, int flags) { return opened(AT_FDCWD, name, flags, 0); }
int __openat_2(int folder, const char *name, int flags) { return opened(folder, name, flags, 0); }
int __openat64_2(int folder, const char *name, int flags) { return opened(folder, name, flags, 0); }
int creat(const char *name, mode_t mode) { return opened(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *name, mode_t mode) { return opened(AT_FDCWD, name, O_CREAT | O_WRONLY | O_TRUNC, mode); }

/* -- write */

static ssize_t put(int fd, const void *data, size_t n, off64_t offset) { /* offset < 0: where the descriptor stands */
  char path[LONGEST];
  if (!n || !of_fd(fd, path)) return offset < 0 ? real_write(fd, data, n) : real_pwrite(fd, data, n, offset);
  enum answer answer = struck(WRITE);
  if (answer == FAIL) return -1;
  if (answer == HALF) n = (n + 1) / 2;
  off64_t from = offset;
  if (offset < 0) from = fcntl(fd, F_GETFL) & O_APPEND ? lseek64(fd, 0, SEEK_END) : lseek64(fd, 0, SEEK_CUR);
  ssize_t done = offset < 0 ? real_write(fd, data, n) : real_pwrite(fd, data, n, offset);
  if (answer == HALF && how == 't') kill(getpid(), SIGKILL);
  if (done > 0) note("WRITE", path, from, data, done);
  return done;
}
ssize_t write(int fd, const void *data, size_t n) { return put(fd, data, n, -1); }
ssize_t pwrite(int fd, const void *data, size_t n, off_t offset) { return put(fd, data, n, offset); }
ssize_t pwrite64(int fd, const void *data, size_t n, off64_t offset) { return put(fd, data, n, offset); }
static ssize_t put_each(int fd, const struct iovec *pieces, int count, off64_t offset) {
  ssize_t all = 0;
  for (int i = 0; i < count; i++) {
    if (!pieces[i].iov_len) continue;
    ssize_t done = put(fd, pieces[i].iov_base, pieces[i].iov_len, offset < 0 ? -1 : offset + all);
    if (done < 0) return all ? all : -1;
    all += done;
    if ((size_t)done < pieces[i].iov_len) break;
  }
  return all;
}
ssize_t writev(int fd, const struct iovec *pieces, int count) { return put_each(fd, pieces, count, -1); }
ssize_t pwritev(int fd, const struct iovec *pieces, int count, off_t offset) { return put_each(fd, pieces, count, offset); }
ssize_t pwritev64(int fd, const struct iovec *pieces, int count, off64_t offset) { return put_each(fd, pieces, count, offset); }
/* Copies within the kernel go through `put`, in pieces. */
ssize_t sendfile64(int out, int in, off64_t *offset, size_t n) {
  char path[LONGEST], piece[65536];
  if (!of_fd(out, path)) {
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    return real(out, in, offset, n);
  }
  off64_t from = offset ? *offset : lseek64(in, 0, SEEK_CUR);
  ssize_t got = pread64(in, piece, n < sizeof piece ? n : sizeof piece, from);
  if (got <= 0) return got;
  ssize_t done = put(out, piece, got, -1);
  if (done > 0) { if (offset) *offset += done; else lseek64(in, from + done, SEEK_SET); }
  return done;
}
ssize_t sendfile(int out, int in, off_t *offset, size_t n) { return sendfile64(out, in, (off64_t *)offset, n); }

/* -- read */

static int unread(int fd) { char path[LONGEST]; return of_fd(fd, path) && struck(READ) == FAIL; }
ssize_t read(int fd, void *data, size_t n) { REAL(ssize_t, "read", int, void *, size_t); return unread(fd) ? -1 : real(fd, data, n); }
ssize_t __read_chk(int fd, void *data, size_t n, size_t room) { (void)room; return read(fd, data, n); }
static ssize_t get(int fd, void *data, size_t n, off64_t offset) {
  REAL(ssize_t, "pread64", int, void *, size_t, off64_t);
  return unread(fd) ? -1 : real(fd, data, n, offset);
}
ssize_t pread(int fd, void *data, size_t n, off_t offset) { return get(fd, data, n, offset); }
ssize_t pread64(int fd, void *data, size_t n, off64_t offset) { return get(fd, data, n, offset); }
ssize_t __pread64_chk(int fd, void *data, size_t n, off64_t offset, size_t room) { (void)room; return get(fd, data, n, offset); }

/* -- cut, sync */

static int cut(int fd, off64_t length) {
  REAL(int, "ftruncate64", int, off64_t);
  char path[LONGEST];
  if (!of_fd(fd, path)) return real(fd, length);
  if (struck(TRUNCATE) == FAIL) return -1;
  int done = real(fd, length);
  if (!done) note("TRUNCATE", path, length, NULL, 0);
  return done;
}
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }
static int cut_at(const char *name, off64_t length) {
  int fd = open64(name, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  int done = cut(fd, length), why = errno;
  close(fd);
  errno = why;
  return done;
}
int truncate(const char *name, off_t length) { return cut_at(name, length); }
int truncate64(const char *name, off64_t length) { return cut_at(name, length); }

static int synced(int fd, int (*real)(int)) {
  char path[LONGEST];
  struct stat about;
  if (!of_fd(fd, path)) return real(fd);
  int folder = !fstat(fd, &about) && S_ISDIR(about.st_mode);
  if (struck(folder ? SYNCDIR : SYNC) == FAIL) return -1;
  int done = real(fd);
  if (!done) note(folder ? "SYNCDIR" : "SYNC", path, 0, NULL, 0);
  return done;
}
int fsync(int fd) { REAL(int, "fsync", int); return synced(fd, real); }
int fdatasync(int fd) { REAL(int, "fdatasync", int); return synced(fd, real); }

/* -- names */

int unlinkat(int folder, const char *name, int flags) {
  REAL(int, "unlinkat", int, const char *, int);
  char path[LONGEST];
  if (!of_path(folder, name, path)) return real(folder, name, flags);
  if (struck(flags & AT_REMOVEDIR ? RMDIR : UNLINK) == FAIL) return -1;
  int done = real(folder, name, flags);
  if (!done) note(flags & AT_REMOVEDIR ? "RMDIR" : "UNLINK", path, 0, NULL, 0);
  return done;
}
int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }
int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }
int remove(const char *name) {
  int done = unlink(name);
  return done && (errno == EISDIR || errno == EPERM) ? rmdir(name) : done;
}
int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
  REAL(int, "renameat2", int, const char *, int, const char *, unsigned);
  char path[LONGEST], target[LONGEST];
  int leaves = of_path(from, old, path), comes = of_path(to, new, target);
  if (!leaves && !comes) return real(from, old, to, new, flags);
  if (struck(RENAME) == FAIL) return -1;
  int done = real(from, old, to, new, flags);
  if (!done) note("RENAME", path, 0, target, strlen(target));
  return done;
}
int renameat(int from, const char *old, int to, const char *new) { return renameat2(from, old, to, new, 0); }
int rename(const char *old, const char *new) { return renameat2(AT_FDCWD, old, AT_FDCWD, new, 0); }
int mkdirat(int folder, const char *name, mode_t mode) {
  REAL(int, "mkdirat", int, const char *, mode_t);
  char path[LONGEST];
  if (!of_path(folder, name, path)) return real(folder, name, mode);
  if (struck(MKDIR) == FAIL) return -1;
  int done = real(folder, name, mode);
  if (!done) note("MKDIR", path, 0, NULL, 0);
  return done;
}
int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }
