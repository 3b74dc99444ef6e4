import { useEffect, useMemo, useState } from 'preact/hooks';
import { useWidth } from '../parts/width';
import { boxOfView, meet, path, x, y, type View } from './view';
import { world, type Country } from './world';

interface Spot {
  name: string;
  lon: number;
  lat: number;
}

const HEIGHT = 300;
const NEAREST = 1.2; // degrees from top to bottom
const FARTHEST = 140;

/** A country's name where its land in view is large enough for it. */
function Name({ country, view }: { country: Country; view: View }) {
  const seen = boxOfView(view);
  const west = Math.max(country.main.west, seen.west);
  const east = Math.min(country.main.east, seen.east);
  const south = Math.max(country.main.south, seen.south);
  const north = Math.min(country.main.north, seen.north);
  if (x(view, east) - x(view, west) < country.name.length * 8 || y(view, south) - y(view, north) < 30) return null;
  return (
    <text class="land-name" x={x(view, (west + east) / 2)} y={y(view, (south + north) / 2)} text-anchor="middle">
      {country.name}
    </text>
  );
}

function Land({ view }: { view: View }) {
  const [countries, setCountries] = useState<Country[]>([]);
  const [fault, setFault] = useState('');
  useEffect(() => {
    world().then(setCountries, (error: unknown) => setFault(String(error)));
  }, []);
  const seen = boxOfView(view);
  const inView = countries.filter((country) => meet(country.box, seen));
  if (fault) return <text x="12" y="24">{fault}</text>;
  return (
    <>
      {inView.map((country) => (
        <path class="land" d={path(view, country.rings)} />
      ))}
      {inView.map((country) => (
        <Name country={country} view={view} />
      ))}
    </>
  );
}

const degrees = (n: number, positive: string, negative: string): string => `${Math.abs(n).toFixed(2)}° ${n < 0 ? negative : positive}`;

/** Where it happened. The drawing is told by the line under it. */
export function Map({ spot }: { spot: Spot }) {
  const [ref, width] = useWidth<HTMLDivElement>(600);
  const [span, setSpan] = useState(9);
  const { lon, lat } = spot;
  const view = useMemo(() => ({ lon, lat, span, width, height: HEIGHT }), [lon, lat, span, width]);
  const land = useMemo(() => <Land view={view} />, [view]); // drawn anew only when the view changes
  return (
    <div class="map" ref={ref}>
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        {land}
        <circle class="pin" cx={x(view, lon)} cy={y(view, lat)} r="6" />
        <text class="pin-name" x={x(view, lon) + 11} y={y(view, lat) + 5}>
          {spot.name}
        </text>
      </svg>
      <p class="map-foot">
        <span class="dim">
          {spot.name}: {degrees(lat, 'N', 'S')}, {degrees(lon, 'E', 'W')}, as the gazetteer has it
        </span>
        <button type="button" class="small" onClick={() => setSpan(span / 2)} disabled={span <= NEAREST}>
          Nearer
        </button>
        <button type="button" class="small" onClick={() => setSpan(span * 2)} disabled={span >= FARTHEST}>
          Farther
        </button>
      </p>
    </div>
  );
}
