import { signal } from '@preact/signals';
import { api } from '../api/client';
import type { Feed } from '../api/schema';

export const feeds = signal<readonly Feed[]>([]);

export async function loadFeeds(): Promise<void> {
  feeds.value = (await api.feeds()).feeds;
}

export function takeFeed(feed: Feed): void {
  const known = feeds.value.some((f) => f.key === feed.key);
  feeds.value = known ? feeds.value.map((f) => (f.key === feed.key ? feed : f)) : [...feeds.value, feed];
}
