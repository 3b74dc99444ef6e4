// The course of one figure as lines, one a speaker: two speakers' figures are never joined.
import type { MaybeTime, Step } from '../api/schema';
import { instant } from '../time/zones';

export interface Point {
  step: Step;
  /** milliseconds; null: the time of it is not known */
  at: number | null;
  value: number | null;
}

export interface Line {
  /** A, B, C …: names the line in the drawing and beside it */
  letter: string;
  speaker: string;
  points: Point[];
}

/** A day alone is drawn at its noon, which is nearest to any hour of it. */
function time(when: MaybeTime): number | null {
  if (!when) return null;
  const at = instant(when.at, when.zone) ?? new Date(when.at.length === 10 ? `${when.at}T12:00Z` : `${when.at}Z`);
  return Number.isNaN(at.getTime()) ? null : at.getTime();
}

const letter = (n: number): string => (n < 26 ? '' : letter(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

/** In the order in which the speakers first gave it. */
export function linesOf(course: readonly Step[]): Line[] {
  const lines = new Map<string, Line>();
  for (const step of course) {
    let line = lines.get(step.speaker);
    if (!line) lines.set(step.speaker, (line = { letter: letter(lines.size), speaker: step.speaker, points: [] }));
    line.points.push({ step, at: time(step.at), value: step.value.value ?? step.value.low ?? step.value.high });
  }
  return [...lines.values()];
}

export interface Scale {
  from: number;
  to: number;
  top: number;
  ticks: number[];
}

/** 1, 2, 5, 10, 20 …: the step that parts `top` into at most `parts`. */
function tickStep(top: number, parts: number): number {
  const rough = Math.max(top / parts, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((n) => n * power >= rough) ?? 10);
}

/** null: nothing can be drawn, since no time or no value is known. */
export function scaleOf(lines: Line[]): Scale | null {
  const drawn = lines.flatMap((line) => line.points).filter((p) => p.at !== null && p.value !== null);
  if (!drawn.length) return null;
  const times = drawn.map((p) => p.at!);
  const most = Math.max(1, ...drawn.map(({ step, value }) => Math.max(value!, step.value.high ?? 0)));
  const step = tickStep(most, 4);
  const top = Math.ceil(most / step) * step;
  const from = Math.min(...times);
  const last = Math.max(...times);
  const ticks = Array.from({ length: top / step + 1 }, (_, n) => n * step);
  // the last figures stand: a twentieth more at the right, and three minutes where all came at once
  return { from, to: last + Math.max((last - from) / 20, 180_000), top, ticks };
}
