import { useContext } from 'preact/hooks';
import type { Time as When } from '../api/schema';
import { Around, clock, now, zoneOf } from './clock';
import { ago, instant, tell } from './zones';

const HOW: Record<NonNullable<When['zone_from']>, string> = {
  stated: 'zone stated',
  dateline: 'zone by the dateline',
  outlet: 'zone of the outlet',
  inferred: 'zone inferred',
  place: 'zone of the place',
  desk: 'zone of the desk',
};

/** An instant of the desk's own clock. */
export const received = (at: string): When => ({ at, zone: null, zone_from: null, known: 'received' });

interface Props {
  when: When;
  /** "4 hours ago" after it */
  relative?: boolean;
  /** without this year, the offset and how it was known: where many stand together */
  short?: boolean;
}

function how({ zone_from, known }: When): string | null {
  if (known === 'received') return 'received';
  return zone_from && HOW[zone_from];
}

/** A time with the name of the zone that it is told in, and how it was known. */
export function Time({ when, relative, short }: Props) {
  const zone = zoneOf(clock.value, useContext(Around));
  const at = instant(when.at, when.zone);
  const told = tell(at, when.at, zone);
  const known = how(when);
  const year = short && told.year === String(new Date(now.value).getFullYear()) ? null : told.year;
  const exact = [told.zone && `${zone}, ${told.offset}`, known].filter(Boolean).join('; ');
  return (
    <span class="time">
      <time dateTime={when.at} title={exact || undefined}>
        {[told.day, year, told.time].filter(Boolean).join(' ')}
        {told.zone && <span class="zone"> {short || told.zone === told.offset ? told.zone : `${told.zone} (${told.offset})`}</span>}
      </time>
      {told.time && !told.zone && ' zone not known'}
      {known && !short && <span class="known">, {known}</span>}
      {relative && at && <span class="dim">, {ago(at, now.value)}</span>}
    </span>
  );
}
