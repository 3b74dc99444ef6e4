// What the whole page knows: the desk, who edits, the rule that figures are read by, and a word for the reader.
import { computed, signal } from '@preact/signals';
import { api, useToken } from '../api/client';
import type { Desk, Session } from '../api/schema';
import { stored } from '../parts/stored';
import { deskZone } from '../time/clock';

export const desk = signal<Desk | null>(null);
export const nobody: Session = { editor: null, token: null };
export const session = signal(nobody);

/** The rule that the reader chose; null: the desk's own. */
export const chosenRule = stored<string | null>('rule', null);

export const rule = computed(() => {
  const known = desk.value?.rules.some((r) => r.name === chosenRule.value);
  return (known ? chosenRule.value : desk.value?.rule) ?? 'latest';
});

export function setDesk(next: Desk): void {
  desk.value = next;
  deskZone.value = next.zone;
}

export function setSession(next: Session): void {
  session.value = next;
  useToken(next.token);
}

export async function loadDesk(): Promise<Desk> {
  setSession(await api.session());
  const first = await api.desk();
  setDesk(first);
  return first;
}

/** What just happened, told to a screen reader and shown for a while. */
export const notice = signal<{ words: string; fault: boolean } | null>(null);

export function tellReader(words: string, fault = false): void {
  notice.value = { words, fault };
}

export const tellFault = (fault: unknown): void => tellReader(fault instanceof Error ? fault.message : String(fault), true);
