#include "base/map.h"

static uint32_t slot_of(const struct sr_map *map, struct sr_str key) {
    uint32_t i = sr_hash(key) & map->mask;
    while (map->slots[i] && !sr_str_eq(map->keys[map->slots[i] - 1], key)) i = (i + 1) & map->mask;
    return i;
}

uint32_t sr_map_get(const struct sr_map *map, struct sr_str key) {
    if (!map->count) return SR_NONE;
    uint32_t at = map->slots[slot_of(map, key)];
    return at ? map->values[at - 1] : SR_NONE;
}

static bool rehash(struct sr_map *map, struct sr_arena *arena) {
    uint32_t size = map->slots ? (map->mask + 1) * 2 : 16;
    uint32_t *slots = sr_arena_alloc(arena, size, sizeof *slots);
    if (!slots) return false;
    map->slots = slots;
    map->mask = size - 1;
    for (uint32_t k = 0; k < map->count; k++) map->slots[slot_of(map, map->keys[k])] = k + 1;
    return true;
}

bool sr_map_set(struct sr_map *map, struct sr_arena *arena, struct sr_str key, uint32_t value) {
    if (!map->slots || map->count * 2 >= map->mask + 1)
        if (!rehash(map, arena)) return false;
    uint32_t i = slot_of(map, key);
    if (map->slots[i]) {
        map->values[map->slots[i] - 1] = value;
        return true;
    }
    if (map->count == map->room) {
        uint32_t room = map->room ? map->room * 2 : 8;
        struct sr_str *keys = sr_arena_grow(arena, map->keys, map->room, room, sizeof *keys);
        uint32_t *values = keys ? sr_arena_grow(arena, map->values, map->room, room, sizeof *values) : NULL;
        if (!values) return false;
        map->keys = keys;
        map->values = values;
        map->room = room;
    }
    map->keys[map->count] = key;
    map->values[map->count] = value;
    map->slots[i] = ++map->count;
    return true;
}
