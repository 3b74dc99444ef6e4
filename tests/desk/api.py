#!/usr/bin/env python3
"""api.py: hold the desk against its description. usage: tests/desk/api.py PROGRAM (from the project's root)

Starts a desk on a free port of this machine with a store of its own, and asks for every operation of docs/openapi.json:
each answer's status, type and body must be one that the description allows, and every operation must have been asked for.
Then what no schema can say: the stream and its resumption, the limits, sessions, other sites, two editors at once.
Ends "desk api: N passed, N failed". Standard library only.
"""
import atexit, http.client, json, os, re, signal, socket, subprocess, sys, tempfile, threading, time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import edits

PROGRAM = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else 'build/sitrep')
SPEC = json.load(open('docs/openapi.json', encoding='utf-8'))
passed = failed = 0
counting = threading.Lock()  # limits.py checks in several threads
asked = set()


def check(name, got, want):
    global passed, failed
    with counting:
        passed += got == want
        failed += got != want
    if got != want:
        print(f'{name}:\n    got  {str(got)[:600]}\n    want {str(want)[:600]}')


# ---- JSON Schema, as much of it as the description uses ----

KNOWN = {'type', 'properties', 'required', 'additionalProperties', 'items', 'prefixItems', 'minItems', 'maxItems', 'enum',
         'anyOf', '$ref', 'description', 'example', 'minimum', 'maximum', 'minLength', 'maxLength', 'pattern', 'default',
         'minProperties', 'maxProperties'}
TYPES = {'object': dict, 'array': list, 'string': str, 'boolean': bool, 'null': type(None)}


def is_type(value, name):
    if name in ('integer', 'number'):
        return isinstance(value, int if name == 'integer' else (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def resolve(ref):
    at = SPEC
    for part in ref[2:].split('/'):
        at = at[part]
    return at


def faults(value, schema, where='$'):
    """What is wrong with a value, a line a fault."""
    if '$ref' in schema:
        found = faults(value, resolve(schema['$ref']), where)
        return found
    unknown = set(schema) - KNOWN
    if unknown:
        return [f'{where}: the checker does not know {unknown}']
    if 'anyOf' in schema:
        each = [faults(value, s, where) for s in schema['anyOf']]
        return [] if [] in each else each[0]
    out = []
    if 'enum' in schema and value not in schema['enum']:
        out.append(f'{where}: {value!r} is none of {schema["enum"]}')
    names = schema.get('type')
    if names:
        names = [names] if isinstance(names, str) else names
        if not any(is_type(value, n) for n in names):
            return out + [f'{where}: {value!r} is no {names}']
    if isinstance(value, dict):
        out += [f'{where}: no {k!r}' for k in schema.get('required', []) if k not in value]
        for k, v in value.items():
            if k in schema.get('properties', {}):
                out += faults(v, schema['properties'][k], f'{where}.{k}')
            elif schema.get('additionalProperties') is False:
                out.append(f'{where}: {k!r} is not described')
    if isinstance(value, list):
        if len(value) < schema.get('minItems', 0) or len(value) > schema.get('maxItems', len(value)):
            out.append(f'{where}: {len(value)} items')
        for i, v in enumerate(value):
            prefix = schema.get('prefixItems', [])
            if i < len(prefix):
                out += faults(v, prefix[i], f'{where}[{i}]')
            elif 'items' in schema:
                out += faults(v, schema['items'], f'{where}[{i}]')
    return out


def check_examples():
    """The description's own examples are valid."""
    for name, schema in SPEC['components']['schemas'].items():
        if 'example' in schema:
            check(f'example of {name}', faults(schema['example'], schema), [])


def operation(method, path):
    for pattern, item in SPEC['paths'].items():
        shape = re.sub(r'\{[^}]*\}', '[^/]+', re.escape(pattern).replace(r'\{', '{').replace(r'\}', '}'))
        if re.fullmatch(shape, path) and method.lower() in item:
            return item[method.lower()]
    return None


# ---- a desk ----

class Desk:
    def __init__(self, *options, db=None):
        self.folder = tempfile.mkdtemp(prefix='sitrep-desk-')
        self.db = db or os.path.join(self.folder, 'desk.db')
        self.process = subprocess.Popen([PROGRAM, 'desk', '--db', self.db, '--listen', '127.0.0.1:0', *options],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, text=True)
        atexit.register(self.process.kill)
        self.log = []
        self.cookie = self.token = None
        while True:
            line = self.process.stderr.readline()
            if not line:
                raise SystemExit(f'the desk did not start: {self.log}')
            self.log.append(line.strip())
            found = re.search(r'http://127\.0\.0\.1:(\d+)/', line)
            if found:
                self.port = int(found[1])
                break
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        for line in self.process.stderr:
            self.log.append(line.strip())

    def stop(self):
        """Ask it to end. A sanitiser that found something ends it with another status."""
        self.process.send_signal(signal.SIGTERM)
        check('the desk ends when asked to', self.process.wait(30), 0)

    def kill(self):
        self.process.kill()
        self.process.wait(30)

    def raw(self, method, path, body=None, headers=None, timeout=30, patient=True):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=timeout)
        headers = dict(headers or {})
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
            headers.setdefault('Content-Type', 'application/json')
        if self.cookie:
            headers.setdefault('Cookie', self.cookie)
        if self.token and method != 'GET':
            headers.setdefault('X-Sitrep-Token', self.token)
        connection.request(method, path, body, {k: v for k, v in headers.items() if v is not None})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        if answer.status == 429 and patient:
            time.sleep(float(answer.getheader('Retry-After')))
            return self.raw(method, path, body, headers, timeout, patient=False)
        return answer, data

    def ask(self, method, path, body=None, headers=None, want=200):
        """Ask, and hold the answer against the description; the parsed body."""
        answer, data = self.raw(method, path, body, headers)
        name = f'{method} {path}'
        described = operation(method, path.split('?')[0])
        check(f'{name}: status', answer.status, want)
        if answer.status != want:
            print('   ', data[:300])
        if described is None:
            check(f'{name} is described', False, True)
            return None
        asked.add(described['operationId'])
        allowed = described['responses'].get(str(answer.status))
        if allowed is None:
            check(f'{name}: {answer.status} is described', False, True)
            return None
        if '$ref' in allowed:
            allowed = resolve(allowed['$ref'])
        content = allowed.get('content')
        if not content:
            check(f'{name}: no body', data, b'')
            return None
        kind = answer.getheader('Content-Type')
        check(f'{name}: type', kind, next(iter(content)))
        if kind != 'application/json':
            return data.decode()
        value = json.loads(data)
        check(f'{name}: body', faults(value, content[kind]['schema'])[:8], [])
        return value

    def login(self, **who):
        answer, data = self.raw('POST', '/api/session', who)
        self.cookie = (answer.getheader('Set-Cookie') or '').split(';')[0]
        self.token = json.loads(data).get('token')
        asked.add('login')
        return answer, data


class Stream:
    """A stream of events, read in a thread of its own."""

    def __init__(self, desk, path='/api/events', headers=None):
        self.socket = socket.create_connection(('127.0.0.1', desk.port), 30)
        lines = [f'GET {path} HTTP/1.1', f'Host: 127.0.0.1:{desk.port}'] + [f'{k}: {v}' for k, v in (headers or {}).items()]
        if desk.cookie:
            lines.append(f'Cookie: {desk.cookie}')
        self.socket.sendall(('\r\n'.join(lines) + '\r\n\r\n').encode())
        self.events, self.text = [], b''
        self.file = self.socket.makefile('rb')
        self.head = []
        for line in self.file:
            if line == b'\r\n':
                break
            self.head.append(line.decode().strip())
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        try:
            while True:
                size = int(self.file.readline().strip() or b'0', 16)
                if size == 0:
                    return
                self.text += self.file.read(size)
                self.file.readline()
                while b'\n\n' in self.text:
                    event, self.text = self.text.split(b'\n\n', 1)
                    fields = dict(line.split(': ', 1) for line in event.decode().split('\n') if ': ' in line)
                    if 'data' in fields:
                        self.events.append(fields)
        except (OSError, ValueError):
            return

    def changes(self):
        return [json.loads(e['data']) for e in self.events if e.get('event') == 'change']

    def wait(self, count, seconds=10):
        until = time.time() + seconds
        while len(self.changes()) < count and time.time() < until:
            time.sleep(0.02)
        return self.changes()

    def close(self):
        self.socket.close()


# ---- texts of our own ----

FIRST = {'id': 'wire-1', 'title': 'Blast in Zinder market kills at least 12', 'outlet': 'Sahel Wire',
         'published': '2026-03-14T11:00+01:00',
         'text': 'ZINDER, Niger, March 14 (Sahel Wire) -- A bomb exploded at a market in Zinder on Saturday, killing at least '
                 '12 people and wounding 30, the health ministry said.\n\nThe attack came two years after a bombing in Diffa '
                 'that left 30 people dead.\n'}
SECOND = {'id': 'post-1', 'title': 'Toll rises to 17 in Zinder', 'outlet': 'Zinder Post',
          'published': '2026-03-14T13:00+01:00',
          'text': 'ZINDER, Niger, March 14 (Zinder Post) -- The bomb at the market in Zinder on Saturday killed 17 people, the '
                  'health ministry said. A police officer said 21 people were killed.\n'}


def post(desk, document, want=201):
    return desk.ask('POST', '/api/documents', document, want=want)


# ---- what is tested ----

def every_operation(desk):
    desk.ask('GET', '/api/desk')
    desk.ask('GET', '/api/health')
    desk.ask('GET', '/api/hours?days=3')
    desk.ask('GET', '/api/hours?days=99', want=400)
    check('the description is served', desk.ask('GET', '/api/openapi.json'), SPEC)
    check('nobody is logged in', desk.ask('GET', '/api/session'), {'editor': None, 'token': None})
    desk.ask('POST', '/api/documents', FIRST, want=401)
    desk.ask('POST', '/api/session', {'name': ''}, want=400)
    answer, data = desk.login(name='Ann')
    check('login', faults(json.loads(data), SPEC['components']['schemas']['Session']), [])
    cookie = answer.getheader('Set-Cookie')
    check('the cookie is for us alone', 'HttpOnly' in cookie and 'SameSite=Strict' in cookie, True)
    check('who is logged in', desk.ask('GET', '/api/session')['editor'], 'Ann')
    check('nothing is there', desk.ask('GET', '/api/incidents')['incidents'], [])

    added = post(desk, FIRST)
    check('added', added['status'], 'added')
    incident = added['incidents'][0]
    check('the same again', post(desk, FIRST, want=200)['status'], 'unchanged')
    post(desk, SECOND)
    listed = desk.ask('GET', '/api/incidents')
    check('one incident', listed['total'], 1)
    row = listed['incidents'][0]
    check('its name', row['id'], incident)
    check('its documents', row['documents'], 2)
    check('its kind', row['kind'], 'bombing')
    desk.ask('GET', '/api/incidents?limit=none', want=400)
    desk.ask('GET', '/api/incidents?since=yesterday', want=400)
    for query, count in (('q=market', 1), ('q=mark', 1), ('q=volcano', 0), ('kind=bombing', 1), ('kind=flood', 0),
                         ('country=NE', 1), ('country=ML', 0), ('since=2026-03-01', 1), ('since=2027-01-01', 0),
                         (f'changed_after={row["change"]}', 0), (f'changed_after={row["change"] - 1}', 1)):
        check(f'incidents?{query}', desk.ask('GET', f'/api/incidents?{query}')['total'], count)

    page = desk.ask('GET', f'/api/incidents/{incident}')
    desk.ask('GET', '/api/incidents/I999', want=404)
    check('summary is the list row', page['summary'], row)
    killed = next(f for f in page['figures'] if f['key'] == 'killed')
    check('rules', sorted(e['rule'] for e in killed['estimates']), ['acled', 'latest', 'ucdp'])
    check('the background is apart', [c['reading']['value']['value'] for c in page['claims'] if not c['main']], [30])
    check('the background stands in no ledger row',
          [r for r in page['ledger'] if r['value']['value'] == 30 and r['figure'] == 'killed'], [])
    rows = [r for r in page['ledger'] if r['figure'] == 'killed']
    check('the ministry, twice, and the police officer', sorted(r['value']['value'] for r in rows), [12, 17, 21])
    by_value = {r['value']['value']: r for r in rows}
    check('the ministry superseded itself', by_value[12]['state'], 'superseded')
    check('the officer stands against it', by_value[21]['against'], [page['ledger'].index(by_value[17])])
    answer, _ = desk.raw('GET', f'/api/incidents/{incident}')
    again, data = desk.raw('GET', f'/api/incidents/{incident}', headers={'If-None-Match': answer.getheader('ETag')})
    check('as before', (again.status, data), (304, b''))

    key = page['documents'][0]['key']
    document = desk.ask('GET', f'/api/documents/{key}')
    for claim in document['claims']:
        start, end = claim['span']
        check(f'words of {claim["key"]}', document['text'][start:end], claim['words'])
    desk.ask('GET', '/api/documents/999', want=404)
    desk.ask('GET', f'/api/documents/{key}?revision=0', want=400)

    changes = desk.ask('GET', '/api/changes?limit=1000')
    check('changes without a hole', [c['change'] for c in changes['changes']], list(range(1, changes['change'] + 1)))
    alerts = desk.ask('GET', '/api/alerts')['alerts']
    check('alerts are the changes that matter', [a['alert'] for a in alerts][::-1],
          [c['change'] for c in changes['changes'] if c['alert']])
    check('the new incident is one', alerts[-1]['kind'], 'new')
    atom = desk.ask('GET', '/api/alerts.atom')
    check('each alert is in the feed', atom.count('<entry>'), len(alerts))
    feeds(desk)
    settings(desk)
    return incident


def feeds(desk):
    check('no feeds', desk.ask('GET', '/api/feeds'), {'feeds': []})
    feed = desk.ask('POST', '/api/feeds', {'url': 'http://127.0.0.1:9/feed.xml', 'interval_s': 600}, want=201)
    desk.ask('POST', '/api/feeds', {'url': 'http://127.0.0.1:9/feed.xml'}, want=400)
    desk.ask('POST', '/api/feeds', {'url': 'file:///etc/passwd'}, want=400)
    until = time.time() + 10
    while time.time() < until:
        found = desk.ask('GET', '/api/feeds')['feeds'][0]
        if found['state'] == 'failing':
            break
        time.sleep(0.1)
    check('a private address is refused', (found['state'], 'private' in (found['error'] or '')), ('failing', True))
    check('paused', desk.ask('PATCH', f'/api/feeds/{feed["key"]}', {'paused': True})['state'], 'paused')
    desk.ask('PATCH', '/api/feeds/99', {'paused': True}, want=404)
    desk.ask('PATCH', f'/api/feeds/{feed["key"]}', {'interval_s': 1}, want=400)
    added = desk.ask('POST', '/api/documents', {'url': 'http://127.0.0.1:9/a'}, want=202)
    check('an address is fetched', added['status'], 'fetching')


def settings(desk):
    check('a zone', desk.ask('PATCH', '/api/desk', {'zone': 'America/New_York'})['zone'], 'America/New_York')
    desk.ask('PATCH', '/api/desk', {'zone': 'Atlantis'}, want=400)
    desk.ask('PATCH', '/api/desk', {'rule': 'none'}, want=400)
    desk.ask('PATCH', '/api/desk', {'colour': 'red'}, want=400)
    check('a rule', desk.ask('PATCH', '/api/desk', {'rule': 'acled'})['rule'], 'acled')
    listed = desk.ask('GET', '/api/incidents')['incidents'][0]
    check('the list follows the rule', [(f['low'], f['high']) for f in listed['figures'] if f['key'] == 'killed'], [(17, 17)])
    desk.ask('PATCH', '/api/desk', {'rule': 'latest', 'hours': 'Fri 07:00 - candle lighting in New York'})
    hours = desk.ask('GET', '/api/hours?days=7')
    check('one Friday a week', len(hours['windows']), 1)
    desk.ask('PATCH', '/api/desk', {'hours': 'whenever'}, want=400)


def streams(desk):
    live = Stream(desk)
    check('a stream', live.head[0], 'HTTP/1.1 200 OK')
    before = desk.ask('GET', '/api/changes?limit=1')['change']
    post(desk, {'id': 'flood', 'outlet': 'Olm Observer', 'published': '2026-03-15T09:00Z', 'title': 'Floods kill 19 in Lagos',
                'text': 'LAGOS, Nigeria, March 15 (Olm Observer) -- Floods killed 19 people in Lagos on Sunday, police said.\n'})
    after = desk.ask('GET', '/api/changes?limit=1')['change']
    got = live.wait(after - before)
    check('each change once, in order', [c['change'] for c in got], list(range(before + 1, after + 1)))
    check('ids', [e['id'] for e in live.events if e.get('event') == 'change'], [str(c['change']) for c in got])
    for change in got:
        check('a change', faults(change, SPEC['components']['schemas']['Change']), [])
    late = Stream(desk, headers={'Last-Event-ID': str(before)})
    check('resumed', [c['change'] for c in late.wait(after - before)], list(range(before + 1, after + 1)))
    same = Stream(desk, path=f'/api/events?after={before + 1}')
    check('resumed by number', [c['change'] for c in same.wait(after - before - 1)], list(range(before + 2, after + 1)))
    desk.ask('GET', '/api/events?after=x', want=400)
    asked.add('streamChanges')
    for s in (live, late, same):
        s.close()


def safety(desk, incident):
    host = f'127.0.0.1:{desk.port}'
    answer, _ = desk.raw('GET', '/api/desk', headers={'Host': 'evil.example'})
    check('another name', answer.status, 421)
    answer, _ = desk.raw('GET', '/', headers={'Host': 'evil.example'})
    check('another name for the page', answer.status, 421)
    for name, headers, want in (('another site', {'Origin': 'https://evil.example'}, 403),
                                ('another site, by its own word', {'Sec-Fetch-Site': 'cross-site'}, 403),
                                ('no token', {'X-Sitrep-Token': None}, 403), ('a wrong token', {'X-Sitrep-Token': 'x'}, 403),
                                ('no session', {'Cookie': None}, 401), ('a form', {'Content-Type': 'text/plain'}, 400),
                                ('ours', {'Origin': f'http://{host}'}, 400)):
        headers = {'Content-Type': 'application/json', **headers}
        saved = desk.cookie, desk.token
        if 'Cookie' in headers and headers['Cookie'] is None:
            desk.cookie = None
        if 'X-Sitrep-Token' in headers and headers['X-Sitrep-Token'] is None:
            desk.token = None
        answer, _ = desk.raw('POST', '/api/edits', b'{}', headers)
        desk.cookie, desk.token = saved
        check(name, answer.status, want)
    answer, _ = desk.raw('GET', '/')
    policy = answer.getheader('Content-Security-Policy')
    check('a strict policy', "default-src 'none'" in policy and 'unsafe' not in policy, True)
    check('no sniffing, no frames', (answer.getheader('X-Content-Type-Options'), answer.getheader('X-Frame-Options')),
          ('nosniff', 'DENY'))
    check('no way out', desk.raw('GET', '/../../etc/passwd')[0].status, 404)
    check('another method', desk.raw('PUT', '/api/desk', b'{}')[0].status, 405)
    check('a head that is too long', desk.raw('GET', '/api/desk', headers={'X-Long': 'x' * 30000})[0].status, 431)
    answer, data = desk.raw('POST', '/api/documents', b'x', {'Content-Length': str(100 << 20), 'Content-Type': 'application/json'})
    check('too large', (answer.status, json.loads(data)['error']['code']), (413, 'too-large'))
    for body in (b'', b'[]', b'{"text":', b'{"text":1}', b'\xff', b'{"kind":"confirm"}'):
        answer, _ = desk.raw('POST', '/api/documents', body, {'Content-Type': 'application/json'})
        check(f'a bad body {body[:12]}', answer.status, 400)
    bad = post(desk, {'text': '<script>alert(1)</script> Two men were killed in Lagos, police said.', 'title': '<img src=x>'})
    if bad:
        answer, data = desk.raw('GET', f'/api/documents/{bad["document"]}')
        check('an article is data, not a page', answer.getheader('Content-Type'), 'application/json')


def rates(desk):
    answers = [desk.raw('POST', '/api/session', {'name': 'x' * 99}, patient=False)[0].status for _ in range(8)]
    check('logins are few', (answers[0], answers[-1]), (400, 429))
    answer, _ = desk.raw('POST', '/api/session', {'name': 'Bob'}, patient=False)
    check('and told when to come again', 0 < int(answer.getheader('Retry-After')) <= 10, True)


def editors_file():
    folder = tempfile.mkdtemp(prefix='sitrep-desk-')
    path = os.path.join(folder, 'editors')
    made = subprocess.run([PROGRAM, 'desk', '--add-editor', 'Ann', '--editors', path], capture_output=True, text=True)
    token = made.stdout.strip()
    check('a token', re.fullmatch('[0-9a-f]{32}', token) is not None, True)
    check('which stands nowhere', token in open(path).read(), False)
    check('for its owner alone', os.stat(path).st_mode & 0o777, 0o600)
    twice = subprocess.run([PROGRAM, 'desk', '--add-editor', 'Ann', '--editors', path], capture_output=True, text=True)
    check('not twice', twice.returncode, 2)
    desk = Desk('--editors', path)
    check('nothing to see without a session', desk.raw('GET', '/api/incidents')[0].status, 401)
    check('a wrong token', desk.login(token='0' * 32)[0].status, 401)
    desk.cookie = desk.token = None
    check('a name is not enough', desk.login(name='Ann')[0].status, 401)
    desk.cookie = desk.token = None
    answer, data = desk.login(token=token)
    check('the token tells the name', (answer.status, json.loads(data)['editor']), (200, 'Ann'))
    check('now there is something to see', desk.raw('GET', '/api/incidents')[0].status, 200)
    desk.ask('DELETE', '/api/session', want=204)
    check('and then no more', desk.raw('GET', '/api/incidents')[0].status, 401)
    desk.stop()
    outside = subprocess.run([PROGRAM, 'desk', '--db', os.path.join(folder, 'x.db'), '--listen', '0.0.0.0:0'],
                             capture_output=True, text=True, timeout=30)
    check('others can reach it: not without editors', (outside.returncode, 'editors' in outside.stderr), (2, True))


def main():
    check_examples()
    desk = Desk()
    incident = every_operation(desk)
    streams(desk)
    edits.run(desk, incident, check, faults, SPEC)
    safety(desk, incident)
    rates(desk)
    desk.stop()
    editors_file()
    every = {o['operationId'] for item in SPEC['paths'].values() for o in item.values() if isinstance(o, dict) and 'operationId' in o}
    check('every operation was asked for', sorted(every - asked), [])
    print(f'desk api: {passed} passed, {failed} failed')
    sys.exit(failed != 0)


if __name__ == '__main__':
    main()
