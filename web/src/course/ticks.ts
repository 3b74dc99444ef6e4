// Where the time axis is marked: at round hours or midnights of the zone that the page is read in.
import { tell } from '../time/zones';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];

export interface Tick {
  at: number;
  label: string;
}

/** How far the zone's clock is ahead of UTC at an instant. */
function ahead(at: number, zone: string): number {
  const [, sign, hours, minutes] = /UTC([+−])(\d+)(?::(\d+))?/.exec(tell(new Date(at).toISOString(), zone).offset ?? '') ?? [];
  return (sign === '−' ? -1 : 1) * (Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE);
}

/** At most about `most` of them. */
export function timeTicks(from: number, to: number, zone: string, most: number): Tick[] {
  const step = STEPS.find((s) => (to - from) / s <= Math.max(most, 1)) ?? STEPS.at(-1)!;
  const shift = ahead(from, zone);
  const ticks: Tick[] = [];
  for (let local = Math.ceil((from + shift) / step) * step; local - shift <= to; local += step) {
    const at = local - ahead(local - shift, zone); // of that day: the clock may have changed since `from`
    const { day, time } = tell(new Date(at).toISOString(), zone);
    const label = step >= DAY || time === '00:00' ? day.slice(day.indexOf(' ') + 1) : time;
    ticks.push({ at, label: label ?? day });
  }
  return ticks;
}
