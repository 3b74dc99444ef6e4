/* blob.h: the layout of a compiled table, shared by its writer (compile.c) and its reader (table.c).
 *
 *     head | slots u32[mask + 1] | cells u32[rows][columns] | pool char[pool]          little-endian, 4-byte aligned
 *
 * A slot is 0, or the first row of a key + 1 with the high bits of the key's hash above it: most look-ups are of words
 * that the table lacks, and the bits save them the way to the cell and to its characters.
 */
#ifndef SR_LEXICON_BLOB_H
#define SR_LEXICON_BLOB_H

#include <stdint.h>

#define SR_BLOB_MAGIC 0x32425253u /* "SRB2" */
#define SR_BLOB_ROW 0x00ffffffu   /* of a slot: the row + 1 */
#define SR_BLOB_TAG 0xff000000u   /* and the bits of the hash */

struct sr_blob_head {
    uint32_t magic, rows, columns, longest, mask, pool;
};

#endif
