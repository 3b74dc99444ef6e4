#include "store/edit_value.h"

#include "store/store.h"

static const struct {
    const char *hedge;
    bool low, high; /* which end the number is */
} hedges[] = {{"at-least", true, false},  {"more-than", true, false}, {"at-most", false, true},
              {"less-than", false, true}, {"about", false, false},    {"exact", true, true}};

static bool digits(struct sr_str *s, int64_t *value) {
    uint32_t n = 0;
    int64_t v = 0;
    for (; n < s->n && n < 12 && s->p[n] >= '0' && s->p[n] <= '9'; n++) v = v * 10 + (s->p[n] - '0');
    *value = v;
    s->p += n;
    s->n -= n;
    return n > 0;
}

/* "12", "12-15" */
static bool read_plain(struct sr_str s, struct sr_edit_value *out) {
    int64_t low, high;
    if (!digits(&s, &low)) return false;
    high = low;
    if (s.n > 1 && *s.p == '-') {
        s.p++;
        s.n--;
        if (!digits(&s, &high) || high <= low) return false;
        *out = (struct sr_edit_value){low, high, low, "range"};
    } else *out = (struct sr_edit_value){low, low, low, "exact"};
    return s.n == 0;
}

bool sr_edit_value_read(struct sr_str s, struct sr_edit_value *out) {
    const int64_t none = SR_STORE_UNKNOWN;
    if (sr_str_is(s, "vague")) {
        *out = (struct sr_edit_value){none, none, none, "vague"};
        return true;
    }
    for (size_t i = 0; i < sizeof hedges / sizeof *hedges; i++) {
        uint32_t n = (uint32_t)strlen(hedges[i].hedge);
        int64_t v;
        if (s.n <= n || memcmp(s.p, hedges[i].hedge, n) != 0 || s.p[n] != ' ') continue;
        struct sr_str rest = {s.p + n + 1, s.n - n - 1};
        if (!digits(&rest, &v) || rest.n) return false;
        *out = (struct sr_edit_value){hedges[i].low ? v : none, hedges[i].high ? v : none, v, hedges[i].hedge};
        return true;
    }
    return read_plain(s, out);
}

struct sr_str sr_edit_value_write(struct sr_arena *arena, const struct sr_edit_value *v) {
    int64_t n = v->value != SR_STORE_UNKNOWN ? v->value : v->low != SR_STORE_UNKNOWN ? v->low : v->high;
    if (n == SR_STORE_UNKNOWN || strcmp(v->hedge, "vague") == 0) return SR_STR("vague");
    if (strcmp(v->hedge, "exact") == 0) return sr_arena_printf(arena, "%lld", (long long)n);
    if (strcmp(v->hedge, "range") == 0)
        return sr_arena_printf(arena, "%lld-%lld", (long long)v->low, (long long)v->high);
    return sr_arena_printf(arena, "%s %lld", v->hedge, (long long)n);
}
