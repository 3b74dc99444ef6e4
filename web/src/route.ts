// Which page is open: told by the address after its "#", so that each has a link and the browser's Back works.
import { signal } from '@preact/signals';

export type Route =
  | { page: 'incidents' }
  | { page: 'incident'; id: string; claim: string | null; document: string | null }
  | { page: 'feeds' }
  | { page: 'audit' }
  | { page: 'hours' }
  | { page: 'help' };

const encode = encodeURIComponent;

export const to = {
  incidents: () => '#/',
  incident: (id: string) => `#/incident/${encode(id)}`,
  document: (id: string, document: string) => `#/incident/${encode(id)}/report/${encode(document)}`,
  /** by the claim's key, "17:c1": its document's, and its own in it */
  claim: (id: string, key: string) => `#/incident/${encode(id)}/report/${key.split(':').map(encode).join('/')}`,
  page: (page: 'feeds' | 'audit' | 'hours' | 'help') => `#/${page}`,
};

export function parse(hash: string): Route {
  const parts = hash.replace(/^#\/?/, '').split('/').map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
  const [page, id, , document, claim] = parts;
  if (page === 'incident' && id)
    return { page, id, document: document ?? null, claim: document && claim ? `${document}:${claim}` : null };
  if (page === 'feeds' || page === 'audit' || page === 'hours' || page === 'help') return { page };
  return { page: 'incidents' };
}

export const route = signal<Route>(parse(location.hash));

export function startRoutes(): void {
  addEventListener('hashchange', () => {
    route.value = parse(location.hash);
  });
}

export function go(hash: string): void {
  location.hash = hash;
}
