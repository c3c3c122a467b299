#include "CFaultVFS.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

// A file by its path. Temporary files have none of their own and share the first entry, which is not remembered.
typedef struct {
  char *path;
  int64_t size;
} file_state;

struct fault_disk {
  sqlite3_vfs vfs;
  sqlite3_vfs *base;
  pthread_mutex_t mutex;
  int open_count;

  int mask;
  int as;
  int64_t first;
  int64_t count;
  int64_t operations;
  int64_t failures;
  int64_t limit;
  int lies;

  file_state *files;
  int file_count;

  int is_recording;
  fault_event *events;
  size_t event_count;
  size_t event_capacity;
};

typedef struct {
  sqlite3_file own;
  fault_disk *disk;
  sqlite3_file *real;
  int file;
} fault_file;

static const int64_t sector_size = 512;

// MARK: What is remembered; the mutex is held

static int file_number(fault_disk *disk, const char *path) {
  for (int number = 1; number < disk->file_count; number++) {
    if (strcmp(disk->files[number].path, path) == 0) return number;
  }
  file_state *files = realloc(disk->files, sizeof(file_state) * (size_t)(disk->file_count + 1));
  if (files == NULL) abort();
  disk->files = files;
  char *copy = strdup(path);
  if (copy == NULL) abort();
  files[disk->file_count] = (file_state){.path = copy, .size = 0};
  return disk->file_count++;
}

static void remember(fault_disk *disk, int kind, int file, int64_t offset, const void *bytes, size_t count) {
  if (!disk->is_recording || file == 0) return;
  if (disk->event_count == disk->event_capacity) {
    size_t capacity = disk->event_capacity == 0 ? 1024 : disk->event_capacity * 2;
    fault_event *events = realloc(disk->events, sizeof(fault_event) * capacity);
    if (events == NULL) abort();
    disk->events = events;
    disk->event_capacity = capacity;
  }
  void *copy = NULL;
  if (count > 0) {
    copy = malloc(count);
    if (copy == NULL) abort();
    memcpy(copy, bytes, count);
  }
  disk->events[disk->event_count++] =
      (fault_event){.kind = kind, .file = file, .offset = offset, .count = count, .bytes = copy};
}

static int64_t used(fault_disk *disk) {
  int64_t sum = 0;
  for (int number = 1; number < disk->file_count; number++) sum += disk->files[number].size;
  return sum;
}

// Whether this operation is one that fails.
static int fails(fault_disk *disk, int operation) {
  if ((disk->mask & operation) == 0) return 0;
  if (disk->as == FAULT_AS_FULL && operation != FAULT_WRITE) return 0;
  disk->operations++;
  if (disk->operations < disk->first || disk->operations - disk->first >= disk->count) return 0;
  disk->failures++;
  return 1;
}

static int passes(fault_disk *disk, int operation, int error) {
  pthread_mutex_lock(&disk->mutex);
  int failed = fails(disk, operation);
  pthread_mutex_unlock(&disk->mutex);
  return failed ? error : SQLITE_OK;
}

// MARK: Files

static int file_close(sqlite3_file *file) {
  fault_file *own = (fault_file *)file;
  int result = own->real->pMethods ? own->real->pMethods->xClose(own->real) : SQLITE_OK;
  pthread_mutex_lock(&own->disk->mutex);
  own->disk->open_count--;
  pthread_mutex_unlock(&own->disk->mutex);
  return result;
}

static int file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
  fault_file *own = (fault_file *)file;
  int result = passes(own->disk, FAULT_READ, SQLITE_IOERR_READ);
  return result ? result : own->real->pMethods->xRead(own->real, bytes, count, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
  fault_file *own = (fault_file *)file;
  fault_disk *disk = own->disk;
  pthread_mutex_lock(&disk->mutex);
  int result = SQLITE_OK;
  int written = count;
  int64_t growth = offset + count - disk->files[own->file].size;
  if (fails(disk, FAULT_WRITE)) {
    result = disk->as == FAULT_AS_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  } else if (own->file != 0 && disk->limit >= 0 && growth > 0 && used(disk) + growth > disk->limit) {
    disk->failures++;
    result = SQLITE_FULL;
  }
  if (result != SQLITE_OK) written = (int)(count / 2 / sector_size * sector_size);
  if (written > 0) {
    int own_result = own->real->pMethods->xWrite(own->real, bytes, written, offset);
    if (own_result != SQLITE_OK) {
      result = own_result;
    } else {
      remember(disk, FAULT_EVENT_WRITE, own->file, offset, bytes, (size_t)written);
      if (own->file != 0 && offset + written > disk->files[own->file].size) {
        disk->files[own->file].size = offset + written;
      }
    }
  }
  pthread_mutex_unlock(&disk->mutex);
  return result;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
  fault_file *own = (fault_file *)file;
  int result = passes(own->disk, FAULT_TRUNCATE, SQLITE_IOERR_TRUNCATE);
  if (result != SQLITE_OK) return result;
  pthread_mutex_lock(&own->disk->mutex);
  result = own->real->pMethods->xTruncate(own->real, size);
  if (result == SQLITE_OK && own->file != 0) {
    remember(own->disk, FAULT_EVENT_TRUNCATE, own->file, size, NULL, 0);
    own->disk->files[own->file].size = size;
  }
  pthread_mutex_unlock(&own->disk->mutex);
  return result;
}

// The real file is not synced: nothing here outlives the machine, and tests have many commits to make.
static int file_sync(sqlite3_file *file, int flags) {
  (void)flags;
  fault_file *own = (fault_file *)file;
  int result = passes(own->disk, FAULT_SYNC, SQLITE_IOERR_FSYNC);
  if (result != SQLITE_OK) return result;
  pthread_mutex_lock(&own->disk->mutex);
  if (!own->disk->lies) remember(own->disk, FAULT_EVENT_SYNC, own->file, 0, NULL, 0);
  pthread_mutex_unlock(&own->disk->mutex);
  return SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
  fault_file *own = (fault_file *)file;
  int result = passes(own->disk, FAULT_SIZE, SQLITE_IOERR_FSTAT);
  return result ? result : own->real->pMethods->xFileSize(own->real, size);
}

static int file_lock(sqlite3_file *file, int level) {
  fault_file *own = (fault_file *)file;
  return own->real->pMethods->xLock(own->real, level);
}

static int file_unlock(sqlite3_file *file, int level) {
  fault_file *own = (fault_file *)file;
  return own->real->pMethods->xUnlock(own->real, level);
}

static int file_check_reserved_lock(sqlite3_file *file, int *result) {
  fault_file *own = (fault_file *)file;
  return own->real->pMethods->xCheckReservedLock(own->real, result);
}

static int file_control(sqlite3_file *file, int operation, void *argument) {
  fault_file *own = (fault_file *)file;
  return own->real->pMethods->xFileControl(own->real, operation, argument);
}

static int file_sector_size(sqlite3_file *file) {
  fault_file *own = (fault_file *)file;
  return own->real->pMethods->xSectorSize(own->real);
}

static int file_characteristics(sqlite3_file *file) {
  fault_file *own = (fault_file *)file;
  return own->real->pMethods->xDeviceCharacteristics(own->real);
}

static int file_shm_map(sqlite3_file *file, int region, int size, int extends, void volatile **address) {
  fault_file *own = (fault_file *)file;
  // Only a mapping that makes its file longer can fail for want of space or of a disk.
  int result = extends ? passes(own->disk, FAULT_SHARED_MEMORY, SQLITE_IOERR_SHMSIZE) : SQLITE_OK;
  if (result != SQLITE_OK) {
    *address = NULL;
    return result;
  }
  return own->real->pMethods->xShmMap(own->real, region, size, extends, address);
}

static int file_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  fault_file *own = (fault_file *)file;
  return own->real->pMethods->xShmLock(own->real, offset, count, flags);
}

static void file_shm_barrier(sqlite3_file *file) {
  fault_file *own = (fault_file *)file;
  own->real->pMethods->xShmBarrier(own->real);
}

static int file_shm_unmap(sqlite3_file *file, int deletes) {
  fault_file *own = (fault_file *)file;
  return own->real->pMethods->xShmUnmap(own->real, deletes);
}

// Version 2: without memory mapping of content, which would pass by the counting.
static const sqlite3_io_methods file_methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock,
    .xShmBarrier = file_shm_barrier,
    .xShmUnmap = file_shm_unmap,
};

// MARK: The VFS

static fault_disk *disk_of(sqlite3_vfs *vfs) { return (fault_disk *)vfs->pAppData; }

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags) {
  fault_disk *disk = disk_of(vfs);
  fault_file *own = (fault_file *)file;
  memset(own, 0, sizeof(*own));
  int result = passes(disk, FAULT_OPEN, SQLITE_CANTOPEN);
  if (result != SQLITE_OK) return result;
  own->disk = disk;
  own->real = (sqlite3_file *)(own + 1);
  int exists = 1;
  int is_kept = path != NULL && (flags & SQLITE_OPEN_DELETEONCLOSE) == 0;
  if (is_kept) disk->base->xAccess(disk->base, path, SQLITE_ACCESS_EXISTS, &exists);
  result = disk->base->xOpen(disk->base, path, own->real, flags, out_flags);
  if (result != SQLITE_OK) {
    if (own->real->pMethods) own->real->pMethods->xClose(own->real);
    return result;
  }
  pthread_mutex_lock(&disk->mutex);
  own->own.pMethods = &file_methods;
  disk->open_count++;
  if (is_kept) {
    own->file = file_number(disk, path);
    sqlite3_int64 size = 0;
    own->real->pMethods->xFileSize(own->real, &size);
    disk->files[own->file].size = size;
    if (!exists) remember(disk, FAULT_EVENT_CREATE, own->file, 0, NULL, 0);
  }
  pthread_mutex_unlock(&disk->mutex);
  return SQLITE_OK;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int syncs_directory) {
  fault_disk *disk = disk_of(vfs);
  int result = passes(disk, FAULT_DELETE, SQLITE_IOERR_DELETE);
  if (result != SQLITE_OK) return result;
  pthread_mutex_lock(&disk->mutex);
  result = disk->base->xDelete(disk->base, path, 0);
  if (result == SQLITE_OK) {
    int number = file_number(disk, path);
    disk->files[number].size = 0;
    remember(disk, FAULT_EVENT_DELETE, number, syncs_directory && !disk->lies, NULL, 0);
  }
  pthread_mutex_unlock(&disk->mutex);
  return result;
}

static int vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *result) {
  sqlite3_vfs *base = disk_of(vfs)->base;
  return base->xAccess(base, path, flags, result);
}

static int vfs_full_pathname(sqlite3_vfs *vfs, const char *path, int count, char *result) {
  sqlite3_vfs *base = disk_of(vfs)->base;
  return base->xFullPathname(base, path, count, result);
}

static int vfs_randomness(sqlite3_vfs *vfs, int count, char *bytes) {
  sqlite3_vfs *base = disk_of(vfs)->base;
  return base->xRandomness(base, count, bytes);
}

static int vfs_sleep(sqlite3_vfs *vfs, int microseconds) {
  sqlite3_vfs *base = disk_of(vfs)->base;
  return base->xSleep(base, microseconds);
}

static int vfs_current_time(sqlite3_vfs *vfs, double *time) {
  sqlite3_vfs *base = disk_of(vfs)->base;
  return base->xCurrentTime(base, time);
}

static int vfs_current_time_int64(sqlite3_vfs *vfs, sqlite3_int64 *time) {
  sqlite3_vfs *base = disk_of(vfs)->base;
  return base->xCurrentTimeInt64(base, time);
}

static int vfs_last_error(sqlite3_vfs *vfs, int count, char *text) {
  sqlite3_vfs *base = disk_of(vfs)->base;
  return base->xGetLastError(base, count, text);
}

fault_disk *fault_disk_create(const char *name) {
  sqlite3_initialize();
  sqlite3_vfs *base = sqlite3_vfs_find(NULL);
  fault_disk *disk = calloc(1, sizeof(*disk));
  file_state *files = calloc(1, sizeof(*files));
  char *copy = strdup(name);
  if (base == NULL || disk == NULL || files == NULL || copy == NULL) {
    free(disk);
    free(files);
    free(copy);
    return NULL;
  }
  disk->base = base;
  disk->files = files;
  disk->file_count = 1;
  disk->limit = -1;
  pthread_mutex_init(&disk->mutex, NULL);
  disk->vfs = (sqlite3_vfs){
      .iVersion = 2,
      .szOsFile = (int)sizeof(fault_file) + base->szOsFile,
      .mxPathname = base->mxPathname,
      .zName = copy,
      .pAppData = disk,
      .xOpen = vfs_open,
      .xDelete = vfs_delete,
      .xAccess = vfs_access,
      .xFullPathname = vfs_full_pathname,
      .xRandomness = vfs_randomness,
      .xSleep = vfs_sleep,
      .xCurrentTime = vfs_current_time,
      .xGetLastError = vfs_last_error,
      .xCurrentTimeInt64 = vfs_current_time_int64,
  };
  sqlite3_vfs_register(&disk->vfs, 0);
  return disk;
}

int fault_disk_destroy(fault_disk *disk) {
  sqlite3_vfs_unregister(&disk->vfs);
  pthread_mutex_lock(&disk->mutex);
  int open_count = disk->open_count;
  pthread_mutex_unlock(&disk->mutex);
  if (open_count > 0) return open_count;
  for (size_t index = 0; index < disk->event_count; index++) free((void *)disk->events[index].bytes);
  for (int number = 1; number < disk->file_count; number++) free(disk->files[number].path);
  free(disk->events);
  free(disk->files);
  free((void *)disk->vfs.zName);
  pthread_mutex_destroy(&disk->mutex);
  free(disk);
  return 0;
}

// MARK: What tests ask for

void fault_disk_fail(fault_disk *disk, int mask, int64_t first, int64_t count, int as) {
  pthread_mutex_lock(&disk->mutex);
  disk->mask = mask;
  disk->first = first;
  disk->count = count;
  disk->as = as;
  disk->operations = 0;
  pthread_mutex_unlock(&disk->mutex);
}

int64_t fault_disk_operations(fault_disk *disk) {
  pthread_mutex_lock(&disk->mutex);
  int64_t operations = disk->operations;
  pthread_mutex_unlock(&disk->mutex);
  return operations;
}

int64_t fault_disk_failures(fault_disk *disk) {
  pthread_mutex_lock(&disk->mutex);
  int64_t failures = disk->failures;
  pthread_mutex_unlock(&disk->mutex);
  return failures;
}

void fault_disk_limit(fault_disk *disk, int64_t bytes) {
  pthread_mutex_lock(&disk->mutex);
  disk->limit = bytes;
  pthread_mutex_unlock(&disk->mutex);
}

int64_t fault_disk_used(fault_disk *disk) {
  pthread_mutex_lock(&disk->mutex);
  int64_t bytes = used(disk);
  pthread_mutex_unlock(&disk->mutex);
  return bytes;
}

void fault_disk_lie(fault_disk *disk, int lies) {
  pthread_mutex_lock(&disk->mutex);
  disk->lies = lies;
  pthread_mutex_unlock(&disk->mutex);
}

void fault_disk_record(fault_disk *disk) {
  pthread_mutex_lock(&disk->mutex);
  disk->is_recording = 1;
  pthread_mutex_unlock(&disk->mutex);
}

size_t fault_disk_event_count(fault_disk *disk) {
  pthread_mutex_lock(&disk->mutex);
  size_t count = disk->event_count;
  pthread_mutex_unlock(&disk->mutex);
  return count;
}

fault_event fault_disk_event(fault_disk *disk, size_t index) {
  pthread_mutex_lock(&disk->mutex);
  fault_event event = disk->events[index];
  pthread_mutex_unlock(&disk->mutex);
  return event;
}

const char *fault_disk_file_name(fault_disk *disk, int file) {
  pthread_mutex_lock(&disk->mutex);
  const char *path = disk->files[file].path;
  pthread_mutex_unlock(&disk->mutex);
  return path;
}
