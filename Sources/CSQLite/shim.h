#include <sqlite3.h>

/// Sets an option of a connection to 0 or 1, or leaves it as it is for -1; `now` tells what it is then.
///
/// Stands for sqlite3_db_config, whose variable arguments Swift cannot pass.
static inline int concordat_db_config(sqlite3 *db, int option, int value, int *now) {
  return sqlite3_db_config(db, option, value, now);
}
