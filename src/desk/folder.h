/* folder.h: a folder's files as they come. For desk/ only. One thread. */
#ifndef SR_DESK_FOLDER_H
#define SR_DESK_FOLDER_H

#include "desk/intake.h"

struct sr_folder;

enum { SR_FOLDER_MOST = 100000, SR_FOLDER_FILE = 64 << 20 }; /* files remembered; bytes of one */

/* SR_ERR_NOT_FOUND, SR_ERR_ACCESS: it can't be looked into. `path` is borrowed. */
SR_MUST_USE enum sr_status sr_folder_open(const char *path, struct sr_folder **folder, struct sr_err *err);
void sr_folder_free(struct sr_folder *folder); /* NULL is fine */

/* Hand each file that is new or changed, and was left alone for a second, to the intake, by name; hidden ones are left out,
 * folders within it not looked into. Files for which there is no room come at the next scan. */
SR_MUST_USE enum sr_status sr_folder_scan(struct sr_folder *folder, int64_t now_ms, struct sr_intake *intake,
                                          void *user, uint32_t *put, struct sr_err *err);

#endif
