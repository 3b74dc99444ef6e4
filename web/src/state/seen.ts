// What this reader had seen of an incident when they last looked, and what is otherwise now.
import type { Incident } from '../api/schema';
import { recall, remember } from '../parts/stored';
import { brief, count } from '../words/numbers';

type Numbers = [low: number | null, best: number | null, high: number | null, disputed: boolean];

interface Seen {
  at: string;
  change: number;
  /** by their keys, by the desk's rule */
  figures: Record<string, Numbers>;
  documents: string[];
}

/** A figure that is only denied or feared: without a number there is nothing new in it. */
const NONE: Numbers = [null, null, null, false];

const key = (id: string): string => `seen.${id}`;

export const seenOf = (id: string): Seen | null => recall<Seen>(key(id));

const figuresOf = ({ figures }: Incident): Record<string, Numbers> =>
  Object.fromEntries(figures.flatMap(({ key: name, estimates: [e] }) => (e ? [[name, [e.low, e.best, e.high, e.disputed] as Numbers]] : [])));

export function see(incident: Incident): void {
  const { summary, documents } = incident;
  const seen: Seen = {
    at: new Date().toISOString(),
    change: summary.change,
    figures: figuresOf(incident),
    documents: documents.map((d) => d.key),
  };
  remember(key(summary.id), seen);
}

function told([low, best, high]: Numbers): string {
  const { main, range } = brief(low, best, high);
  return range ? `${main} (${range})` : main;
}

function figureDifferences(seen: Seen, incident: Incident): string[] {
  const now = figuresOf(incident);
  return incident.figures.flatMap(({ key: name, label, of_label }) => {
    const [before, after] = [seen.figures[name], now[name]];
    if (!after || (before ?? NONE).every((n, i) => n === after[i])) return [];
    const what = of_label ? `${label}, ${of_label}` : label;
    if (!before) return [`${what}: new, ${told(after)}`];
    const dispute = before[3] === after[3] ? '' : after[3] ? '; now disputed' : '; no longer disputed';
    const moved = told(before) === told(after) ? told(after) : `${told(after)}, was ${told(before)}`;
    return [`${what}: ${moved}${dispute}`];
  });
}

/** In words, the figures first. */
export function differences(seen: Seen, incident: Incident): string[] {
  const found = figureDifferences(seen, incident);
  const fresh = incident.documents.filter((d) => !seen.documents.includes(d.key));
  const reprints = fresh.filter((d) => d.reprint_of).length;
  if (fresh.length > reprints) found.push(count(fresh.length - reprints, 'new report'));
  if (reprints) found.push(count(reprints, 'new reprint'));
  return found;
}
