/* blob.h: the layout of a compiled table, shared by its writer (compile.c) and its reader (table.c).
 *
 *     head | slots u32[mask + 1] | cells u32[rows][columns] | pool char[pool]          little-endian, 4-byte aligned
 */
#ifndef SR_LEXICON_BLOB_H
#define SR_LEXICON_BLOB_H

#include <stdint.h>

#define SR_BLOB_MAGIC 0x31425253u /* "SRB1" */

struct sr_blob_head {
    uint32_t magic, rows, columns, longest, mask, pool;
};

#endif
