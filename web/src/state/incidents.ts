// The list of incidents, kept up to date. Rows change where they stand; their order, and new ones, wait for the reader.
import { batch, computed, signal } from '@preact/signals';
import { api } from '../api/client';
import type { IncidentRow } from '../api/schema';
import { tellFault } from './desk';

const PAGE = 500;

const rows = signal<ReadonlyMap<string, IncidentRow>>(new Map());
/** ids in the order that is shown */
const order = signal<readonly string[]>([]);
export const loading = signal(true);

/** Changes up to this are in `rows`. */
let known = 0;

export const shown = computed(() => order.value.map((id) => rows.value.get(id)).filter((row) => row !== undefined));

const latest = computed(() => [...rows.value.values()].sort((a, b) => b.change - a.change).map((row) => row.id));

/** Those that changed or came since the order was settled, and so stand elsewhere in it than they should. */
const settled = signal(0);
export const waiting = computed(() => [...rows.value.values()].filter((row) => row.change > settled.value).length);

/** Put the list in order: the one that changed last first. */
export function settle(): void {
  batch(() => {
    order.value = latest.value;
    settled.value = Math.max(0, ...[...rows.value.values()].map((row) => row.change));
  });
}

function take(list: readonly IncidentRow[]): void {
  const next = new Map(rows.value);
  for (const row of list) next.set(row.id, row);
  rows.value = next;
}

export function forget(id: string): void {
  const next = new Map(rows.value);
  if (next.delete(id)) rows.value = next;
}

/** All of them, from the first page on: it is shown as soon as it is there. */
export async function loadIncidents(): Promise<void> {
  let cursor: string | null = null;
  rows.value = new Map();
  do {
    const page: Awaited<ReturnType<typeof api.incidents>> = await api.incidents({ limit: PAGE, cursor });
    if (!cursor) known = page.change; // what changes while the others come is asked for again
    take(page.incidents);
    settle();
    loading.value = false;
    cursor = page.next;
  } while (cursor);
}

let asking = false;
let again = false;

/** Ask for what changed; calls that come meanwhile are answered by one more question. */
export async function refreshIncidents(): Promise<void> {
  again = asking;
  if (asking) return;
  asking = true;
  try {
    const page = await api.incidents({ limit: 2000, changed_after: known });
    known = page.change;
    take(page.incidents);
  } catch (fault) {
    tellFault(fault);
  }
  asking = false;
  if (again) await refreshIncidents();
}

export const rowOf = (id: string): IncidentRow | undefined => rows.value.get(id);
