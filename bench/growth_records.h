/* growth_records.h: records made up of real ones, so that they have their sizes, words, kinds and figures; for growth.c.
 *
 *     real records (sitrep/1, a line each)  →  record 0, 1, 2 …, each like one of them, of an incident of its own
 *
 * An incident has the kind and the figures of one real record, its own town (of eight of the gazetteer's drawn by chance
 * the most populous, since news comes from where people live), and its own names: a capitalised word that isn't usual in the news
 * (an agency's, a nation's, a first name's) becomes another, the same in each of its reports. It has one to twelve
 * reports, 2.1 in the mean, as in the Gun Violence Corpus; they come among those of fifty others and share half of their
 * signature. GROWTH_RATE records come a day, from day to day: the more there are, the longer the time that they are of, and as
 * many are near each other as ever. `crowded`: all are of the same thirty days, however many there are. */
#ifndef SR_BENCH_GROWTH_RECORDS_H
#define SR_BENCH_GROWTH_RECORDS_H

#include <stdbool.h>
#include <stddef.h>

enum { GROWTH_RATE = 500 };

struct growth_shape {
    bool compact; /* at most two kilobytes: no claims, no text, the names of ten entities */
    bool crowded;
};

/* Read the real records. False: there are none, or the tables can't be read. */
bool growth_open(const char *path, const struct growth_shape *shape);
void growth_close(void);

/* The next record, a line; released by free. Always the same ones. */
char *growth_record(void);

#endif
