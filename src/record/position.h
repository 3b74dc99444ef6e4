/* position.h: bytes to code points or UTF-16 units. Built once a document; a look-up costs a few steps. */
#ifndef SR_RECORD_POSITION_H
#define SR_RECORD_POSITION_H

#include "base/arena.h"
#include "record/record.h"

struct sr_positions {
    enum sr_offsets unit;
    struct sr_str text;
    uint32_t *marks; /* the position of every 256th byte; NULL for bytes */
};

/* False when memory runs out. `text` is valid UTF-8 and is borrowed. */
SR_MUST_USE bool sr_positions_make(struct sr_str text, enum sr_offsets unit, struct sr_arena *arena,
                                   struct sr_positions *out);

uint32_t sr_position(const struct sr_positions *positions, uint32_t byte);

#endif
