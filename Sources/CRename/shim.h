#ifndef WAYMARK_CRENAME_H
#define WAYMARK_CRENAME_H

// What Swift's Glibc module does not declare, because it is GNU's extension: renames with flags, and the working folder
// of a new process.

// Both names are in the open folder `folder`. The result is 0, or -1 with `errno` set; a file system
// that knows no flags answers with EINVAL.

#include <errno.h>
#include <spawn.h>
#include <stdio.h>

#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

/// The flag by which a new process gets a session of its own.
#if defined(__linux__)
#define WAYMARK_SPAWN_SESSION 0x80
#else
#define WAYMARK_SPAWN_SESSION 0x0400
#endif

#if defined(__linux__)
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);
#endif

/// Starts a new process in a folder; returns 0 or an error number.
static inline int waymark_spawn_in_folder(posix_spawn_file_actions_t *actions, const char *path) {
  return posix_spawn_file_actions_addchdir_np(actions, path);
}

/// Exchanges two entries in one step.
static inline int waymark_rename_exchange(int folder, const char *from, const char *to) {
#if defined(__linux__)
  return (int)syscall(SYS_renameat2, folder, from, folder, to, 2u);
#elif defined(__APPLE__)
  return renameatx_np(folder, from, folder, to, RENAME_SWAP);
#else
  errno = ENOSYS;
  return -1;
#endif
}

/// Renames an entry; fails with EEXIST where the new name is taken.
static inline int waymark_rename_new(int folder, const char *from, const char *to) {
#if defined(__linux__)
  return (int)syscall(SYS_renameat2, folder, from, folder, to, 1u);
#elif defined(__APPLE__)
  return renameatx_np(folder, from, folder, to, RENAME_EXCL);
#else
  errno = ENOSYS;
  return -1;
#endif
}

#endif
