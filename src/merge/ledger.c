#include "merge/steps.h"

/* A speaker's last entry, and the entry that holds each form of theirs. */
struct ledger {
    struct sr_map last, forms;
    struct sr_entry *items;
    uint32_t count;
};

static bool enter(struct ledger *l, const struct sr_step *steps, uint32_t i, struct sr_arena *arena) {
    const struct sr_step *s = &steps[i];
    struct sr_str who = sr_step_speaker(s, false, arena);
    struct sr_str form =
        sr_arena_printf(arena, "%.*s\x03%lld %lld %lld", (int)who.n, who.p ? who.p : "", (long long)s->claim->low,
                        (long long)s->claim->high, (long long)s->claim->value);
    if (!who.p || !form.p) return false;
    uint32_t at = sr_map_get(&l->forms, form), last = sr_map_get(&l->last, who);
    if (at != SR_NONE && l->items[at].until == SR_NONE) {
        l->items[at].documents++;
        if (!s->withdrawn_by) l->items[at].withdrawn_by = NULL;
        return true;
    }
    bool rounded = last != SR_NONE && sr_is_rounding(steps[l->items[last].step].claim, s->claim);
    if (last != SR_NONE && !rounded && steps[l->items[last].step].claim->seconds < s->claim->seconds)
        l->items[last].until = i;
    at = l->count++;
    l->items[at] = (struct sr_entry){i, SR_NONE, 1, s->withdrawn_by};
    bool beside = last != SR_NONE && steps[l->items[last].step].own && !s->own; /* a number beside the speaker's own */
    return sr_map_set(&l->forms, arena, form, at) && (rounded || beside || sr_map_set(&l->last, arena, who, at));
}

bool sr_ledger_make(struct sr_arena *arena, struct sr_course *out) {
    struct ledger l = {.items = sr_arena_alloc(arena, out->step_count, sizeof *l.items)};
    if (!l.items) return false;
    for (uint32_t i = 0; i < out->step_count; i++)
        if (!enter(&l, out->steps, i, arena)) return false;
    out->ledger = l.items;
    out->ledger_count = l.count;
    return true;
}
