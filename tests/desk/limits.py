#!/usr/bin/env python3
"""limits.py: the limits of docs/desk-security.md that take time or a crowd. usage: tests/desk/limits.py PROGRAM (project's root)

Each part has a desk of its own; they run at the same time, for the longest limit is 45 seconds. Ends "desk limits: N passed, N
failed". Standard library only.
"""
import http.server, json, os, re, resource, socket, sqlite3, subprocess, sys, tempfile, threading, time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import api

REPORT = {'outlet': 'Sahel Wire', 'published': '2026-03-14T11:00+01:00', 'title': 'Bomb kills 12 at market in Zinder',
          'text': 'ZINDER, Niger, March 14 (Sahel Wire) -- A bomb at a market in Zinder killed 12 people on Saturday, the health ministry said.\n'}
FEED = b'<rss version="2.0"><channel><title>t</title></channel></rss>'


class Server:
    """Answers by path: /drip a byte a second, /endless 200 bytes a second, /held once it is let go; counts who is there at once."""

    def __init__(self):
        self.now = self.most = 0
        self.let_go, self.lock = threading.Event(), threading.Lock()
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                with outer.lock:
                    outer.now += 1
                    outer.most = max(outer.most, outer.now)
                try:
                    outer.answer(self)
                except OSError:
                    pass  # the desk has gone: when, its own word for the feed tells
                finally:
                    with outer.lock:
                        outer.now -= 1

            def log_message(self, *_):
                pass

        class Many(http.server.ThreadingHTTPServer):
            request_queue_size = 256
            daemon_threads = True

        self.http = Many(('127.0.0.1', 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()
        self.base = f'http://127.0.0.1:{self.http.server_port}'

    def answer(self, handler):
        if handler.path.startswith('/held'):
            self.let_go.wait(30)
        handler.send_response(200)
        handler.end_headers()
        size, pause = {'/drip': (1, 1), '/endless': (100, 0.5)}.get(handler.path, (0, 0))
        while size:
            handler.wfile.write(b' ' * size)
            handler.wfile.flush()
            time.sleep(pause)
        handler.wfile.write(FEED)


def opml(paths):
    path = os.path.join(tempfile.mkdtemp(prefix='sitrep-limits-'), 'feeds.opml')
    with open(path, 'w', encoding='utf-8') as out:
        out.write('<opml><body>' + ''.join(f'<outline text="{u}" xmlUrl="{u}"/>' for u in paths) + '</body></opml>')
    return path


def wait_for(what, seconds):
    until = time.time() + seconds
    while time.time() < until:
        found = what()
        if found:
            return found
        time.sleep(0.1)
    return None


# ---- what is fetched ----

def full_house():
    """An address whose listener takes nobody more: a connection to it is never made."""
    listener = socket.socket()
    listener.bind(('127.0.0.1', 0))
    listener.listen(0)
    waiting = []
    for _ in range(8):
        s = socket.socket()
        s.setblocking(False)
        s.connect_ex(listener.getsockname())
        waiting.append(s)
    return listener, waiting, f'http://127.0.0.1:{listener.getsockname()[1]}/'


def slow_servers():
    server = Server()
    house = full_house()
    addresses = {'drip': server.base + '/drip', 'endless': server.base + '/endless', 'house': house[2]}
    began = time.time()
    desk = api.Desk('--feeds', opml(addresses.values()), '--allow-private', '--interval', '3600')
    took = {}

    def all_failed():
        for feed in desk.ask('GET', '/api/feeds')['feeds']:
            name = next(n for n, u in addresses.items() if u == feed['url'])
            if feed['state'] == 'failing' and name not in took:
                took[name] = time.time() - began
        return len(took) == 3

    wait_for(all_failed, 45)
    between = lambda name, low, high: low <= took.get(name, 0) <= high
    api.check(f'a connection that is not made is given up after 10 s: {took}', between('house', 9, 14), True)
    api.check(f'slower than 64 bytes/s is given up after 15 s: {took}', between('drip', 13, 24), True)
    api.check(f'nothing takes longer than 30 s: {took}', between('endless', 28, 36), True)
    desk.stop()


def many_feeds():
    server = Server()
    desk = api.Desk('--feeds', opml(f'{server.base}/held{n}' for n in range(80)), '--allow-private', '--interval', '3600')
    failed = lambda: [f for f in desk.ask('GET', '/api/feeds')['feeds'] if f['state'] == 'failing']
    found = wait_for(lambda: len(failed()) >= 8 and failed(), 20) or []
    time.sleep(0.5)
    api.check('8 are fetched at a time', server.most, 8)
    # 64 wait at once before the first of them is begun, or 72 in all: of 80 between 8 and 16 are left
    api.check('64 wait, and the others come again later', (8 <= len(found) <= 16, {f['error'] for f in found}), (True, {'too many feeds wait to be fetched'}))
    server.let_go.set()
    desk.stop()


def refused(feeds, words):
    done = subprocess.run([api.PROGRAM, 'desk', '--db', feeds + '.db', '--listen', '127.0.0.1:0', '--feeds', feeds], capture_output=True,
                          text=True, timeout=30, stdin=subprocess.DEVNULL)
    api.check(f'{words}: {done.stderr.strip()[:200]!r}', (done.returncode, words in done.stderr), (1, True))


def long_lists():
    refused(opml(f'https://feeds.example/{n}' for n in range(501)), 'more feeds than the limit of 500')
    refused(opml(['https://feeds.example/' + 'x' * (5 << 20)]), 'longer than the limit of 4194304 bytes')


# ---- who asks ----

def idle_connection():
    desk = api.Desk()
    half = socket.create_connection(('127.0.0.1', desk.port))
    half.sendall(b'GET /api/desk HTTP/1.1\r\nHost: ')
    half.settimeout(70)
    began = time.time()
    left = half.recv(1000)
    api.check('a connection that does nothing is closed after 45 s', (b'200' in left, 40 <= time.time() - began <= 60), (False, True))
    desk.stop()


def crowd():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    desk = api.Desk()
    first = desk.raw('GET', '/api/health')[0].status
    others = [socket.create_connection(('127.0.0.1', desk.port)) for _ in range(1280)]
    time.sleep(1)
    try:
        answer = desk.raw('GET', '/api/health', timeout=2)[0].status
    except ConnectionError:
        answer = 'closed'
    api.check('1,280 connections fill the house, and one more is closed', (first, answer), (200, 'closed'))
    for s in others[:200]:
        s.close()
    status = None
    for _ in range(50):
        try:
            status = desk.raw('GET', '/api/health', timeout=2)[0].status
            break
        except ConnectionError:
            time.sleep(0.1)
    api.check('and who goes makes room', status, 200)
    for s in others[200:]:
        s.close()
    desk.stop()


def missed():
    desk = api.Desk()
    desk.login(name='Ann')
    api.post(desk, REPORT)
    desk.stop()
    with sqlite3.connect(desk.db) as store:  # health tells what was told, which is a moment behind the store
        last = store.execute('SELECT max(number) FROM change').fetchone()[0]
        store.executemany("INSERT INTO change(at, kind, reprint) SELECT at, 'reread', 0 FROM change WHERE number = ?", [(last,)] * 1001)
    again = api.Desk(db=desk.db)
    again.login(name='Ann')
    now = last + 1001
    wait_for(lambda: again.ask('GET', '/api/health')['change'] >= now, 10)
    for after, kind in ((now - 1001, 'reset'), (now - 1000, 'change')):
        stream = api.Stream(again, headers={'Last-Event-ID': str(after)})
        events = wait_for(lambda: list(stream.events), 10) or [{}]
        api.check(f'{now - after} missed', events[0].get('event'), kind)
        stream.close()
    again.stop()


def words():
    desk = api.Desk()
    api.check('a name of 41 bytes', desk.login(name='x' * 41)[0].status, 400)
    desk.login(name='x' * 40)
    incident = api.post(desk, REPORT)['incidents'][0]
    for length, status in ((2000, 201), (2001, 400)):
        desk.ask('POST', '/api/edits', {'kind': 'note', 'incident': incident, 'reason': 'x' * length}, want=status)
    desk.stop()


def verifying():
    path = os.path.join(tempfile.mkdtemp(prefix='sitrep-limits-'), 'editors')
    for name in ('Ann', 'Bob'):
        subprocess.run([api.PROGRAM, 'desk', '--add-editor', name, '--editors', path], check=True, capture_output=True)
    desk = api.Desk('--editors', path)

    def peak():
        with open(f'/proc/{desk.process.pid}/status', encoding='utf-8') as status:
            return int(re.search(r'VmHWM:\s+(\d+)', status.read())[1]) // 1024

    answers = []
    wrong = lambda: answers.append(desk.raw('POST', '/api/session', {'token': 'wrong'}, patient=False)[0].status)
    wrong()
    one = peak()
    threads = [threading.Thread(target=wrong) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    api.check('each was verified', answers, [401] * 5)
    api.check(f'four tokens at once take no more memory than one: {peak() - one} MiB more', peak() - one < 40, True)
    api.check('a token of 129 bytes', desk.raw('POST', '/api/session', {'token': 'x' * 129})[0].status, 400)
    desk.stop()


def main():
    parts = [slow_servers, many_feeds, long_lists, idle_connection, crowd, missed, words, verifying]
    faults = []

    def run(part):
        try:
            part()
        except BaseException as fault:  # a thread's fault would pass unseen
            faults.append(f'{part.__name__}: {fault!r}')

    threads = [threading.Thread(target=run, args=(part,)) for part in parts]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    api.check('each part came to its end', faults, [])
    print(f'desk limits: {api.passed} passed, {api.failed} failed')
    sys.exit(api.failed != 0)


if __name__ == '__main__':
    main()
