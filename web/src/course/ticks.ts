// Where the time axis is marked: at round hours or midnights of the zone that the page is read in.
import { ahead, tellInstant } from '../time/zones';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY];

interface Tick {
  at: number;
  label: string;
}

/** At most about `most` of them. */
export function timeTicks(from: number, to: number, zone: string, most: number): Tick[] {
  const step = STEPS.find((s) => (to - from) / s <= Math.max(most, 1)) ?? STEPS.at(-1)!;
  const shift = ahead(new Date(from), zone);
  const ticks: Tick[] = [];
  for (let local = Math.ceil((from + shift) / step) * step; local - shift <= to; local += step) {
    const at = local - ahead(new Date(local - shift), zone); // of that day: the clock may have changed since `from`
    const { day, time } = tellInstant(new Date(at), zone);
    const label = step >= DAY || time === '00:00' ? day.slice(day.indexOf(' ') + 1) : time;
    ticks.push({ at, label: label ?? day });
  }
  return ticks;
}
