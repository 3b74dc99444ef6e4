// A desk of made-up data behind the real interface (docs/openapi.json), to build and test the page with.
// usage: node web/mock/server.mjs [PORT [COUNT]]; COUNT: so many incidents, generated, instead of the few that are told
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Desk } from './desk.mjs';
import { many } from './many.mjs';
import { incidents } from './texts.mjs';

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TOKEN = 'mock-token';

const json = (response, status, body) => {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
};
const refuse = (response, status, code, message, mend = '') => json(response, status, { error: { code, message, mend } });

function serveFile(response, path) {
  const file = join(DIST, normalize(path === '/' ? '/index.html' : path));
  if (!file.startsWith(DIST) || !existsSync(file) || !statSync(file).isFile()) return refuse(response, 404, 'not-found', `there is no ${path}`);
  response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff' });
  return createReadStream(file).pipe(response);
}

async function bodyOf(request) {
  let text = '';
  for await (const part of request) text += part;
  return text ? JSON.parse(text) : {};
}

function list(desk, query) {
  const after = Number(query.get('changed_after') ?? 0);
  const from = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? 100);
  const words = query.get('q');
  const holds = words && desk.holding(words);
  const rows = desk.rows().filter((row) => row.change > after && (!holds || holds.has(row.id)));
  const next = from + limit < rows.length ? String(from + limit) : null;
  return { incidents: rows.slice(from, from + limit), next, total: rows.length, change: desk.change };
}

export async function startMock({ port = 0, list: held = incidents, closed = false } = {}) {
  const desk = new Desk(held, closed);
  const streams = new Set();
  const sessions = new Map(); // cookie to name
  let down = false;
  const session = (request) => sessions.get(/sitrep=(\w+)/.exec(request.headers.cookie ?? '')?.[1]) ?? null;

  function stream(request, response, query) {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    const send = (kind, data) => response.write(`event: ${kind}\n${kind === 'change' ? `id: ${data.change}\n` : ''}data: ${JSON.stringify(data)}\n\n`);
    const after = Number(request.headers['last-event-id'] ?? query.get('after') ?? desk.change);
    response.write(': here\n\n');
    for (const change of desk.changes) if (change.change > after) send('change', change);
    const stop = desk.listen(send);
    streams.add(response);
    response.on('close', () => {
      stop();
      streams.delete(response);
    });
  }

  function edit(response, author, asked) {
    const theirs = desk.stale(asked);
    if (theirs.length) {
      const incident = theirs[0].incident;
      const claim = desk.get(incident).claims.find((c) => c.key === asked.claim) ?? null;
      return json(response, 409, { error: { code: 'stale', message: 'somebody edited it since', mend: '' }, yours: asked, change: desk.version(incident), theirs, claim });
    }
    const made = desk.edit(author, asked);
    return made ? json(response, 201, made) : refuse(response, 404, 'not-found', 'there is no such thing to edit');
  }

  async function change(request, response, path) {
    const asked = await bodyOf(request);
    if (path === '/api/session' && request.method === 'POST') {
      if (closed && asked.token !== 'a token') return refuse(response, 401, 'no-session', 'the token is none of an editor');
      const cookie = `s${sessions.size + 1}`;
      sessions.set(cookie, closed ? 'Ann' : asked.name);
      response.setHeader('Set-Cookie', `sitrep=${cookie}; HttpOnly; SameSite=Strict; Path=/`);
      return json(response, 200, { editor: sessions.get(cookie), token: TOKEN });
    }
    const author = session(request);
    if (!author || request.headers['x-sitrep-token'] !== TOKEN) return refuse(response, 401, 'no-session', 'nobody is signed in', 'sign in');
    if (path === '/api/edits') return edit(response, author, asked);
    if (path === '/api/session') {
      sessions.clear();
      return response.writeHead(204).end();
    }
    if (path === '/api/desk') return json(response, 200, desk.set(asked));
    const feed = desk.feeds.find((f) => path === `/api/feeds/${f.key}`);
    if (feed) {
      if (asked.paused !== undefined) feed.state = asked.paused ? 'paused' : 'waiting';
      desk.feed(feed);
      return json(response, 200, feed);
    }
    return refuse(response, 404, 'not-found', `there is no ${path}`);
  }

  function read(request, response, path, query) {
    const [, , what, key] = path.split('/');
    if (closed && !session(request) && !['session', 'health'].includes(what)) return refuse(response, 401, 'no-session', 'this desk shows itself to its editors alone', 'log in first');
    const answers = {
      desk: () => desk.desk(), hours: () => desk.hours(), feeds: () => ({ feeds: desk.feeds }), alerts: () => ({ alerts: desk.alerts() }),
      health: () => ({ version: '0.1.0', uptime_s: 4000, streams: streams.size, requests: 100, refused: 0, cut: 0, reading: 0, change: desk.change }),
      session: () => ({ editor: session(request), token: session(request) && TOKEN }),
      edits: () => ({ edits: desk.edits.filter((e) => e.edit > Number(query.get('after') ?? 0)) }),
      incidents: () => (key ? desk.get(key) : list(desk, query)), documents: () => desk.document(key),
    };
    const answer = answers[what]?.();
    return answer ? json(response, 200, answer) : refuse(response, 404, 'not-found', `there is no ${path}`);
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://desk');
    const path = decodeURIComponent(pathname);
    if (down) return request.socket.destroy();
    if (path === '/api/events') return stream(request, response, searchParams);
    if (request.method !== 'GET') return void change(request, response, path);
    return path.startsWith('/api/') ? read(request, response, path, searchParams) : serveFile(response, path);
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));

  return {
    desk,
    url: `http://127.0.0.1:${server.address().port}/`,
    /** As if all sessions had run out. */
    forget: () => sessions.clear(),
    /** Break all streams, and answer nothing until it is called with false. */
    setDown(next) {
      down = next;
      if (next) for (const response of streams) response.destroy();
    },
    stop() {
      for (const response of streams) response.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startMock({ port: Number(process.argv[2] ?? 8401), ...(process.argv[3] && { list: many(Number(process.argv[3])) }) });
  console.log(`the mock desk listens on ${url}`);
}
