#include "desk/solar.h"

#include <math.h>

static double radians(double degrees) {
    return degrees * (3.14159265358979323846 / 180);
}

static double degrees(double radians) {
    return radians * (180 / 3.14159265358979323846);
}

struct sun {
    double declination;      /* degrees */
    double equation_of_time; /* minutes: how far a sundial is ahead */
};

/* The names of the spreadsheet's columns. */
static struct sun sun_at(double julian_day) {
    double t = (julian_day - 2451545) / 36525;
    double mean_longitude = fmod(280.46646 + t * (36000.76983 + t * 0.0003032), 360);
    double mean_anomaly = 357.52911 + t * (35999.05029 - 0.0001537 * t);
    double eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t);
    double m = radians(mean_anomaly);
    double centre = sin(m) * (1.914602 - t * (0.004817 + 0.000014 * t)) + sin(2 * m) * (0.019993 - 0.000101 * t) +
                    sin(3 * m) * 0.000289;
    double omega = radians(125.04 - 1934.136 * t);
    double apparent_longitude = mean_longitude + centre - 0.00569 - 0.00478 * sin(omega);
    double mean_obliquity = 23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60;
    double obliquity = radians(mean_obliquity + 0.00256 * cos(omega));
    double y = tan(obliquity / 2) * tan(obliquity / 2), l = radians(mean_longitude), e = eccentricity;
    double time = y * sin(2 * l) - 2 * e * sin(m) + 4 * e * y * sin(m) * cos(2 * l) - 0.5 * y * y * sin(4 * l) -
                  1.25 * e * e * sin(2 * m);
    return (struct sun){degrees(asin(sin(obliquity) * sin(radians(apparent_longitude)))), 4 * degrees(time)};
}

bool sr_sun_sinks(double lat, double lon, int64_t day, double below, int64_t *instant) {
    double minutes = 720 - 4 * lon; /* UTC, from the day's midnight: first the mean noon */
    for (int round = 0; round < 3; round++) {
        struct sun s = sun_at(2440587.5 + (double)day + minutes / 1440);
        double p = radians(lat), d = radians(s.declination);
        double cosine = (sin(radians(-below)) - sin(p) * sin(d)) / (cos(p) * cos(d));
        if (!(cosine >= -1 && cosine <= 1)) return false; /* at the poles themselves it is no number */
        minutes = 720 - 4 * lon - s.equation_of_time + 4 * degrees(acos(cosine));
    }
    *instant = day * 86400 + (int64_t)floor(minutes * 60);
    return true;
}
