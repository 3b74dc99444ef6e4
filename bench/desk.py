#!/usr/bin/env python3
"""desk.py: how the desk bears a crowd, on loopback. usage: bench/desk.py PROGRAM [INCIDENTS [STREAMS]]   (1000, 1000)

Stores so many made-up incidents, then measures, with the streams open:
  told       from the moment a document is posted to the last stream's having the alert; and the process's memory
  requests   300 a second for ten seconds to incidents' pages: median, 99th percentile
  arrival    from an item's being in a feed that is polled to its alert on a stream, and to the page that shows it
Prints one line each. Standard library only.
"""
import asyncio, http.client, json, os, random, resource, subprocess, sys, tempfile, time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'tests', 'desk'))
import api, day

INCIDENTS = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
STREAMS = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
PLACES = sorted({r[1] or r[0].split('|')[0] for r in (l.rstrip('\n').split('\t') for l in open('data/en/gazetteer.tsv', encoding='utf-8'))
                 if len(r) > 8 and r[2] == 'city' and r[8].isdigit() and int(r[8]) > 150000 and (r[1] or r[0]).isascii()})
random.Random(1).shuffle(PLACES)
KINDS = [('A bomb exploded at a market', 'killing'), ('A ferry sank', 'killing'), ('An earthquake struck', 'killing'),
         ('Gunmen attacked a police post', 'killing'), ('A fire broke out in a factory', 'killing')]


def article(n):
    """A place and three days of its own, so that each is an incident."""
    place, (what, verb) = PLACES[n % len(PLACES)], KINDS[n % len(KINDS)]
    day_n = 3 * n
    rng = random.Random(n)
    words = ' '.join(''.join(rng.choice('abcdefghiklmnoprstuvw') for _ in range(7)) for _ in range(40))
    return {'id': f'd{n}', 'outlet': 'Olm Observer', 'published': f'{2000 + day_n // 336}-{1 + day_n % 336 // 28:02d}-{1 + day_n % 28:02d}T10:00Z',
            'title': f'{what} in {place}', 'text': f'{what} in {place}, {verb} {3 + n % 40} people and wounding {5 + n % 70}, '
            f'police said.\n\nPeople spoke of {words}.\n'}


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


async def stream(port, seen, wanted):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    writer.write(f'GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n'.encode())
    await reader.readuntil(b'retry: 2000')
    seen['open'] += 1
    while b'"alert":{' not in await reader.readline():
        pass
    wanted.append(time.perf_counter())
    writer.close()


async def crowd(desk):
    seen, told = {'open': 0}, []
    tasks = [asyncio.create_task(stream(desk.port, seen, told)) for _ in range(STREAMS)]
    while seen['open'] < STREAMS:
        await asyncio.sleep(0.05)
    memory = int(open(f'/proc/{desk.process.pid}/status').read().split('VmRSS:')[1].split()[0]) / 1024
    begin = time.perf_counter()
    await asyncio.to_thread(desk.raw, 'POST', '/api/documents', api.FIRST)
    await asyncio.wait_for(asyncio.gather(*tasks), 30)
    print(f'told: {STREAMS} streams, the first after {min(told) - begin:.3f} s, the last after {max(told) - begin:.3f} s; '
          f'{memory:.0f} MB with all of them open')


async def one_client(port, ids, seconds, rate, times):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    begin = time.perf_counter()
    for n in range(int(seconds * rate)):
        due = begin + n / rate
        await asyncio.sleep(max(0, due - time.perf_counter()))
        writer.write(f'GET /api/incidents/{random.choice(ids)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n'.encode())
        head = await reader.readuntil(b'\r\n\r\n')
        size = int(head.lower().split(b'content-length: ')[1].split(b'\r\n')[0])
        await reader.readexactly(size)
        times.append(time.perf_counter() - due)
    writer.close()


async def requests(desk, ids):
    times = []
    await asyncio.gather(*(one_client(desk.port, ids, 10, 30, times) for _ in range(10)))
    print(f'requests: {len(times) / 10:.0f} a second, median {1000 * percentile(times, 0.5):.1f} ms, '
          f'99 % within {1000 * percentile(times, 0.99):.1f} ms')


def arrival(desk, feeds):
    alert, page = [], []
    key = int(desk.ask('GET', '/api/feeds')['feeds'][0]['key'])
    for n in range(20):
        live = api.Stream(desk)
        item = day.Step(f'10:{n + 10} Sahel Wire: late-{n}\n{KINDS[0][0]} in {PLACES[n % 12]}\n\nA bomb killed {50 + n} people in '
                        f'{PLACES[n % 12]} on March {n + 1}, 2031, police said. {"Smoke rose. " * n}\n--\nx\nalerts: none')
        feeds.items['Sahel Wire'] = {item.article: item}
        desk.ask('PATCH', f'/api/feeds/{key}', {'poll': True})
        begin = time.perf_counter()
        while not any(c['alert'] for c in live.changes()):
            time.sleep(0.001)
        alert.append(time.perf_counter() - begin)
        incident = next(c['incident'] for c in live.changes() if c['alert'])
        desk.raw('GET', f'/api/incidents/{incident}')
        page.append(time.perf_counter() - begin)
        live.close()
        time.sleep(0.3)
    print(f'arrival: alert after {1000 * percentile(alert, 0.5):.0f} ms at the median, its page after {1000 * percentile(page, 0.5):.0f} ms')


def main():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    folder = tempfile.mkdtemp(prefix='sitrep-bench-')
    db, lines = os.path.join(folder, 'desk.db'), os.path.join(folder, 'in.jsonl')
    with open(lines, 'w') as out:
        out.writelines(json.dumps(article(n)) + '\n' for n in range(INCIDENTS))
    subprocess.run([api.PROGRAM, 'add', '--db', db, lines], check=True, stdout=subprocess.DEVNULL)
    feeds = day.Feeds()
    desk = day.start(feeds, folder, db)
    listed = desk.ask('GET', '/api/incidents?limit=2000')
    print(f'stored: {listed["total"]} incidents of {INCIDENTS} documents')
    asyncio.run(crowd(desk))
    asyncio.run(requests(desk, [i['id'] for i in listed['incidents'][:200]]))
    arrival(desk, feeds)
    desk.stop()


if __name__ == '__main__':
    main()
