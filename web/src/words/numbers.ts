// How a figure is said: in signs for the eye, in words for a screen reader.

const grouped = new Intl.NumberFormat('en');

/** "1,200"; "–" for what is not known. */
export const number = (n: number | null): string => (n === null ? '–' : grouped.format(n));

interface Amount {
  low: number | null;
  high: number | null;
  value: number | null;
  hedge: string;
}

/** "22+" for at least 22, "3–4" for three or four, "~12" for around a dozen, "?" where no number is known. */
export function signs({ low, high, value, hedge }: Amount): string {
  if (hedge === 'range' && low !== null && high !== null && low !== high) return `${number(low)}–${number(high)}`;
  if ((hedge === 'at-least' || hedge === 'more-than') && (low ?? value) !== null) return `${number(low ?? value)}+`;
  if ((hedge === 'at-most' || hedge === 'less-than') && (high ?? value) !== null) return `≤${number(high ?? value)}`;
  const n = value ?? low ?? high;
  if (n === null) return '?';
  return hedge === 'about' || hedge === 'vague' ? `~${number(n)}` : number(n);
}

/** The same to be read aloud: "at least 22". */
export function spoken(amount: Amount): string {
  const text = signs(amount);
  if (text === '?') return 'number not known';
  if (text.endsWith('+')) return `at least ${text.slice(0, -1)}`;
  if (text.startsWith('≤')) return `at most ${text.slice(1)}`;
  if (text.startsWith('~')) return `about ${text.slice(1)}`;
  return text.replace('–', ' to ');
}

/** A figure in brief: its best, and its range where that says more. "17+" where it is open above. */
export function brief(low: number | null, best: number | null, high: number | null): { main: string; range: string | null } {
  const range = high === null ? `${number(low ?? best)}+` : low === high ? number(low) : `${number(low)}–${number(high)}`;
  if (best === null || high === null || low === high) return { main: range, range: null };
  return { main: number(best), range };
}

export const count = (n: number, one: string, many = `${one}s`): string => `${number(n)} ${n === 1 ? one : many}`;

/** "4 reports, 1 of them a reprint" */
export function reports(documents: number, origins: number): string {
  const reprints = documents - origins;
  if (reprints <= 0) return count(documents, 'report');
  return `${count(documents, 'report')}, ${reprints === 1 ? '1 of them a reprint' : `${number(reprints)} of them reprints`}`;
}
