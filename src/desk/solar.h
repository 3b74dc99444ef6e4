/* solar.h: when the sun goes down. For desk/ only.
 *
 * Method: NOAA's Global Monitoring Division, "Solar Calculation Details" and its spreadsheet (after Meeus, Astronomical
 * Algorithms): the sun's longitude by a short series, the equation of time, the hour angle at which its centre is so many
 * degrees below the horizon. For sunset these are 0.833: its radius and the usual refraction. NOAA calls it theoretically
 * accurate to a minute within 72 degrees of latitude; hills, height and weather are not in it. We differ in one thing: the
 * sun's place is taken at the moment of setting (by two rounds), not at noon.
 */
#ifndef SR_DESK_SOLAR_H
#define SR_DESK_SOLAR_H

#include <stdbool.h>
#include <stdint.h>

#define SR_SUNSET 0.833  /* degrees below the horizon */
#define SR_NIGHTFALL 8.5 /* three middling stars are seen: the end of Shabbat */

/* The moment (seconds since 1970-01-01T00:00Z) on the day (since 1970-01-01) at which the sun's centre sinks to `below`
 * degrees under the horizon of a place. The day is counted by the sun: its noon is that of the date at the place's
 * longitude. False where it never does on that day: a polar summer or winter. */
bool sr_sun_sinks(double lat, double lon, int64_t day, double below, int64_t *instant);

#endif
