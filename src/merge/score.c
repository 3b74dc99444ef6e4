#include "merge/score.h"

#include <math.h>

#include "merge/reprint.h"
#include "merge/terms.h"

enum { TOP_NAMES = 4, TOP_PLACES = 2 };

/* About two rare names' squared rarity: of two briefs that name one town each, one town is little. */
enum { FEW_WORDS = 60 };

/* The greatest few of what is offered, greatest first. */
static void offer(double *top, uint32_t count, double value) {
    for (uint32_t i = 0; i < count; i++) {
        if (value <= top[i]) continue;
        double out = top[i];
        top[i] = value;
        value = out;
    }
}

/* Shared words. A cosine for all names together and one for the other words; the share of the smaller bag of names
 * that the larger holds, for a brief beside a long report; and the few rarest shared names by themselves, for two long
 * reports with much besides ("Couture" in both says more than forty other names say against it). */
static void words(const struct sr_member *a, const struct sr_member *b, double *f) {
    bool shared = false;
    double names = 0, plain = 0, top_names[TOP_NAMES] = {0}, top_places[TOP_PLACES] = {0};
    for (uint32_t i = 0, k = 0; i < a->term_count && k < b->term_count;) {
        const struct sr_term *x = &a->terms[i], *y = &b->terms[k];
        if (x->word < y->word) i++;
        else if (x->word > y->word) k++;
        else {
            double both = sr_term_weight(x) * sr_term_weight(y), rare = sr_term_rarity(x) * sr_term_rarity(x);
            if ((x->cls == SR_TERM_WORD) == (y->cls == SR_TERM_WORD))
                *(x->cls == SR_TERM_WORD ? &plain : &names) += both;
            shared |= (x->cls == SR_TERM_NAME && y->cls != SR_TERM_WORD && !x->usual) ||
                      (y->cls == SR_TERM_NAME && x->cls != SR_TERM_WORD && !y->usual);
            if (x->cls == SR_TERM_NAME && y->cls == SR_TERM_NAME) offer(top_names, TOP_NAMES, rare);
            if (x->cls == SR_TERM_PLACE && y->cls == SR_TERM_PLACE) offer(top_places, TOP_PLACES, rare);
            i++;
            k++;
        }
    }
    double least = fmin(a->name_norm, b->name_norm), most = fmax(a->name_norm, b->name_norm), top = 0, places = 0;
    f[SR_FEATURE_NAMES] = names / (least * most + FEW_WORDS);
    f[SR_FEATURE_NAMES_HELD] = fmin(1, names / (least * least + FEW_WORDS));
    f[SR_FEATURE_WORDS] = plain / (a->word_norm * b->word_norm + FEW_WORDS);
    if (!shared) f[SR_FEATURE_NAMES_APART] = fmin(1, fmin(a->own_names, b->own_names) / 4);
    for (uint32_t i = 0; i < TOP_NAMES; i++) top += top_names[i];
    for (uint32_t i = 0; i < TOP_PLACES; i++) places += top_places[i];
    f[SR_FEATURE_RARE_NAMES] = fmin(3, top / 40); /* 40: about the square of a name's rarity that is in two documents */
    f[SR_FEATURE_RARE_PLACES] = fmin(2, places / 40);
}

enum { MONTHS = 120 }; /* days */

/* How far apart, from a day on, in fortnights, one at most. */
static double fortnights(int64_t gap) {
    return gap <= 1 ? 0 : fmin(1, (double)(gap - 1) / 14);
}

static int64_t gap_of(int64_t a, int64_t b) {
    return a < b ? b - a : a - b;
}

/* It tells of what has just begun, as far as is known: no look back on an anniversary, no trial. */
static bool is_news(const struct sr_member *m) {
    enum { FRESH = 30 };
    return m->begin_day != SR_NO_DAY &&
           (m->published_day == SR_NO_DAY || gap_of(m->published_day, m->begin_day) <= FRESH);
}

static void dates(const struct sr_member *a, const struct sr_member *b, double *f) {
    if (a->begin_day != SR_NO_DAY && b->begin_day != SR_NO_DAY) {
        int64_t gap = gap_of(a->begin_day, b->begin_day);
        f[SR_FEATURE_BEGIN_SAME] = gap == 0;
        f[SR_FEATURE_BEGIN_NEXT] = gap == 1;
        f[SR_FEATURE_BEGIN_FAR] = fortnights(gap);
        f[SR_FEATURE_TIMES_APART] = gap > MONTHS && is_news(a) && is_news(b);
    }
    if (a->published_day != SR_NO_DAY && b->published_day != SR_NO_DAY) {
        int64_t gap = gap_of(a->published_day, b->published_day);
        f[SR_FEATURE_PUBLISHED_NEAR] = gap <= 1;
        if (!a->looks_back && !b->looks_back) f[SR_FEATURE_PUBLISHED_FAR] = fortnights(gap); /* a trial comes late */
        f[SR_FEATURE_PUBLISHED_VERY_FAR] = gap > 60;
    }
}

/* Kilometres between two points of a sphere of the Earth's mean size (haversine formula). */
static double kilometres(const struct sr_member *a, const struct sr_member *b) {
    static const double degree = 3.14159265358979323846 / 180;
    double up = sin((a->lat - b->lat) * degree / 2), across = sin((a->lon - b->lon) * degree / 2);
    double h = up * up + cos(a->lat * degree) * cos(b->lat * degree) * across * across;
    return 2 * 6371.0088 * asin(fmin(1, sqrt(h)));
}

static bool has_term(const struct sr_member *m, uint32_t word) {
    uint32_t low = 0, high = m->term_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (m->terms[mid].word < word) low = mid + 1;
        else high = mid;
    }
    return low < m->term_count && m->terms[low].word == word;
}

static bool names_scene(const struct sr_member *m, const struct sr_member *of) {
    bool found = false;
    for (int i = 0; i < SR_MEMBER_SCENE; i++) found |= of->scene[i] && has_term(m, of->scene[i]);
    return found;
}

/* Each tells of a scene that the other doesn't name: "in Tulsa", "in Wichita". Two towns need be less far apart than a town and a
 * province, or than the scenes of one earthquake. Where a point isn't known it counts half. */
static double scenes_apart(const struct sr_merge_rules *rules, const struct sr_member *a, const struct sr_member *b,
                           double km) {
    static const double towns = 30, regions = 300;
    bool wide = rules->wide[a->kind] || rules->wide[b->kind] || !a->in_town || !b->in_town;
    if (!a->scene[0] || !b->scene[0] || km < (wide ? regions : towns)) return 0;
    if (names_scene(a, b) || names_scene(b, a)) return 0;
    return !isnan(km) ? 1 : wide ? 0 : 0.5;
}

/* A flood or an epidemic is told of for days, each time with new counts and as of the day of the report. */
static bool goes_on(const struct sr_merge_rules *rules, const struct sr_member *a, const struct sr_member *b,
                    double km) {
    bool dated = a->published_day != SR_NO_DAY && b->published_day != SR_NO_DAY;
    uint8_t days = rules->wide[a->kind] < rules->wide[b->kind] ? rules->wide[a->kind] : rules->wide[b->kind];
    if (!days || !dated || gap_of(a->published_day, b->published_day) > days) return false;
    return km < 80 || names_scene(a, b) || names_scene(b, a) || !a->scene[0] || !b->scene[0];
}

static void place(const struct sr_merge_rules *rules, const struct sr_member *a, const struct sr_member *b, double *f) {
    bool countries = a->country[0] && b->country[0];
    bool same = countries && strcmp(a->country, b->country) == 0;
    double km = NAN;
    f[SR_FEATURE_COUNTRY_OTHER] = countries && !same;
    if (a->has_point && b->has_point) {
        km = kilometres(a, b);
        f[SR_FEATURE_PLACE_SAME] = km < 15; /* a town */
        f[SR_FEATURE_PLACE_NEAR] = km >= 15 && km < 80;
        f[SR_FEATURE_PLACE_FAR] = fmin(1, fmax(0, km - 80) / 800);
    }
    f[SR_FEATURE_SCENES_APART] = scenes_apart(rules, a, b, km);
    int64_t day_a = a->begin_day, day_b = b->begin_day;
    if (day_a == SR_NO_DAY || day_b == SR_NO_DAY) {
        if (day_a == SR_NO_DAY) day_a = a->published_day;
        if (day_b == SR_NO_DAY) day_b = b->published_day;
    }
    bool now = day_a != SR_NO_DAY && day_b != SR_NO_DAY && gap_of(day_a, day_b) <= 1;
    bool kin = rules->family[a->kind] == rules->family[b->kind] && a->kind != SR_KIND_OTHER;
    f[SR_FEATURE_LAND_NOW] = same && now && kin;
    if (same && kin && goes_on(rules, a, b, km)) {
        f[SR_FEATURE_STILL] = 1;
        f[SR_FEATURE_PUBLISHED_FAR] = f[SR_FEATURE_BEGIN_FAR] = 0;
    }
    f[SR_FEATURE_SELDOM_NOW] = same && now && kin && rules->seldom[a->kind];
}

/* The same toll says more the greater it is: one killed is the commonest of all. Two that differ say little where the
 * later report has the higher. */
static void figures(const struct sr_member *a, const struct sr_member *b, int64_t x, int64_t y, double *same,
                    double *other, double *grows) {
    if (x < 0 || y < 0) return; /* unknown is the least number of all */
    double apart = fmin(1, fabs(log1p((double)x) - log1p((double)y)) / 2);
    bool order = a->published_day != SR_NO_DAY && b->published_day != SR_NO_DAY && a->published_day != b->published_day;
    if (x == y) *same = fmin(1, log1p((double)x) / 2);
    else if (order && (a->published_day < b->published_day) == (x < y)) *grows = apart;
    else *other = apart;
}

void sr_features(const struct sr_merge_rules *rules, const struct sr_member *a, const struct sr_member *b,
                 double f[SR_FEATURE_COUNT]) {
    memset(f, 0, sizeof *f * SR_FEATURE_COUNT);
    words(a, b, f);
    dates(a, b, f);
    f[SR_FEATURE_SIGNATURE] = sr_reprint_share(a, b);
    if (!a->has_incident || !b->has_incident) return;
    bool kin = rules->family[a->kind] == rules->family[b->kind];
    f[SR_FEATURE_KIND_KIN] = kin && a->kind != b->kind;
    f[SR_FEATURE_KIND_OTHER] = !kin && a->kind != SR_KIND_OTHER && b->kind != SR_KIND_OTHER;
    place(rules, a, b, f);
    figures(a, b, a->killed, b->killed, &f[SR_FEATURE_KILLED_SAME], &f[SR_FEATURE_KILLED_OTHER],
            &f[SR_FEATURE_KILLED_GROWS]);
    figures(a, b, a->injured, b->injured, &f[SR_FEATURE_INJURED_SAME], &f[SR_FEATURE_INJURED_OTHER],
            &f[SR_FEATURE_INJURED_GROWS]);
}

double sr_score(const struct sr_merge_rules *rules, const struct sr_member *a, const struct sr_member *b) {
    const struct sr_weights *w = &rules->weights;
    double f[SR_FEATURE_COUNT], sum = w->bias;
    sr_features(rules, a, b, f);
    for (uint32_t i = 0; i < SR_FEATURE_COUNT; i++) sum += w->feature[i] * f[i];
    return fmin(w->ceiling, fmax(w->floor, sum));
}
