import { number } from '../words/numbers';

export interface Range {
  low: number | null;
  best: number | null;
  high: number | null;
  disputed: boolean;
}

const WIDTH = 200;
const ARROW = 22; // room at the right end for the arrow of a figure that is open above

/** As in the report: solid up to low, hatched up to high, a stroke at best; dashed on with an arrow where high is open. */
function Bar({ low, best, high, disputed, most }: Range & { most: number }) {
  if (most <= 0 || (low ?? best ?? high) === null) return null;
  const at = (n: number) => Math.round((Math.max(n, 0) / most) * (WIDTH - ARROW));
  const from = at(low ?? 0);
  const to = Math.max(at(high ?? 0), from);
  const end = Math.max(from, at(best ?? 0));
  return (
    <svg class={disputed ? 'bar at-odds' : 'bar'} viewBox={`0 0 ${WIDTH} 14`} aria-hidden="true">
      <path class="base" d={`M0 13.5H${WIDTH}`} />
      {from > 0 && <rect class="low" y="4" width={from} height="6" />}
      {to > from && <rect class="span" x={from} y="4.5" width={to - from} height="5" />}
      {high === null && low !== null && <path class="open" d={`M${end + 3} 7H${WIDTH - 3}M${WIDTH - 7} 3l5 4l-5 4`} />}
      {best !== null && <rect class="best" x={Math.max(at(best) - 1, 0)} width="3" height="14" />}
    </svg>
  );
}

/** A value of the tally; "–" is told as "not known" to a screen reader. */
export function Value({ n }: { n: number | null }) {
  if (n !== null) return <>{number(n)}</>;
  return (
    <span class="none">
      <span aria-hidden="true">–</span>
      <span class="vh">not known</span>
    </span>
  );
}

/** The greatest value of some ranges, which share one scale: a total and its parts. */
export const mostOf = (ranges: Range[]): number => Math.max(0, ...ranges.flatMap((r) => [r.low ?? 0, r.best ?? 0, r.high ?? 0]));

interface Props extends Range {
  most: number;
  /** where the best number leads: to the words that the rule chose it from */
  href: string | null;
}

/** The three numbers and their bar. */
export function HowMany(props: Props) {
  return (
    <div class="how-many">
      <dl>
        {(['low', 'best', 'high'] as const).map((name) => (
          <div class={name}>
            <dt>{name}</dt>
            <dd>
              {name === 'best' && props.href && props.best !== null ? (
                <a href={props.href}>
                  <Value n={props.best} />
                </a>
              ) : (
                <Value n={props[name]} />
              )}
            </dd>
          </div>
        ))}
      </dl>
      <Bar {...props} />
    </div>
  );
}
