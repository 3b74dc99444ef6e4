// How what is said looks: its state is told by shape and in words, as in the report.
import type { Claim, LedgerRow } from '../api/schema';

interface Saying {
  /** a class of the report's style sheet */
  look: 'plain' | 'struck' | 'hollow' | 'dotted';
  /** in words; null: a plain statement that stands */
  tag: string | null;
  alarm: boolean;
}

const PLAIN: Saying = { look: 'plain', tag: null, alarm: false };

type State = Claim['state'] | LedgerRow['state'];

function look(state: State, polarity: Claim['reading']['polarity']): Saying {
  if (state === 'superseded') return { look: 'struck', tag: 'earlier, since overtaken', alarm: false };
  if (state === 'rejected') return { look: 'struck', tag: 'rejected by an editor', alarm: true };
  if (state === 'withdrawn') return { look: 'hollow', tag: 'withdrawn', alarm: true };
  if (polarity === 'denied') return { look: 'hollow', tag: 'denied', alarm: true };
  if (polarity === 'possible') return { look: 'dotted', tag: 'feared or possible', alarm: true };
  return PLAIN;
}

/** How a claim stands. */
export const saying = ({ state, reading }: Claim): Saying => look(state, reading.polarity);

/** How what a speaker says stands in the ledger. */
export const standing = ({ state, polarity }: LedgerRow): Saying => look(state, polarity);
