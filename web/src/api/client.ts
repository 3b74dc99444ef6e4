// Asking the server. An answer that is none of success is thrown as a Refusal, whose message can be shown.
import type {
  Conflict, Desk, DeskSettings, Document, Edited, EditList, Feed, FeedList, FeedSettings, Health, Hours,
  Incident, IncidentList, AlertList, Added, Error as Fault, Login, NewDocument, NewEdit, NewFeed, Session,
} from './schema';
import { capital } from '../words/tables';

export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** of a stale edit: both versions */
    readonly conflict: Conflict | null = null,
  ) {
    super(message);
  }

  /** Nobody is signed in, or no longer. */
  get stranger(): boolean {
    return this.status === 401;
  }
}

let token: string | null = null;

/** The session's token, which every request that changes something carries. */
export function useToken(next: string | null): void {
  token = next;
}

async function refusal(answer: Response): Promise<Refusal> {
  const body = (await answer.json().catch(() => null)) as (Partial<Fault> & Partial<Conflict>) | null;
  const { message = `the server answered ${answer.status}`, mend = '' } = body?.error ?? {};
  const conflict = answer.status === 409 && body?.theirs ? (body as Conflict) : null;
  return new Refusal(answer.status, capital(mend ? `${message}; ${mend}` : message), conflict);
}

async function ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET' && token) headers['X-Sitrep-Token'] = token;
  const request: RequestInit = { method, headers, credentials: 'same-origin' };
  if (body !== undefined) request.body = JSON.stringify(body);
  if (signal) request.signal = signal;
  let answer: Response;
  try {
    answer = await fetch(path, request);
  } catch (fault) {
    if (signal?.aborted) throw fault;
    throw new Refusal(0, 'The desk cannot be reached');
  }
  if (!answer.ok) throw await refusal(answer);
  return (answer.status === 204 ? null : await answer.json()) as T;
}

type Query = Record<string, string | number | boolean | null | undefined>;

function query(values: Query): string {
  const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : '';
}

const part = encodeURIComponent;

export const api = {
  desk: () => ask<Desk>('GET', 'api/desk'),
  setDesk: (settings: DeskSettings) => ask<Desk>('PATCH', 'api/desk', settings),
  session: () => ask<Session>('GET', 'api/session'),
  login: (login: Login) => ask<Session>('POST', 'api/session', login),
  logout: () => ask<null>('DELETE', 'api/session'),
  hours: () => ask<Hours>('GET', 'api/hours'),
  incidents: (filter: Query, signal?: AbortSignal) => ask<IncidentList>('GET', `api/incidents${query(filter)}`, undefined, signal),
  incident: (id: string, signal?: AbortSignal) => ask<Incident>('GET', `api/incidents/${part(id)}`, undefined, signal),
  document: (key: string, revision: number | null, signal?: AbortSignal) =>
    ask<Document>('GET', `api/documents/${part(key)}${query({ revision })}`, undefined, signal),
  addDocument: (document: NewDocument) => ask<Added>('POST', 'api/documents', document),
  alerts: (filter: Query) => ask<AlertList>('GET', `api/alerts${query(filter)}`),
  edits: (filter: Query) => ask<EditList>('GET', `api/edits${query(filter)}`),
  edit: (edit: NewEdit) => ask<Edited>('POST', 'api/edits', edit),
  feeds: () => ask<FeedList>('GET', 'api/feeds'),
  addFeed: (feed: NewFeed) => ask<Feed>('POST', 'api/feeds', feed),
  setFeed: (key: string, settings: FeedSettings) => ask<Feed>('PATCH', `api/feeds/${part(key)}`, settings),
  health: () => ask<Health>('GET', 'api/health'),
};

