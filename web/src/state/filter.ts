// What the reader wants to see of the list. Words are looked for by the server, in the reports; all else is told here.
import { computed, effect, signal } from '@preact/signals';
import { api } from '../api/client';
import type { IncidentRow } from '../api/schema';
import { tellFault } from './desk';
import { shown } from './incidents';

export interface Filter {
  words: string;
  kind: string;
  country: string;
  disputed: boolean;
  since: string;
}

export const everything: Filter = { words: '', kind: '', country: '', disputed: false, since: '' };
export const filter = signal<Filter>(everything);

const QUIET = 200; // ms without a key before the server is asked

/** The incidents whose reports hold the words; null: no words are asked for. */
const holding = signal<ReadonlySet<string> | null>(null);
const words = computed(() => filter.value.words.trim());

async function search(q: string, signal: AbortSignal): Promise<void> {
  try {
    const found = await api.incidents({ q, limit: 2000 }, signal);
    holding.value = new Set(found.incidents.map((row) => row.id));
  } catch (fault) {
    if (!signal.aborted) tellFault(fault);
  }
}

/** Begin to ask as words are typed, and again as what is shown changes. */
export function startSearch(): void {
  effect(() => {
    const q = words.value;
    if (!q) {
      holding.value = null;
      return undefined;
    }
    void shown.value;
    const stop = new AbortController();
    const timer = setTimeout(() => void search(q, stop.signal), QUIET);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  });
}

function wanted(row: IncidentRow, { kind, country, disputed, since }: Filter): boolean {
  if (kind && row.kind !== kind) return false;
  if (country && row.place?.country !== country) return false;
  if (disputed && !row.disputed) return false;
  return !since || (row.begin !== null && row.begin.at.slice(0, 10) >= since);
}

export const filtered = computed(() =>
  shown.value.filter((row) => wanted(row, filter.value) && (!holding.value || holding.value.has(row.id))),
);

const choices = (of: (row: IncidentRow) => string | null | undefined) =>
  computed(() => [...new Set(shown.value.map(of).filter((value): value is string => !!value))].sort());

export const kinds = choices((row) => row.kind);
export const countries = choices((row) => row.place?.country);
