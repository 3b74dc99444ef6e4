import { useWidth } from '../parts/width';
import { number } from '../words/numbers';
import { scaleOf, type Line, type Point, type Scale } from './lines';
import { timeTicks } from './ticks';

const HEIGHT = 190;
const LEFT = 44;
const RIGHT = 26; // for the letters of the lines
const TOP = 10;
const BOTTOM = 26;
const DASHES = ['', '7 3', '2 3', '9 3 2 3', '5 5'];

interface Frame {
  x: (at: number) => number;
  y: (value: number) => number;
  right: number;
}

const frame = (scale: Scale, width: number): Frame => ({
  x: (at) => LEFT + ((at - scale.from) / (scale.to - scale.from)) * (width - LEFT - RIGHT),
  y: (value) => HEIGHT - BOTTOM - (value / scale.top) * (HEIGHT - BOTTOM - TOP),
  right: width - RIGHT,
});

const drawn = (line: Line) => line.points.filter((p): p is Point & { at: number; value: number } => p.at !== null && p.value !== null);

/** What is said of one moment: a dot; a bar from low to high; an arrow up for "at least"; hollow where it was withdrawn. */
function Said({ point, f }: { point: Point & { at: number; value: number }; f: Frame }) {
  const { step, value } = point;
  const { low, high } = step.value;
  const x = f.x(point.at);
  const y = f.y(value);
  return (
    <g class={step.withdrawn ? 'point withdrawn' : 'point'}>
      {low !== null && high !== null && low !== high && (
        <path class="spread" d={`M${x} ${f.y(low)}V${f.y(high)}`} />
      )}
      {high === null && low !== null && <path class="open" d={`M${x} ${y - 4}v-8m-3 3l3-4l3 4`} />}
      <circle cx={x} cy={y} r="3.5" />
    </g>
  );
}

function Course({ line, n, f }: { line: Line; n: number; f: Frame }) {
  const points = drawn(line);
  const last = points.at(-1);
  if (!last) return null;
  const path = points.map((p, i) => (i === 0 ? `M${f.x(p.at)} ${f.y(p.value)}` : `H${f.x(p.at)}V${f.y(p.value)}`)).join('');
  return (
    <g class={`line hue-${n % 5}`}>
      <path class="steps" d={`${path}H${f.right}`} stroke-dasharray={DASHES[n % DASHES.length]} />
      {points.map((point) => (
        <Said point={point} f={f} />
      ))}
    </g>
  );
}

/** The letters at the right ends, pushed apart so that none covers another. */
function Letters({ lines, f }: { lines: Line[]; f: Frame }) {
  const ends = lines
    .map((line, n) => ({ letter: line.letter, n, y: drawn(line).at(-1)?.value }))
    .filter((end): end is { letter: string; n: number; y: number } => end.y !== undefined)
    .map((end) => ({ ...end, y: f.y(end.y) }))
    .sort((a, b) => b.y - a.y);
  let below = Infinity;
  for (const end of ends) below = end.y = Math.min(end.y, below - 12);
  return (
    <>
      {ends.map((end) => (
        <text class={`letter hue-${end.n % 5}`} x={f.right + 6} y={end.y + 4}>
          {end.letter}
        </text>
      ))}
    </>
  );
}

/** The drawing alone; what it shows is told by the table behind it, so a screen reader is spared it. */
export function Chart({ lines, zone }: { lines: Line[]; zone: string }) {
  const [ref, width] = useWidth<HTMLDivElement>(640);
  const scale = scaleOf(lines);
  if (!scale) return null;
  const f = frame(scale, width);
  return (
    <div class="chart" ref={ref} aria-hidden="true">
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`}>
        {scale.ticks.map((tick) => (
          <>
            <path class="grid" d={`M${LEFT} ${f.y(tick)}H${f.right}`} />
            <text class="tick" x={LEFT - 8} y={f.y(tick) + 4} text-anchor="end">
              {number(tick)}
            </text>
          </>
        ))}
        {timeTicks(scale.from, scale.to, zone, Math.floor((width - LEFT) / 90)).map(({ at, label }) => (
          <>
            <path class="grid" d={`M${f.x(at)} ${HEIGHT - BOTTOM}v4`} />
            <text class="tick" x={f.x(at)} y={HEIGHT - 8} text-anchor="middle">
              {label}
            </text>
          </>
        ))}
        {lines.map((line, n) => (
          <Course line={line} n={n} f={f} />
        ))}
        <Letters lines={lines} f={f} />
      </svg>
    </div>
  );
}
