import { useMemo, useState } from 'preact/hooks';
import type { IncidentRow } from '../api/schema';
import { title } from '../pages/row';
import { useWidth } from '../parts/width';
import { go, to } from '../route';
import { count } from '../words/numbers';
import { Drawing } from './drawing';
import { fit, x, y, type Point, type View } from './view';

const HEIGHT = 380;
const LEAST = 12; // degrees from top to bottom
const NEAR = 24; // pixels within which spots are one mark
const MOST = 12; // incidents of a mark that are listed

type Placed = Point & { row: IncidentRow };

export const placed = (rows: readonly IncidentRow[]): Placed[] =>
  rows.flatMap((row) => {
    const { lat, lon } = row.place ?? { lat: null, lon: null };
    return lat === null || lon === null ? [] : [{ row, lat, lon }];
  });

interface Mark {
  at: Point;
  of: Placed[];
}

/** What lies too close together to be told apart is one mark, at the first of them. */
function marksOf(spots: readonly Placed[], view: View): Mark[] {
  const marks: Mark[] = [];
  for (const spot of spots) {
    const near = marks.find(({ at }) => Math.hypot(x(view, at.lon) - x(view, spot.lon), y(view, at.lat) - y(view, spot.lat)) < NEAR);
    if (near) near.of.push(spot);
    else marks.push({ at: spot, of: [spot] });
  }
  const seen = ({ at }: Mark) => Math.abs(x(view, at.lon) - view.width / 2) < view.width && Math.abs(y(view, at.lat) - view.height / 2) < view.height;
  return marks.filter(seen);
}

const names = ({ of }: Mark): string => [...new Set(of.map(({ row }) => row.place!.name))].slice(0, 3).join(', ');

function Pin({ mark, view, chosen, choose }: { mark: Mark; view: View; chosen: boolean; choose: (mark: Mark) => void }) {
  const [first] = mark.of;
  const many = mark.of.length > 1;
  const radius = many ? 9 + 2 * Math.log2(mark.of.length) : 6;
  const label = many ? `${count(mark.of.length, 'incident')}: ${names(mark)}` : title(first!.row);
  const press = () => (many ? choose(mark) : go(to.incident(first!.row.id)));
  return (
    <g
      class={chosen ? 'mark chosen' : 'mark'}
      role="button"
      tabindex={0}
      aria-label={label}
      onClick={press}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        press();
      }}
    >
      <title>{label}</title>
      <circle class="pin scene" cx={x(view, mark.at.lon)} cy={y(view, mark.at.lat)} r={radius} />
      {many && (
        <text class="pin-count" x={x(view, mark.at.lon)} y={y(view, mark.at.lat) + 4} text-anchor="middle">
          {mark.of.length}
        </text>
      )}
    </g>
  );
}

function Chosen({ mark }: { mark: Mark }) {
  return (
    <ul class="plain chosen-incidents" aria-label={`Incidents at ${names(mark)}`}>
      {mark.of.slice(0, MOST).map(({ row }) => (
        <li key={row.id}>
          <a href={to.incident(row.id)}>{title(row)}</a> <span class="dim">{row.headline}</span>
        </li>
      ))}
      {mark.of.length > MOST && <li class="dim">and {mark.of.length - MOST} more: look nearer, or use the filter</li>}
    </ul>
  );
}

/** Where all incidents of the list are, as far as they have a place. */
export function IncidentMap({ rows }: { rows: readonly IncidentRow[] }) {
  const [ref, width] = useWidth<HTMLDivElement>(900);
  const [held, setView] = useState<View | null>(null);
  const [chosen, choose] = useState<Mark | null>(null);
  const spots = useMemo(() => placed(rows), [rows]);
  const size = { width, height: HEIGHT };
  const first = useMemo(() => (spots.length ? fit(spots, size, LEAST) : null), [spots.length > 0, width]);
  const view = held ? { ...held, width } : first;
  const marks = useMemo(() => (view ? marksOf(spots, view) : []), [spots, view?.lon, view?.lat, view?.span, width]);
  const still = chosen && marks.find((mark) => mark.of.some(({ row }) => row.id === chosen.of[0]!.row.id));
  return (
    <div class="map" ref={ref}>
      {view ? (
        <Drawing
          view={view}
          setView={setView}
          label="Map of the incidents"
          foot={`${count(spots.length, 'incident')} with a place${spots.length < rows.length ? `, ${rows.length - spots.length} without` : ''}. A number stands for several close together.`}
        >
          {marks.map((mark) => (
            <Pin key={mark.of[0]!.row.id} mark={mark} view={view} chosen={mark === still} choose={choose} />
          ))}
        </Drawing>
      ) : (
        <p class="dim">No incident of the list has a place that is known.</p>
      )}
      {still && <Chosen mark={still} />}
    </div>
  );
}
