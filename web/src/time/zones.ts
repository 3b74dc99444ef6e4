// Instants in the clocks of places. A zone is an IANA name and its offset is asked for at the instant, never for today:
// a post of July is told in summer time in January too.

interface Told {
  /** "Fri 20 Nov", "November", "": as exactly as it is known */
  day: string;
  year: string;
  /** null: only the day is known */
  time: string | null;
  /** "Bamako"; null: no zone is known, the text is told as it was written */
  zone: string | null;
  /** "UTC", "UTC+5:30" */
  offset: string | null;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone });
    formats.set(key, made);
  }
  return made;
}

export function isZone(zone: string | null): zone is string {
  if (!zone) return false;
  try {
    format(zone, {});
    return true;
  } catch {
    return false;
  }
}

export const readerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** "New York" for America/New_York. */
const zoneName = (zone: string): string =>
  zone === 'Etc/UTC' || zone === 'UTC' ? 'UTC' : zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');

export function offset(at: Date, zone: string): string {
  const part = format(zone, { timeZoneName: 'shortOffset' }).formatToParts(at).find((p) => p.type === 'timeZoneName');
  return (part?.value ?? 'UTC').replace('GMT', 'UTC').replace('-', '−');
}

const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
export function ahead(at: Date, zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /([+−])(\d+)(?::(\d+))?/.exec(offset(at, zone)) ?? [];
  return (sign === '−' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** 2015-11-20T07:00 with Z or an offset, or in a zone that is known; null: the text is no instant. */
export function instant(text: string, zone: string | null): Date | null {
  if (INSTANT.test(text)) {
    const at = new Date(text);
    return Number.isNaN(at.getTime()) ? null : at;
  }
  const local = LOCAL.test(text) ? Date.parse(`${text}Z`) : NaN;
  if (Number.isNaN(local) || !isZone(zone)) return null;
  const near = new Date(local - ahead(new Date(local), zone));
  return new Date(local - ahead(near, zone)); // the clock may have changed between the two
}

const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** Without its comma: "Fri 20 Nov". */
const day = (at: Date, zone: string): string => format(zone, DAY).format(at).replace(',', '');

/** A day, a month or a year as written: none of them is an instant, and so none moves with the zone. */
function tellDate(text: string): Told {
  const [year = '', month, date] = text.slice(0, 10).split('-');
  const told = { day: '', year, time: /T(\d\d:\d\d)/.exec(text)?.[1] ?? null, zone: null, offset: null };
  const at = new Date(`${year}-${month ?? '01'}-${date ?? '01'}T00:00Z`);
  if (Number.isNaN(at.getTime())) return { ...told, year: text };
  if (date) return { ...told, day: day(at, 'UTC') };
  return month ? { ...told, day: format('UTC', { month: 'long' }).format(at) } : told;
}

/** Tell a time in a zone; a time that is no instant is told as written. */
export const tell = (at: Date | null, text: string, zone: string): Told => (at ? tellInstant(at, zone) : tellDate(text));

export function tellInstant(at: Date, zone: string): Told {
  return {
    day: day(at, zone),
    year: format(zone, { year: 'numeric' }).format(at),
    time: format(zone, TIME).format(at),
    zone: zoneName(zone),
    offset: offset(at, zone),
  };
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86400], ['hour', 3600], ['minute', 60]];
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** "4 hours ago": only ever beside the time itself. */
export function ago(at: Date, now: number): string {
  const seconds = (at.getTime() - now) / 1000;
  for (const [unit, length] of STEPS)
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  return 'now';
}
