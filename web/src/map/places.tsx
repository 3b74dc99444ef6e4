import { useState } from 'preact/hooks';
import type { NamedPlace } from '../api/schema';
import { useWidth } from '../parts/width';
import { Drawing } from './drawing';
import { fit, roomy, x, y, type Point, type View } from './view';

const HEIGHT = 320;
const LEAST = 6; // degrees from top to bottom: a town with the country around it
const LETTER = 7.2; // pixels of a name's letter

const ROLES: Record<NamedPlace['role'], string> = {
  scene: 'where it happened',
  origin: 'where it began',
  destination: 'where it led',
  hospital: 'where people were taken',
  other: 'named in the reports',
};

type Spot = Point & Pick<NamedPlace, 'name' | 'role' | 'reports'>;

/** The names that have room, the scenes' first. */
function named(spots: readonly Spot[], view: View): ReadonlySet<Spot> {
  const label = ({ name, lon, lat }: Spot) => {
    const width = name.length * LETTER;
    return { x: x(view, lon) + 11 + width / 2, y: y(view, lat), width };
  };
  const room = roomy(spots.map(label));
  return new Set(spots.filter((_, n) => room[n]));
}

const degrees = (n: number, positive: string, negative: string): string => `${Math.abs(n).toFixed(2)}° ${n < 0 ? negative : positive}`;

/** In words, by what each place has to do with it: what the drawing shows is told to all. */
function InWords({ spots }: { spots: readonly Spot[] }) {
  const roles = [...new Set(spots.map((spot) => spot.role))];
  const say = ({ name, lat, lon, role }: Spot) => (role === 'scene' ? `${name} (${degrees(lat, 'N', 'S')}, ${degrees(lon, 'E', 'W')})` : name);
  return (
    <>
      {roles.map((role) => (
        <span class="place-role">
          <i class={`spot ${role}`} aria-hidden="true" /> {ROLES[role]}: {spots.filter((spot) => spot.role === role).map(say).join(', ')}.{' '}
        </span>
      ))}
      Points are the gazetteer’s.
    </>
  );
}

/** The places of one incident: its scenes filled, what else its reports name hollow. It begins around the scenes. */
export function Places({ spots }: { spots: readonly Spot[] }) {
  const [ref, width] = useWidth<HTMLDivElement>(600);
  const [held, setView] = useState<View | null>(null);
  const scenes = spots.filter((spot) => spot.role === 'scene');
  const view = held ? { ...held, width } : fit(scenes.length ? scenes : spots, { width, height: HEIGHT }, LEAST);
  const names = named(spots, view);
  return (
    <div class="map" ref={ref}>
      <Drawing view={view} setView={setView} label={`Map: ${spots.map((spot) => spot.name).join(', ')}`} foot={<InWords spots={spots} />}>
        <g aria-hidden="true">
          {[...spots].reverse().map((spot) => (
            <>
              <circle class={`pin ${spot.role}`} cx={x(view, spot.lon)} cy={y(view, spot.lat)} r={spot.role === 'scene' ? 6 : 4.5} />
              {names.has(spot) && (
                <text class={`pin-name ${spot.role}`} x={x(view, spot.lon) + 11} y={y(view, spot.lat) + 5}>
                  {spot.name}
                </text>
              )}
            </>
          ))}
        </g>
      </Drawing>
    </div>
  );
}
