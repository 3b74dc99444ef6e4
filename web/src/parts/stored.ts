// What this browser remembers: choices, and what its reader has seen. A browser that refuses storage forgets, and works.
import { effect, signal, type Signal } from '@preact/signals';

const PREFIX = 'sitrep.';

export function recall<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // full or refused: the page goes on without
  }
}

/** A signal whose value outlives the page. */
export function stored<T>(key: string, first: T): Signal<T> {
  const made = signal<T>(recall<T>(key) ?? first);
  effect(() => remember(key, made.value));
  return made;
}
