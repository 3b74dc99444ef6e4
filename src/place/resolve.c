#include "place/resolve.h"

#include <math.h>

#include "base/map.h"
#include "base/utf8.h"

enum { MOST_ANCHORS = 48, REGION_SIZE = 500000 };

/* Weights. Set by hand on our own sentences, then looked over on the development texts. */
static const double COUNTRY_NAMED = 3.0, DATELINED = 2.0, COUNTRY_AGAIN = 0.8, NATION_NAMED = 1.5, NATION_AGAIN = 0.5,
                    MOST_EVIDENCE = 4.0, SENTENCE_HINT = 1.5, TOWN_HINT = 0.8, ADJACENT_HINT = 3.0, MOST_BONUS = 6.0,
                    QUALIFIED = 12.0, PART_KM = 60.0, JOINED = 1.5, CLASS_TOLD = 3.0, NEARBY = 1.2, NEARBY_KM = 150.0,
                    PARENT = 3.5, ALIAS = 0.5;

struct resolver {
    const struct sr_place_in *in;
    const struct sr_names *names;
    const struct sr_finds *finds;
    struct sr_resolved *out;
    struct {
        double lat, lon;
        uint32_t find;
        const char *admin, *country;
    } anchors[MOST_ANCHORS];
    uint32_t anchor_count;
};

double sr_distance_km(double lat1, double lon1, double lat2, double lon2) {
    const double rad = 3.14159265358979323846 / 180.0;
    double a = sin((lat2 - lat1) * rad / 2), b = sin((lon2 - lon1) * rad / 2);
    double h = a * a + cos(lat1 * rad) * cos(lat2 * rad) * b * b;
    return 2 * 6371.0 * asin(sqrt(h > 1 ? 1 : h));
}

static double people(uint32_t n) {
    return log10((double)n + 10.0);
}

/* How well known a place is, on a scale in which a town of a million has 6. */
static double prior(const struct sr_gazetteer_entry *e) {
    if (e->class == SR_PLACE_COUNTRY) return e->population >= 100000 ? 9.5 : 6.0;
    if (e->class == SR_PLACE_OTHER)
        return *e->country ? 5.5 : 9.0; /* "the Pacific", "Europe": no namesake is as well known */
    if (e->class == SR_PLACE_ADMIN) {
        if (!e->population) return e->second ? 3.5 : 4.8;
        return e->second ? 0.8 * people(e->population) : 0.9 * people(e->population) - 0.4;
    }
    return people(e->population) + (e->capital ? 1.5 : 0) + (e->capital && e->population >= 1000000 ? 0.5 : 0);
}

static double evidence(const struct resolver *r, const char *iso) {
    for (uint32_t i = 0; *iso && i < r->out->country_count; i++)
        if (memcmp(r->out->countries[i].iso, iso, 2) == 0) return r->out->countries[i].weight;
    return 0;
}

static void count_country(struct resolver *r, const char *iso, double first, double again, double most) {
    struct sr_country_weight *c = r->out->countries;
    uint32_t i = 0, n = r->out->country_count;
    if (!*iso) return;
    while (i < n && memcmp(c[i].iso, iso, 2)) i++;
    if (i == SR_MOST_COUNTRIES) return;
    if (i == n) {
        c[i] = (struct sr_country_weight){.weight = 0};
        memcpy(c[i].iso, iso, 2);
        r->out->country_count++;
    }
    double plus = c[i].times++ ? again : first;
    if (c[i].times == 1 || c[i].weight + plus <= most) c[i].weight += plus;
}

/* The entries of a find, one after another. */
struct entries {
    const struct resolver *r;
    const struct sr_find *find;
    uint32_t table, i;
};

static bool next_entry(struct entries *e, struct sr_gazetteer_entry *out, uint32_t *table, uint32_t *row) {
    while (e->table < SR_PLACE_TABLES && e->i >= e->find->rows.count[e->table]) e->table++, e->i = 0;
    if (e->table >= SR_PLACE_TABLES) return false;
    *table = e->table;
    *row = e->find->rows.row[e->table] + e->i++;
    sr_names_entry(e->r->names, *table, *row, out);
    return true;
}

/* The country that a name tells without help: all its entries that matter are there. "Georgia" tells none. */
static bool sole_country(const struct resolver *r, const struct sr_find *find, char iso[3], uint32_t *population) {
    struct entries e = {r, find, 0, 0};
    struct sr_gazetteer_entry x;
    uint32_t t, row, best = 0;
    bool country = false;
    iso[0] = iso[1] = iso[2] = 0;
    while (next_entry(&e, &x, &t, &row)) {
        if (t == 1 && best != UINT32_MAX &&
            *x.country) { /* place_extra holds what English news means by the name: "Gaza" */
            memcpy(iso, x.country, 2);
            *population = x.population > REGION_SIZE ? x.population : REGION_SIZE;
            return true;
        }
        uint32_t size = x.class == SR_PLACE_COUNTRY ? UINT32_MAX : x.population;
        /* a division's people are told only where its towns are large; a tiny island is no rival, though */
        if (x.class == SR_PLACE_ADMIN && !x.second && (!size || (size >= 10000 && size < 500000))) size = 500000;
        country |= x.class == SR_PLACE_COUNTRY;
        if (size < best || !*x.country || (best == UINT32_MAX && size != UINT32_MAX)) continue;
        best = size;
        memcpy(iso, x.country, 2);
    }
    e = (struct entries){r, find, 0, 0};
    uint64_t most = country ? 1000000 : best / 10; /* a rival of this size makes the name unclear */
    while (next_entry(&e, &x, &t, &row))
        if (memcmp(x.country, iso, 2) && x.class != SR_PLACE_COUNTRY && x.population > most) return false;
    *population = best;
    return *iso != 0;
}

/* How much a town tells of its country. */
static double town_weight(uint32_t population) {
    return population >= 500000 ? 1.5 : population >= 50000 ? 0.7 : 0;
}

static bool gather_evidence(struct resolver *r, struct sr_arena *arena) {
    struct sr_map towns = {0}; /* a town counts once, however often it is named */
    for (uint32_t i = 0; i < r->finds->count; i++) {
        const struct sr_find *f = &r->finds->items[i];
        char iso[3];
        uint32_t size;
        if (f->nationality) {
            count_country(r, f->country, NATION_NAMED, NATION_AGAIN, MOST_EVIDENCE);
        } else if (f->admin_short) {
            count_country(r, f->country, 2.0, NATION_AGAIN, MOST_EVIDENCE);
        } else if ((f->kind == SR_FIND_PLACE || f->kind == SR_FIND_HINT) && !f->common &&
                   sole_country(r, f, iso, &size)) {
            if (f->dateline) count_country(r, iso, DATELINED, COUNTRY_AGAIN, MOST_EVIDENCE + 1);
            else if (size == UINT32_MAX) count_country(r, iso, COUNTRY_NAMED, COUNTRY_AGAIN, MOST_EVIDENCE + 1);
            else if (size >= 50000 && f->kind == SR_FIND_PLACE) {
                struct sr_str key = {(const char *)&f->rows, sizeof f->rows};
                if (sr_map_get(&towns, key) != SR_NONE) continue;
                if (!sr_map_set(&towns, arena, key, i)) return false;
                count_country(r, iso, town_weight(size), 0.3, 3.0);
            }
        }
    }
    double best = 0;
    for (uint32_t i = 0; i < r->out->country_count; i++)
        if (r->out->countries[i].weight > best) {
            best = r->out->countries[i].weight;
            memcpy(r->out->country, r->out->countries[i].iso, 3);
        }
    return true;
}

/* What the sentence says: a nation or country right before ("Mali's capital, Bamako") or elsewhere in it. A name and
 * its own occurrences tell nothing of it. */
static double local_evidence(const struct resolver *r, uint32_t at, const char *iso) {
    const struct sr_find *f = &r->finds->items[at];
    double best = 0;
    uint32_t from = at, upto = at + 1;
    while (from > 0 && at - from < 12 && r->finds->items[from - 1].sentence == f->sentence) from--;
    while (upto < r->finds->count && upto - at < 6 && r->finds->items[upto].sentence == f->sentence) upto++;
    for (uint32_t i = from; i < upto; i++) {
        const struct sr_find *k = &r->finds->items[i];
        char told[3];
        uint32_t size = 0;
        if (i == at) continue;
        if (k->country[0]) memcpy(told, k->country, 3);
        else if (k->common || k->kind != SR_FIND_PLACE || !sole_country(r, k, told, &size) || size < 500000) continue;
        if (memcmp(told, iso, 2)) continue;
        if (k->kind == SR_FIND_PLACE && !memcmp(&k->rows, &f->rows, sizeof k->rows) && !k->nationality) continue;
        double w = size && size < UINT32_MAX                      ? TOWN_HINT
                   : k->end <= f->first && f->first - k->end <= 4 ? ADJACENT_HINT
                                                                  : SENTENCE_HINT;
        if (w > best) best = w;
    }
    return best;
}

/* A name without a spelling of its own is its folded key; both are ASCII then. */
static bool spells(const char *name, const char *key) {
    while (*name && sr_lower((unsigned char)*name) == (unsigned char)*key) name++, key++;
    return !*name && !*key;
}

/* Is the key another name of the place ("Kiev"), not the gazetteer's own? A letter with an accent stands for any. */
static bool is_alias(const struct sr_gazetteer_entry *x, const char *key) {
    if (x->class == SR_PLACE_COUNTRY || !*x->name) return false;
    const char *p = x->name;
    for (; *p && *key; key++) {
        if ((unsigned char)*p < 0x80) {
            if (sr_lower((unsigned char)*p++) != (unsigned char)*key) return true;
            continue;
        }
        uint32_t size;
        (void)sr_utf8_at(p, p + strlen(p), &size);
        p += size;
    }
    return *p || *key;
}

/* Does the qualifier ("…, Maine", "…, Iraq") hold for the entry? */
static bool qualifies(const struct resolver *r, const struct sr_find *q, const struct sr_gazetteer_entry *x) {
    if (q->admin_short) return memcmp(q->country, x->country, 2) == 0 && strcmp(q->admin_short, x->admin) == 0;
    struct entries e = {r, q, 0, 0};
    struct sr_gazetteer_entry k;
    uint32_t t, row;
    while (next_entry(&e, &k, &t, &row)) {
        if (memcmp(k.country, x->country, 2) || !*k.country) continue;
        if (k.class == SR_PLACE_COUNTRY && x->class != SR_PLACE_COUNTRY) return true;
        if (k.class != SR_PLACE_ADMIN || k.second || x->class == SR_PLACE_ADMIN) continue;
        const struct sr_table *table = r->names->tables[t];
        if (strcmp(*k.name ? k.name : sr_table_cell(table, row, 0), x->admin) == 0) return true;
        if (!*k.name && spells(x->admin, sr_table_cell(table, row, 0))) return true;
    }
    return false;
}

static double class_fit(const struct sr_find *f, const struct sr_gazetteer_entry *x) {
    if (f->generic == SR_PLACE_COUNT) return 0;
    if (f->generic == SR_PLACE_ADMIN && x->class == SR_PLACE_ADMIN)
        return f->second == x->second ? CLASS_TOLD : CLASS_TOLD / 2;
    if (f->generic == x->class) return CLASS_TOLD;
    return x->class == SR_PLACE_COUNTRY ? -4 : 0;
}

static double nearby(const struct resolver *r, uint32_t at, const struct sr_gazetteer_entry *x) {
    if (!x->has_point || x->class == SR_PLACE_COUNTRY) return 0;
    const struct sr_find *f = &r->finds->items[at];
    for (uint32_t i = 0; i < r->anchor_count; i++) {
        const struct sr_find *k = &r->finds->items[r->anchors[i].find];
        bool same = memcmp(&k->rows, &f->rows, sizeof k->rows) == 0; /* a name does not support itself */
        if (!same && sr_distance_km(x->lat, x->lon, r->anchors[i].lat, r->anchors[i].lon) <= NEARBY_KM) return NEARBY;
    }
    return 0;
}

/* A town of the division's own name, abroad, is what the bare name means: "the Lapa section of Sao Paulo". */
static bool has_own_town(const struct resolver *r, uint32_t at, const struct sr_gazetteer_entry *x, const char *key) {
    struct entries e = {r, &r->finds->items[at], 0, 0};
    struct sr_gazetteer_entry k;
    uint32_t t, row;
    while (memcmp(x->country, "US", 2) && r->finds->items[at].generic == SR_PLACE_COUNT && next_entry(&e, &k, &t, &row))
        if (k.class == SR_PLACE_CITY && !memcmp(k.country, x->country, 2) &&
            (*x->name ? strcmp(k.admin, x->name) == 0 : spells(k.admin, key)))
            return true;
    return false;
}

/* "Georgia's governor … in Atlanta": the division of a town that the document names. */
static double parent(const struct resolver *r, uint32_t at, const struct sr_gazetteer_entry *x, const char *key) {
    if (x->class != SR_PLACE_ADMIN || x->second || has_own_town(r, at, x, key)) return 0;
    for (uint32_t i = 0; i < r->anchor_count; i++) {
        const struct sr_find *k = &r->finds->items[r->anchors[i].find];
        if (memcmp(r->anchors[i].country, x->country, 2) ||
            !memcmp(&k->rows, &r->finds->items[at].rows, sizeof k->rows))
            continue;
        if (*x->name ? strcmp(r->anchors[i].admin, x->name) == 0 : spells(r->anchors[i].admin, key)) return PARENT;
    }
    return 0;
}

/* Has the find an entry in that country? */
static bool has_entry_in(const struct resolver *r, uint32_t find, const char *iso) {
    struct entries e = {r, &r->finds->items[find], 0, 0};
    struct sr_gazetteer_entry k;
    uint32_t t, row;
    while (next_entry(&e, &k, &t, &row))
        if (memcmp(k.country, iso, 2) == 0) return true;
    return false;
}

/* "Tecoluca, San Vicente Department": has what stands before or behind the comma an entry in that country? */
static bool joined(const struct resolver *r, uint32_t at, const char *iso) {
    const struct sr_find *f = &r->finds->items[at];
    bool qualifies_last = at > 0 && r->finds->items[at - 1].qualifier == at;
    uint32_t other = f->qualifier != SR_NONE ? f->qualifier : qualifies_last ? at - 1 : SR_NONE;
    return other != SR_NONE && has_entry_in(r, other, iso);
}

static double score(const struct resolver *r, uint32_t at, const struct sr_gazetteer_entry *x, const char *key,
                    bool *qualified) {
    const struct sr_find *f = &r->finds->items[at];
    double local = local_evidence(r, at, x->country), s = evidence(r, x->country);
    double bonus = (s < MOST_EVIDENCE ? s : MOST_EVIDENCE) + local;
    double total = prior(x) + (bonus < MOST_BONUS ? bonus : MOST_BONUS) + class_fit(f, x) + nearby(r, at, x) +
                   parent(r, at, x, key) + (joined(r, at, x->country) ? JOINED : 0);
    *qualified = f->qualifier != SR_NONE && qualifies(r, &r->finds->items[f->qualifier], x);
    if (*qualified) total += QUALIFIED;
    /* a division abroad that shares a country's name is told as one: "Niger state" */
    if (x->class == SR_PLACE_ADMIN && f->rows.row[0] != SR_NONE && f->generic != SR_PLACE_ADMIN &&
        memcmp(x->country, "US", 2))
        total -= 3;
    return total;
}

/* Is the best entry good enough for what the words around it tell? */
static bool acceptable(const struct resolver *r, uint32_t at, const struct sr_gazetteer_entry *x, bool qualified) {
    const struct sr_find *f = &r->finds->items[at];
    double known = prior(x), country = evidence(r, x->country);
    bool told = f->trust == SR_TRUST_TOLD || qualified;
    uint32_t size = sr_span_size(
        (struct sr_span){r->in->reading->tokens[f->name].span.start, r->in->reading->tokens[f->name_end - 1].span.end});
    if (f->stands_for) return true;
    if (f->in_facility)
        return qualified || (x->class != SR_PLACE_COUNTRY && known >= 5 && (!f->common || country >= NATION_NAMED));
    if (f->person && x->class != SR_PLACE_COUNTRY && !told) return false;
    if (f->given && f->trust == SR_TRUST_CAPITAL && known >= 5.5) return true; /* "Santiago and Sofia" */
    if (f->common) {
        bool spoken = country > town_weight(x->population) || local_evidence(r, at, x->country) > 0;
        return qualified || (f->trust == SR_TRUST_TOLD && (spoken || (known >= 5 && !f->capitals)));
    }
    if (x->class == SR_PLACE_CITY && x->population < SR_SMALL_TOWN && !x->capital && !qualified)
        return (told || f->read) && (country >= 1.0 || f->generic != SR_PLACE_COUNT || joined(r, at, x->country) ||
                                     local_evidence(r, at, x->country) > 0);
    if (told) return size >= 3 || known >= 8 || qualified;
    if (size <= 3 && x->class != SR_PLACE_COUNTRY) return false;
    if (f->trust == SR_TRUST_CAPITAL) return known >= 4.6 || country >= 1.0;
    return known >= 5.3 || (known >= 4.2 && country >= 1.5);
}

/* "San Francisco", "Victoria": a name that towns of many countries bear. */
static bool many_lands(const struct resolver *r, uint32_t at) {
    struct entries e = {r, &r->finds->items[at], 0, 0};
    struct sr_gazetteer_entry x;
    uint32_t t, row, lands = 0;
    char last[3] = "";
    while (next_entry(&e, &x, &t, &row)) {
        lands += memcmp(last, x.country, 2) != 0;
        memcpy(last, x.country, *x.country ? 3 : 1);
    }
    return lands >= 4;
}

/* What the name itself has brought to the evidence of the country. */
static double own_weight(const struct resolver *r, uint32_t at, const char *iso) {
    char told[3];
    uint32_t size;
    bool sole = sole_country(r, &r->finds->items[at], told, &size);
    return sole && memcmp(told, iso, 2) == 0 ? town_weight(size) : 0;
}

/* A small town of a country that nothing speaks of, where the document speaks of another: it is a namesake that is
 * meant, one that the tables lack. "The town of Kalo in northern Nigeria" is not Kalaw, Myanmar. */
static bool is_stranger(const struct resolver *r, uint32_t at, const struct sr_gazetteer_entry *x, bool other) {
    const struct sr_find *f = &r->finds->items[at];
    if (prior(x) >= (other || many_lands(r, at) ? 6.3 : 5.3) || x->class == SR_PLACE_OTHER || f->dateline) return false;
    if (x->class == SR_PLACE_ADMIN && !x->second) return false;
    char told[3];
    uint32_t size; /* "Fort St. John": no other land has one */
    if (f->name_end - f->name >= 3 && sole_country(r, f, told, &size)) return false;
    if (memcmp(r->out->country, x->country, 2) == 0) return false;
    if (many_lands(r, at) && local_evidence(r, at, x->country) == 0)
        return evidence(r, r->out->country) >= NATION_NAMED;
    if (evidence(r, x->country) > own_weight(r, at, x->country) || local_evidence(r, at, x->country) > 0 ||
        !r->out->country[0])
        return false;
    return evidence(r, r->out->country) >= NATION_NAMED;
}

/* "Yoro, Mali", "Santo Domingo, Cauca Department": what qualifies the name is of no country that has the entry. */
static bool is_abroad(const struct resolver *r, uint32_t at, const struct sr_gazetteer_entry *x) {
    const struct sr_find *f = &r->finds->items[at];
    if (f->qualifier == SR_NONE || x->class == SR_PLACE_COUNTRY) return false;
    const struct sr_find *q = &r->finds->items[f->qualifier];
    if (q->admin_short || (q->rows.row[0] == SR_NONE && q->generic != SR_PLACE_ADMIN)) return false;
    return !has_entry_in(r, f->qualifier, x->country);
}

/* "The Chelsea section of Manhattan" is no town in Massachusetts: is the entry away from what it is a part of? */
static bool is_elsewhere(const struct resolver *r, uint32_t at, const struct sr_gazetteer_entry *x) {
    const struct sr_find *f = &r->finds->items[at];
    if (!f->part || f->qualifier == SR_NONE) return false;
    const struct sr_find *q = &r->finds->items[f->qualifier];
    if (q->kind != SR_FIND_PLACE || q->generic == SR_PLACE_ADMIN || !x->has_point) return false;
    struct entries e = {r, q, 0, 0};
    struct sr_gazetteer_entry k;
    uint32_t t, row;
    bool towns = false;
    while (next_entry(&e, &k, &t, &row)) {
        if (k.class != SR_PLACE_CITY || !k.has_point) continue;
        towns = true;
        if (sr_distance_km(k.lat, k.lon, x->lat, x->lon) <= PART_KM) return false;
    }
    return towns;
}

static void choose(struct resolver *r, uint32_t at) {
    const struct sr_find *f = &r->finds->items[at];
    struct sr_choice *c = &r->out->choices[at];
    struct entries e = {r, f, 0, 0};
    struct sr_gazetteer_entry x;
    uint32_t table, row;
    double best = -1e9, second = -1e9;
    bool qualified = false, other = false;
    *c = (struct sr_choice){.table = SR_NONE, .row = SR_NONE};
    while (next_entry(&e, &x, &table, &row)) {
        bool q;
        const char *key = sr_table_cell(r->names->tables[table], row, 0);
        bool alias = is_alias(&x, key);
        double s = score(r, at, &x, key, &q) - (alias ? ALIAS : 0);
        if (s <= best) {
            if (s > second) second = s;
            continue;
        }
        second = best;
        best = s;
        qualified = q;
        other = alias;
        c->entry = x;
        c->table = table;
        c->row = row;
        memcpy(c->country, x.country, *x.country ? 3 : 1);
    }
    if (c->table == SR_NONE) return;
    c->taken = acceptable(r, at, &c->entry, qualified);
    bool vague = !c->taken && f->trust == SR_TRUST_TOLD && !f->common && !f->person && !f->in_facility &&
                 c->entry.population < SR_SMALL_TOWN;
    if (vague) { /* a place, but nothing says that it is this small town */
        c->taken = true;
        c->table = c->row = SR_NONE;
    }
    if (c->taken && !qualified &&
        (is_stranger(r, at, &c->entry, other) || is_elsewhere(r, at, &c->entry) || is_abroad(r, at, &c->entry))) {
        c->taken = f->part || (f->trust == SR_TRUST_TOLD && !f->common);
        c->table = c->row = SR_NONE; /* place_unknown gives it a country */
    }
    double clear = best - second;
    c->p = (float)((f->trust == SR_TRUST_TOLD      ? 0.97
                    : f->trust == SR_TRUST_CAPITAL ? 0.9
                                                   : 0.7) *
                   (clear > 2 ? 1.0 : 0.75 + clear / 8));
}

static void set_anchors(struct resolver *r) {
    r->anchor_count = 0;
    for (uint32_t i = 0; i < r->finds->count && r->anchor_count < MOST_ANCHORS; i++) {
        const struct sr_choice *c = &r->out->choices[i];
        const struct sr_find *f = &r->finds->items[i];
        if (!c->taken || !c->entry.has_point || c->entry.class == SR_PLACE_COUNTRY || f->common) continue;
        bool firm = c->p >= 0.85f && (prior(&c->entry) >= 5.3 || f->qualifier != SR_NONE || f->dateline);
        bool seen = false;
        for (uint32_t k = 0; k < r->anchor_count; k++)
            seen |= memcmp(&r->finds->items[r->anchors[k].find].rows, &f->rows, sizeof f->rows) == 0;
        if (!firm || seen) continue;
        r->anchors[r->anchor_count].lat = c->entry.lat;
        r->anchors[r->anchor_count].lon = c->entry.lon;
        r->anchors[r->anchor_count].admin = c->entry.admin;
        r->anchors[r->anchor_count].country = c->entry.country;
        r->anchors[r->anchor_count++].find = i;
    }
}

/* One sense per discourse: the occurrence that is told best speaks for the others of the same name. */
static bool share_senses(struct resolver *r, struct sr_arena *arena) {
    struct sr_map best = {0};
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < r->finds->count; i++) {
            const struct sr_find *f = &r->finds->items[i];
            struct sr_choice *c = &r->out->choices[i];
            if (f->kind != SR_FIND_PLACE || c->table == SR_NONE) continue;
            struct sr_str key = {(const char *)&f->rows, sizeof f->rows};
            uint32_t k = sr_map_get(&best, key);
            if (pass == 0) {
                const struct sr_choice *o = k == SR_NONE ? NULL : &r->out->choices[k];
                const struct sr_find *of = k == SR_NONE ? NULL : &r->finds->items[k];
                bool better = !o || (c->taken && !o->taken) ||
                              (c->taken == o->taken && ((f->qualifier != SR_NONE && of->qualifier == SR_NONE) ||
                                                        (f->trust > of->trust && of->qualifier == SR_NONE)));
                if (better && !sr_map_set(&best, arena, key, i)) return false;
            } else if (k != i && f->qualifier == SR_NONE && r->out->choices[k].taken &&
                       (f->generic == SR_PLACE_COUNT || r->finds->items[k].generic == f->generic) &&
                       (r->finds->items[k].generic == SR_PLACE_COUNT || r->finds->items[k].generic == f->generic)) {
                bool taken = c->taken || !f->common;
                float p = c->p;
                *c = r->out->choices[k];
                c->taken = taken;
                c->p = p;
            }
        }
    }
    return true;
}

/* An unknown name, or a facility: the country of its qualifier, of its sentence, or of the document. */
static void place_unknown(struct resolver *r, uint32_t at) {
    const struct sr_find *f = &r->finds->items[at];
    struct sr_choice *c = &r->out->choices[at];
    const char *iso = "";
    if (f->qualifier != SR_NONE) {
        const struct sr_find *q = &r->finds->items[f->qualifier];
        iso = q->admin_short ? q->country : r->out->choices[f->qualifier].country;
    }
    uint32_t nearest = UINT32_MAX;
    for (uint32_t i = 0; !*iso && i < r->finds->count; i++) {
        const struct sr_find *k = &r->finds->items[i];
        if (k->sentence != f->sentence || i == at || !r->out->choices[i].taken || k->kind != SR_FIND_PLACE) continue;
        if (!r->out->choices[i].country[0]) continue;
        bool abroad = memcmp(r->out->choices[i].country, r->out->country, 2) != 0;
        uint32_t gap = k->first >= f->end ? k->first - f->end : f->first - (k->end < f->first ? k->end : f->first);
        if (abroad && gap > 5) continue; /* far from it in the sentence, another country says nothing of it */
        if (gap < nearest) {
            nearest = gap;
            memcpy(c->country, r->out->choices[i].country, 3);
        }
    }
    if (*iso) memcpy(c->country, iso, 3);
    else if (nearest == UINT32_MAX) memcpy(c->country, r->out->country, 3);
    c->table = c->row = SR_NONE;
    c->taken = true;
    bool told = f->trust == SR_TRUST_TOLD && (f->kind != SR_FIND_PLACE || f->generic != SR_PLACE_COUNT);
    c->p = told ? 0.8f : 0.55f; /* a namesake of the tables' is told by a word of its kind, not by "in" alone */
}

bool sr_resolve(const struct sr_place_in *in, const struct sr_names *names, const struct sr_finds *finds,
                struct sr_arena *arena, struct sr_resolved *out) {
    struct resolver r = {.in = in, .names = names, .finds = finds, .out = out};
    *out = (struct sr_resolved){.choices = sr_arena_alloc(arena, finds->count, sizeof *out->choices)};
    if (!out->choices) return false;
    if (!gather_evidence(&r, arena)) return false;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < finds->count; i++)
            if (finds->items[i].kind == SR_FIND_PLACE) choose(&r, i);
        set_anchors(&r);
    }
    for (uint32_t i = 0; i < finds->count; i++)
        if (finds->items[i].admin_short) out->choices[i].taken = false;
    if (!share_senses(&r, arena)) return false;
    for (uint32_t i = 0; i < finds->count; i++)
        if (finds->items[i].kind != SR_FIND_PLACE || (out->choices[i].table == SR_NONE && out->choices[i].taken))
            if (finds->items[i].kind != SR_FIND_HINT) place_unknown(&r, i);
    return true;
}
