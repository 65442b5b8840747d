/* libgit2, with wrappers for its variadic options, which Swift can't call. */
#ifndef EDGESYNC_CGIT2_SHIM_H
#define EDGESYNC_CGIT2_SHIM_H

#include <stddef.h>

#include <git2.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

/* Whether libgit2 syncs objects and refs to disk as it writes them. */
static inline int edgesync_git_set_fsync(int enabled)
{
  return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, enabled);
}

/* Bytes of a pack that libgit2 maps into memory at once, and bytes of all packs that it keeps mapped. */
static inline int edgesync_git_set_windows(size_t bytes, size_t all)
{
  int code = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, bytes);
  return code < 0 ? code : git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, all);
}

/* Bytes of objects that libgit2 keeps in memory at the most. */
static inline int edgesync_git_set_cache(ptrdiff_t bytes)
{
  return git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, bytes);
}

/* Bytes of the largest tree that libgit2 keeps in memory. */
static inline int edgesync_git_set_tree_limit(size_t bytes)
{
  return git_libgit2_opts(GIT_OPT_SET_CACHE_OBJECT_LIMIT, GIT_OBJECT_TREE, bytes);
}

/* Whether libgit2 checks that what an object refers to exists before writing it. */
static inline int edgesync_git_set_strict(int enabled)
{
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_OBJECT_CREATION, enabled);
}

/* Has libgit2 open repositories with extensions that are heeded here: `config.worktree` is read, objects
   that a partial clone lacks are told as such, no object is ever removed, and relative paths between work trees
   are followed. */
static inline int edgesync_git_set_extensions(void)
{
  const char *names[] = { "worktreeconfig", "partialclone", "preciousobjects", "relativeworktrees" };
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, sizeof(names) / sizeof(*names));
}

/* Whether libgit2 itself looks at whose a repository is. */
static inline int edgesync_git_set_owner_validation(int enabled)
{
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}

/* Whether libgit2 hashes every object again that it reads. */
static inline int edgesync_git_set_hash_verification(int enabled)
{
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

#endif
