/* dist.h: the desk's page as mk/web.mk links it in. None: `make web` was not run before the program was built. */
#ifndef SR_DESK_DIST_H
#define SR_DESK_DIST_H

#include <stddef.h>

struct sr_dist_file {
    const char *path;        /* "/index.html", "/assets/index-B7FsIPOx.css" */
    const char *type;        /* "text/css; charset=utf-8" */
    const unsigned char *gz; /* [gz_n] gzip; what it holds is as long as its last four bytes say */
    size_t gz_n;
};

extern const struct sr_dist_file sr_dist_files[]; /* [sr_dist_count] */
extern const size_t sr_dist_count;

#endif
