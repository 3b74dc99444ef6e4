#include "desk/zone.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"

enum { MOST_FILE = 1 << 20, NAME = 16 };
#define FOLDER "/usr/share/zoneinfo/"

struct kind { /* a clock that the zone has had */
    int32_t offset;
    char name[NAME];
};

struct rule_date { /* "M3.2.0/2": the second Sunday of March at 2; "J60", "59": a day of the year */
    char form;     /* 'M', 'J' or '0' */
    int month, week, day;
    int32_t time;
};

struct sr_zone {
    char name[64];
    uint32_t count;
    int64_t *times; /* [count] when a clock begins to count … */
    uint8_t *kinds; /* [count] … and which */
    struct kind kind[256];
    uint32_t kind_count;
    bool has_rule, has_summer; /* the footer's rule for what comes after the last transition */
    struct kind winter, summer;
    struct rule_date begin, end; /* of summer */
};

/* ---- the footer (POSIX TZ) ---- */

static bool number(const char **p, int *v) {
    const char *q = *p;
    int n = 0;
    while (*q >= '0' && *q <= '9' && q - *p < 4) n = n * 10 + (*q++ - '0');
    if (q == *p) return false;
    *p = q;
    *v = n;
    return true;
}

/* "5", "-3:30", "167:00:00" */
static bool duration(const char **p, int32_t *seconds) {
    int sign = 1, h = 0, m = 0, s = 0;
    if (**p == '-' || **p == '+') sign = *(*p)++ == '-' ? -1 : 1;
    if (!number(p, &h) || h > 167) return false;
    if (**p == ':' && ((*p)++, !number(p, &m) || m > 59)) return false;
    if (**p == ':' && ((*p)++, !number(p, &s) || s > 59)) return false;
    *seconds = sign * (h * 3600 + m * 60 + s);
    return true;
}

/* "EST", "<+03>" */
static bool clock_name(const char **p, char out[NAME]) {
    bool quoted = **p == '<';
    if (quoted) (*p)++;
    size_t n = quoted ? strcspn(*p, ">") : strspn(*p, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    if (n == 0 || n >= NAME) return false;
    memcpy(out, *p, n);
    out[n] = 0;
    *p += n;
    if (!quoted) return true;
    return *(*p)++ == '>';
}

static bool rule_date(const char **p, struct rule_date *d) {
    *d = (struct rule_date){.form = '0', .time = 7200};
    if (*(*p)++ != ',') return false;
    if (**p == 'M') {
        (*p)++;
        d->form = 'M';
        if (!number(p, &d->month) || d->month < 1 || d->month > 12 || *(*p)++ != '.') return false;
        if (!number(p, &d->week) || d->week < 1 || d->week > 5 || *(*p)++ != '.') return false;
        if (!number(p, &d->day) || d->day > 6) return false;
    } else {
        if (**p == 'J') d->form = *(*p)++;
        if (!number(p, &d->day) || d->day > 365) return false;
    }
    return **p != '/' || ((*p)++, duration(p, &d->time));
}

static bool read_footer(struct sr_zone *z, const char *p) {
    int32_t west;
    if (!*p) return true;
    if (!clock_name(&p, z->winter.name) || !duration(&p, &west)) return false;
    z->winter.offset = -west;
    z->has_rule = true;
    if (!*p) return true;
    if (!clock_name(&p, z->summer.name)) return false;
    z->summer.offset = z->winter.offset + 3600;
    if (*p != ',') {
        if (!duration(&p, &west)) return false;
        z->summer.offset = -west;
    }
    z->has_summer = true;
    return rule_date(&p, &z->begin) && rule_date(&p, &z->end) && !*p;
}

/* Local seconds since 1970 of a rule's moment in a year. */
static int64_t rule_moment(const struct rule_date *d, int32_t year) {
    int64_t first = sr_days_from_civil(year, 1, 1);
    bool leap = sr_days_in_month(year, 2) == 29;
    if (d->form == 'J') return (first + d->day - 1 + (leap && d->day >= 60)) * 86400 + d->time;
    if (d->form == '0') return (first + d->day) * 86400 + d->time;
    int64_t day = sr_days_from_civil(year, (uint32_t)d->month, 1);
    int weekday = (int)((sr_weekday(day) + 1) % 7); /* POSIX counts from Sunday */
    int in_month = (d->day - weekday + 7) % 7 + (d->week - 1) * 7;
    if (in_month >= (int)sr_days_in_month(year, (uint32_t)d->month)) in_month -= 7;
    return (day + in_month) * 86400 + d->time;
}

static const struct kind *by_rule(const struct sr_zone *z, int64_t instant) {
    int32_t year;
    uint32_t month, day;
    if (!z->has_summer) return &z->winter;
    int64_t local = instant + z->winter.offset;
    sr_civil_from_days(local / 86400 - (local % 86400 < 0), &year, &month, &day);
    int64_t begin = rule_moment(&z->begin, year) - z->winter.offset,
            end = rule_moment(&z->end, year) - z->summer.offset;
    bool summer = begin < end ? instant >= begin && instant < end : instant >= begin || instant < end;
    return summer ? &z->summer : &z->winter;
}

/* ---- the file (RFC 8536) ---- */

static uint32_t big32(const char *p) {
    const unsigned char *b = (const unsigned char *)p;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static int64_t big64(const char *p) {
    return (int64_t)((uint64_t)big32(p) << 32 | big32(p + 4));
}

struct header {
    uint32_t isut, isstd, leap, times, types, chars;
};

static bool read_header(struct sr_str b, struct header *h) {
    if (b.n < 44 || memcmp(b.p, "TZif", 4) != 0 || b.p[4] < '2') return false;
    *h = (struct header){big32(b.p + 20), big32(b.p + 24), big32(b.p + 28),
                         big32(b.p + 32), big32(b.p + 36), big32(b.p + 40)};
    return h->isut <= 256 && h->isstd <= 256 && h->leap <= 1000 && h->times <= 10000 && h->types <= 256 &&
           h->types > 0 && h->chars <= 4096;
}

/* The bytes of a data block after its header; `size` 4 or 8 of a time. */
static uint32_t block_size(const struct header *h, uint32_t size) {
    return h->times * (size + 1) + h->types * 6 + h->chars + h->leap * (size + 4) + h->isstd + h->isut;
}

static bool read_block(struct sr_zone *z, const struct header *h, const char *p) {
    z->times = calloc((size_t)h->times + 1, sizeof *z->times);
    z->kinds = calloc((size_t)h->times + 1, 1);
    if (!z->times || !z->kinds) return false;
    for (uint32_t i = 0; i < h->times; i++) z->times[i] = big64(p + 8 * (size_t)i);
    p += 8 * (size_t)h->times;
    for (uint32_t i = 0; i < h->times; i++) {
        z->kinds[i] = (uint8_t)p[i];
        if (z->kinds[i] >= h->types || (i && z->times[i] < z->times[i - 1])) return false;
    }
    p += h->times;
    const char *names = p + 6 * (size_t)h->types;
    for (uint32_t i = 0; i < h->types; i++, p += 6) {
        uint32_t at = (uint8_t)p[5];
        z->kind[i].offset = (int32_t)big32(p);
        if (at >= h->chars || z->kind[i].offset < -90000 || z->kind[i].offset > 90000) return false;
        for (uint32_t k = 0; k + 1 < NAME && at + k < h->chars && names[at + k]; k++)
            z->kind[i].name[k] = names[at + k];
    }
    z->count = h->times;
    z->kind_count = h->types;
    return true;
}

static bool read_zone(struct sr_zone *z, struct sr_str b) {
    struct header h;
    char footer[128];
    if (!read_header(b, &h)) return false;
    uint32_t skip = 44 + block_size(&h, 4); /* version 1's block, in 32 bits */
    if (skip > b.n) return false;
    b.p += skip;
    b.n -= skip;
    if (!read_header(b, &h)) return false;
    uint32_t size = 44 + block_size(&h, 8);
    if (size + 2 > b.n || !read_block(z, &h, b.p + 44) || b.p[size] != '\n' || b.p[b.n - 1] != '\n') return false;
    uint32_t n = b.n - size - 2;
    if (n >= sizeof footer || b.n < size + 2) return false;
    memcpy(footer, b.p + size + 1, n);
    footer[n] = 0;
    return read_footer(z, footer);
}

enum sr_status sr_zone_read(struct sr_str bytes, const char *name, struct sr_zone **zone, struct sr_err *err) {
    struct sr_zone *z = calloc(1, sizeof *z);
    if (!z) return sr_fail_memory(err, "a time zone");
    (void)snprintf(z->name, sizeof z->name, "%s", name);
    if (!read_zone(z, bytes)) {
        sr_zone_close(z);
        return sr_fail(err, SR_ERR_FORMAT, "install the package tzdata anew", "the zone file of '%s' is damaged", name);
    }
    *zone = z;
    return SR_OK;
}

void sr_zone_close(struct sr_zone *z) {
    if (!z) return;
    free(z->times);
    free(z->kinds);
    free(z);
}

/* Names are letters, digits, "+-_" and slashes: no way out of the folder. */
static bool name_is_one(const char *name) {
    size_t n = strlen(name);
    return n && n < 64 && name[0] != '/' && !strstr(name, "..") &&
           strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-_/") == n;
}

enum sr_status sr_zone_open(const char *name, struct sr_zone **zone, struct sr_err *err) {
    char path[sizeof FOLDER + 64];
    int fd;
    struct sr_stream stream;
    struct sr_str bytes;
    (void)snprintf(path, sizeof path, FOLDER "%s", name_is_one(name) ? name : "none");
    if (!name_is_one(name) || sr_file_open(path, &fd, err))
        return sr_fail(err, SR_ERR_NOT_FOUND, "take an IANA name, as America/New_York; the package tzdata holds them",
                       "there is no time zone '%.60s'", name);
    sr_stream_fd(&stream, fd);
    enum sr_status status = sr_stream_rest(&stream, MOST_FILE, &bytes, err);
    if (!status) status = sr_zone_read(bytes, name, zone, err);
    sr_stream_release(&stream);
    (void)close(fd);
    return status;
}

const char *sr_zone_name(const struct sr_zone *z) {
    return z->name;
}

/* ---- the clock ---- */

static const struct kind *kind_at(const struct sr_zone *z, int64_t instant) {
    uint32_t low = 0, high = z->count;
    if (!z->count || instant < z->times[0]) return z->count || !z->has_rule ? &z->kind[0] : by_rule(z, instant);
    if (z->has_rule && instant >= z->times[z->count - 1]) return by_rule(z, instant);
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (z->times[mid] <= instant) low = mid;
        else high = mid;
    }
    return &z->kind[z->kinds[low]];
}

int32_t sr_zone_offset(const struct sr_zone *z, int64_t instant, const char **name) {
    const struct kind *k = kind_at(z, instant);
    if (name) *name = k->name;
    return k->offset;
}

int64_t sr_zone_instant(const struct sr_zone *z, int64_t local) {
    /* the clock's offset before and after any change near: whichever gives this local time back */
    int32_t before = sr_zone_offset(z, local - 86400, NULL), after = sr_zone_offset(z, local + 86400, NULL);
    if (local - before + sr_zone_offset(z, local - before, NULL) == local) return local - before;
    if (local - after + sr_zone_offset(z, local - after, NULL) == local) return local - after;
    return local - before; /* within the gap of spring: as many minutes later */
}
