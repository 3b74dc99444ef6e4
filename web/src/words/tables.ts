// The words that the desk shares with the report: the tables of data/en, so that who learned one reads the other.
import facetTable from '../../../data/en/report_facets.tsv?raw';
import measureTable from '../../../data/en/report_measures.tsv?raw';
import roleTable from '../../../data/en/report_roles.tsv?raw';

/** First column to second, below the line of column names. */
function read(table: string): Map<string, string> {
  const rows = table.split('\n').filter((line) => line && !line.startsWith('#'));
  return new Map(rows.slice(1).map((row) => row.split('\t') as [string, string]));
}

const measures = read(measureTable);
const facets = read(facetTable);
const roles = read(roleTable);
const countries = new Intl.DisplayNames(['en'], { type: 'region' });

/** A row of the measures' table that is a state of another, not a measure. */
const HELD = 'held';

export const measureNames = [...measures.keys()].filter((name) => name !== HELD);
export const facetNames = [...facets.keys()];

export function country(code: string): string {
  try {
    return countries.of(code.toUpperCase()) ?? code;
  } catch {
    return code; // no country's code, though it stood in the record
  }
}

/** "killed"; "still held" for the measure hostages in the state held. */
export const measure = (name: string, state?: string | null): string => measures.get(state === HELD ? HELD : name) ?? name;

/** Of a part of a toll: "attackers" for side=perpetrators, "from India" for nationality=IN. */
export function facet(of: string): string {
  const [name, value] = of.split('=');
  if (name === 'nationality' && value) return `from ${country(value)}`;
  return facets.get(of) ?? value ?? of;
}

export const role = (name: string): string => roles.get(name) ?? name.replaceAll('_', ' ');

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** "Hostage taking" for hostage-taking. */
export const kind = (name: string): string => capital(name === 'other' ? 'incident' : name.replaceAll('-', ' '));
