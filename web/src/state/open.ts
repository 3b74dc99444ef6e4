// The incident that is open, kept up to date while it is.
import { computed, signal } from '@preact/signals';
import { api } from '../api/client';
import type { Claim, Change, Figure, Incident } from '../api/schema';
import { rule, tellFault } from './desk';

export const open = signal<Incident | null>(null);
export const missing = signal<string | null>(null);

let wanted: string | null = null;
let asking: AbortController | null = null;
let again = false;

async function load(id: string): Promise<void> {
  const own = (asking = new AbortController());
  try {
    const incident = await api.incident(id, own.signal);
    if (wanted === id) open.value = incident;
  } catch (fault) {
    if (wanted !== id) return;
    if (open.value) tellFault(fault);
    else missing.value = fault instanceof Error ? fault.message : String(fault);
  } finally {
    if (asking === own) asking = null;
  }
}

export async function openIncident(id: string): Promise<void> {
  if (wanted === id) return;
  asking?.abort();
  wanted = id;
  open.value = null;
  missing.value = null;
  await load(id);
}

/** A page may go after the next one has come: what that has opened stays. */
export function closeIncident(id: string): void {
  if (wanted !== id) return;
  asking?.abort();
  wanted = null;
  open.value = null;
}

/** Ask for it anew; while an answer is under way, once more after it. */
export async function refreshOpen(): Promise<void> {
  if (!wanted) return;
  again = asking !== null;
  if (again) return;
  await load(wanted);
  if (again) await refreshOpen();
}

export function concerns(change: Change): boolean {
  const held = open.value;
  if (!held) return false;
  const ids = [held.summary.id, ...held.also];
  return [change.incident, change.other].some((id) => id !== null && ids.includes(id));
}

const claimsByKey = computed(() => new Map(open.value?.claims.map((claim) => [claim.key, claim])));
export const documentsByKey = computed(() => new Map(open.value?.documents.map((row) => [row.key, row])));

export const claimOf = (key: string): Claim | undefined => claimsByKey.value.get(key);

/** The figure that a claim is part of. */
export const figureOf = (claim: Claim): Figure | undefined =>
  open.value?.figures.find((f) => f.course.some((step) => step.claim === claim.key) || f.estimates.some((e) => e.trace.some((t) => t.claim === claim.key)));

export const estimateOf = (figure: Figure) => figure.estimates.find((e) => e.rule === rule.value) ?? figure.estimates[0];
