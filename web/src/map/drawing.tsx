import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { boxOfView, FARTHEST, meet, NEAREST, path, roomy, shifted, x, y, type Label, type View } from './view';
import { world, type Country } from './world';

const LETTER = 7; // pixels

/** Where a country's name stands: in the middle of its land in view, if that is large enough for it. */
function labelOf(country: Country, view: View): Label | null {
  const seen = boxOfView(view);
  const west = Math.max(country.main.west, seen.west);
  const east = Math.min(country.main.east, seen.east);
  const south = Math.max(country.main.south, seen.south);
  const north = Math.min(country.main.north, seen.north);
  const width = country.name.length * LETTER;
  if (x(view, east) - x(view, west) < width + 8 || y(view, south) - y(view, north) < 30) return null;
  return { x: x(view, (west + east) / 2), y: y(view, (south + north) / 2), width };
}

const extent = ({ main }: Country): number => (main.east - main.west) * (main.north - main.south);

/** Their names, the larger countries' first, as far as there is room. */
function Names({ countries, view }: { countries: Country[]; view: View }) {
  const sorted = [...countries].sort((a, b) => extent(b) - extent(a));
  const labels = sorted.map((country) => labelOf(country, view));
  const shown = roomy(labels);
  return (
    <>
      {sorted.map(
        ({ name }, n) =>
          shown[n] && (
            <text class="land-name" x={labels[n]!.x} y={labels[n]!.y} text-anchor="middle">
              {name}
            </text>
          ),
      )}
    </>
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
    <g aria-hidden="true">
      {inView.map((country) => (
        <path class="land" d={path(view, country.rings)} />
      ))}
      <Names countries={inView} view={view} />
    </g>
  );
}

const STILL = 4; // pixels that a press may move and still be a click

/** Drawing the map aside with the pointer. While it is held the picture as it is follows; the land is drawn anew at the end. */
function useDrag(view: View, setView: (view: View) => void) {
  const from = useRef<{ x: number; y: number } | null>(null);
  const [aside, setAside] = useState<{ dx: number; dy: number } | null>(null);
  const end = () => {
    from.current = null;
    if (aside) setView(shifted(view, aside.dx, aside.dy));
    setAside(null);
  };
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.isPrimary && event.button === 0) from.current = { x: event.clientX, y: event.clientY };
    },
    onPointerMove: (event: PointerEvent) => {
      if (!from.current) return;
      const dx = event.clientX - from.current.x;
      const dy = event.clientY - from.current.y;
      if (!aside && Math.hypot(dx, dy) < STILL) return;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      setAside({ dx, dy });
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
  return { handlers, transform: aside ? `translate(${aside.dx} ${aside.dy})` : undefined };
}

interface Props {
  view: View;
  setView: (view: View) => void;
  label: string;
  /** what is said under it */
  foot: ComponentChildren;
  /** the marks */
  children: ComponentChildren;
}

/** The land in view with marks on it; nearer, farther, and drawn aside. */
export function Drawing({ view, setView, label, foot, children }: Props) {
  const { handlers, transform } = useDrag(view, setView);
  const land = useMemo(() => <Land view={view} />, [view]); // drawn anew only when the view changes
  const zoom = (factor: number) => setView({ ...view, span: Math.min(Math.max(view.span * factor, NEAREST), FARTHEST) });
  return (
    <>
      <svg width={view.width} height={view.height} viewBox={`0 0 ${view.width} ${view.height}`} role="group" aria-label={label} {...handlers}>
        <g transform={transform}>
          {land}
          {children}
        </g>
      </svg>
      <div class="map-foot">
        <p class="dim">{foot}</p>
        <button type="button" class="small" onClick={() => zoom(0.5)} disabled={view.span <= NEAREST}>
          Nearer
        </button>
        <button type="button" class="small" onClick={() => zoom(2)} disabled={view.span >= FARTHEST}>
          Farther
        </button>
      </div>
    </>
  );
}
