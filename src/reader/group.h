/* group.h: mentions that mean the same, as entities: for use inside reader/ only. */
#ifndef SR_READER_GROUP_H
#define SR_READER_GROUP_H

#include "reader/reading.h"

struct sr_mention_groups { /* what a reading has as its mentions and entities */
    struct sr_mention *mentions;
    struct sr_entity *entities;
    uint32_t mention_count, entity_count;
};

/* Make entities of g->mentions, which are in the order of the text and whose `entity` is any number below `numbers` that
 * those of one entity share; it becomes the entity's index. Entities stand in the order of their first mentions, named by
 * the mention that tells most, of the type that their mentions speak for most. Entities live in `arena`; false when
 * memory is out. Linear. */
bool sr_group_mentions(struct sr_mention_groups *g, uint32_t numbers, struct sr_arena *arena, struct sr_arena *scratch);

#endif
