#ifndef CONCORDAT_FAULT_VFS_H
#define CONCORDAT_FAULT_VFS_H

#include <stddef.h>
#include <stdint.h>

/// A disk for tests: an SQLite VFS over the system's that fails when told to and remembers what was written.
///
/// Each disk is registered under a name of its own, so that tests in one process do not meet each other's faults.
/// All functions may be called from any thread.
typedef struct fault_disk fault_disk;

/// The operations that are counted and can fail, as bits.
enum {
  FAULT_OPEN = 1,
  FAULT_READ = 2,
  FAULT_WRITE = 4,
  FAULT_SYNC = 8,
  FAULT_TRUNCATE = 16,
  FAULT_DELETE = 32,
  FAULT_SHARED_MEMORY = 64,
  FAULT_SIZE = 128,
  FAULT_ANY = 255,
};

/// What an operation that fails returns.
enum {
  /// The error of SQLite that belongs to the operation, such as SQLITE_IOERR_FSYNC for a sync.
  FAULT_AS_IO_ERROR,
  /// SQLITE_FULL for writes; other operations do not fail.
  FAULT_AS_FULL,
};

/// What happened to a file.
enum {
  /// It was made, empty.
  FAULT_EVENT_CREATE,
  /// Bytes were written at an offset.
  FAULT_EVENT_WRITE,
  /// It was cut or extended to a size, which stands in `offset`.
  FAULT_EVENT_TRUNCATE,
  /// All of it that was written so far was promised to be on the disk.
  FAULT_EVENT_SYNC,
  /// Its name was removed; `offset` is 1 if that was promised to be on the disk.
  FAULT_EVENT_DELETE,
};

/// One entry of a disk's log.
typedef struct {
  int kind;
  /// The number of the file; `fault_disk_file_name` has its path.
  int file;
  int64_t offset;
  size_t count;
  /// The bytes of a write; they stay as long as the disk.
  const void *bytes;
} fault_event;

/// Registers a disk as a VFS; NULL if there is no memory.
fault_disk *fault_disk_create(const char *name);

/// Takes the disk away.
///
/// Returns how many files are still open on it; if there are any, its memory stays, because SQLite may come back.
int fault_disk_destroy(fault_disk *disk);

/// Has operations fail: those of the kinds in `mask` are counted anew, and from `first` (1 is the next one) on
/// `count` of them fail. A write that fails leaves half of its sectors.
void fault_disk_fail(fault_disk *disk, int mask, int64_t first, int64_t count, int as);

/// How many operations of the mask there were since `fault_disk_fail`.
int64_t fault_disk_operations(fault_disk *disk);

/// How many operations have failed since the disk was made.
int64_t fault_disk_failures(fault_disk *disk);

/// Limits what the files take together, in bytes; -1 for no limit.
void fault_disk_limit(fault_disk *disk, int64_t bytes);

/// What the files take together that were opened so far, in bytes.
int64_t fault_disk_used(fault_disk *disk);

/// Has every sync do nothing and report success.
void fault_disk_lie(fault_disk *disk, int lies);

/// Begins to remember events.
void fault_disk_record(fault_disk *disk);

/// How many events there are.
size_t fault_disk_event_count(fault_disk *disk);

/// The events from the beginning; the array stays as it is until the next operation on the disk.
fault_event fault_disk_event(fault_disk *disk, size_t index);

/// The path of a file; stays as long as the disk.
const char *fault_disk_file_name(fault_disk *disk, int file);

#endif
