// Edits and readings in words.
import type { Claim, ClaimSettings, Edit, Reading } from '../api/schema';
import { spoken } from '../words/numbers';
import { facet, measure } from '../words/tables';

export const FIELDS = {
  value: 'number',
  measure: 'what is counted',
  of: 'who of them',
  speaker: 'speaker',
  polarity: 'how it is said',
  incident: 'incident',
} as const satisfies Record<keyof ClaimSettings, string>;

export type Field = keyof ClaimSettings;

/** A field of a reading, for a table that sets the machine's beside the editor's. */
export function read(reading: Reading, field: Field): string {
  switch (field) {
    case 'value':
      return spoken(reading.value);
    case 'measure':
      return measure(reading.measure, reading.state);
    case 'of':
      return reading.of ? facet(reading.of) : 'all';
    case 'speaker':
      return reading.chain[0]?.map((speaker) => speaker.name).join(' and ') ?? 'the report itself';
    case 'polarity':
      return reading.polarity;
    case 'incident':
      return reading.incident ?? 'background';
  }
}

/** What a correction sets: "number: 12". */
export function settings(set: ClaimSettings): string {
  const [field] = Object.keys(set) as [Field];
  const value = set.value ? spoken(set.value) : set.measure ? measure(set.measure) : set.of ? facet(set.of) : (set[field] ?? 'none');
  return `${FIELDS[field]}: ${String(value)}`;
}

/** "corrected number: 12, was 17 or more". */
export function edited(edit: Edit): string {
  switch (edit.kind) {
    case 'confirm':
      return 'confirmed';
    case 'reject':
      return 'rejected';
    case 'correct':
      return `corrected ${edit.set ? settings(edit.set) : ''}${edit.before ? `, was ${edit.before}` : ''}`;
    case 'move':
      return `moved report ${edit.document} to ${edit.into ?? 'an incident of its own'}`;
    case 'merge':
      return `merged ${edit.incident} into ${edit.into}`;
    case 'split':
      return `split off ${edit.documents.length} of the reports of ${edit.incident}`;
    case 'reprint':
      return edit.reprint_of ? `marked report ${edit.document} as a reprint of ${edit.reprint_of}` : `marked report ${edit.document} as no reprint`;
    case 'note':
      return 'noted';
    case 'undo':
      return `undid edit ${edit.undoes}`;
  }
}

/** "killed: at least 17" */
export const claimed = ({ reading }: Claim): string => `${read(reading, 'measure')}: ${read(reading, 'value')}`;
