import { signal } from '@preact/signals';
import { api } from '../api/client';
import type { Feed } from '../api/schema';

/** null: not known yet */
export const feeds = signal<readonly Feed[] | null>(null);

export async function loadFeeds(): Promise<void> {
  feeds.value = (await api.feeds()).feeds;
}

export function takeFeed(feed: Feed): void {
  const all = feeds.value ?? [];
  const known = all.some((f) => f.key === feed.key);
  feeds.value = known ? all.map((f) => (f.key === feed.key ? feed : f)) : [...all, feed];
}
