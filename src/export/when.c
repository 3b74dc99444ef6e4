#include "export/when.h"

/* The first day of a date, and the last: two for "2015-11". */
static void bounds(const struct sr_date *d, int64_t *first, int64_t *last) {
    uint32_t month = d->precision == SR_PRECISION_YEAR ? 12 : d->month;
    *first = *last = sr_days_from_civil(d->year, d->month, d->day);
    if (d->precision <= SR_PRECISION_MONTH)
        *last = sr_days_from_civil(d->year, month, sr_days_in_month(d->year, month));
}

static struct sr_str tell_day(struct sr_exporter *e, int64_t days) {
    int32_t year;
    uint32_t month, day;
    sr_civil_from_days(days, &year, &month, &day);
    return SAY("%04d-%02u-%02u", year, month, day);
}

bool sr_when_of(struct sr_exporter *e, const json_t *incident, struct sr_when *out) {
    struct sr_date end;
    int64_t first, last, unused;
    *out = (struct sr_when){0};
    if (!sr_date_parse(sr_value_str(incident, "begin"), &out->begin)) return false;
    bounds(&out->begin, &first, &last);
    if (sr_date_parse(sr_value_str(incident, "end"), &end)) {
        int64_t until;
        bounds(&end, &unused, &until);
        if (until > last || (until >= first && out->begin.precision <= SR_PRECISION_MONTH)) last = until;
    }
    out->first = tell_day(e, first);
    out->last = tell_day(e, last);
    out->days = last - first + 1;
    return true;
}
