// Times: with their zone and how it was known, in four clocks, right in summer and winter; a day alone stays a day.
import { texts } from './visit.mjs';

export async function clocks({ check, visit }) {
  await visit('#/incident/I12', async (page) => {
    await page.locator('.timeline').waitFor();
    const times = () => texts(page, '.timeline .time');
    const choose = (name) => page.getByLabel('Times').selectOption({ label: name });
    const [, first, reprint] = await times();
    check('where it happened', [first, reprint], ['Sat 14 Mar 2026 11:52 Niamey (UTC+1), zone by the dateline', 'Sat 14 Mar 2026 12:10 Niamey (UTC+1), zone of the outlet']);
    await choose('of this computer');
    check('of the reader', (await times())[1], 'Sat 14 Mar 2026 19:52 Tokyo (UTC+9), zone by the dateline');
    await choose('of the desk');
    check('of the desk, in its summer time', (await times())[1], 'Sat 14 Mar 2026 06:52 New York (UTC−4), zone by the dateline');
    await choose('of each outlet');
    await page.getByText('1 reprint of it').click();
    await page.locator('.reports .reprints .time').waitFor();
    check('of the outlet', await texts(page, '.reports .reprints .time'), ['Sat 14 Mar 2026 07:10 New York (UTC−4), zone of the outlet']);
    check('nothing relative stands alone', await page.evaluate(() => [...document.querySelectorAll('.time')].filter((t) => / ago$/.test(t.textContent) && !/\d\d:\d\d/.test(t.textContent)).length), 0);
  });
  await visit('#/incident/I13', async (page) => {
    await page.locator('.when').first().waitFor();
    check('a day alone is told as written', (await texts(page, 'header .when .time'))[0], 'Fri 13 Mar 2026, zone of the place');
  });
  await visit('#/incident/I9', async (page) => {
    await page.locator('.when').first().waitFor();
    check('a month alone is a month', (await texts(page, 'header .when .time'))[0], 'March 2026');
  });
  await visit('#/incident/I9', async (page, mock) => {
    await page.getByLabel('Times').selectOption({ label: 'of the desk' });
    const claims = [{ id: 'c1', words: '300', measure: 'displaced', value: { low: 300, high: 300, value: 300, hedge: 'exact' }, chain: [] }];
    const report = (key, at, zone) => mock.desk.arrive('I9', { key, outlet: 'Isle Post', title: `Report ${key}`, text: `300 of ${key}`, claims, published: { at, zone, zone_from: 'stated', known: 'told' } });
    report('91', '2026-01-10T12:00:00Z', 'UTC');
    report('92', '2026-07-10T12:00:00Z', 'UTC');
    report('93', '2026-10-25T01:30', 'Europe/Paris'); // an hour before its summer time ends, and told without its offset
    await page.locator('.report-line').nth(3).waitFor();
    check('each post in the time of its own season', (await texts(page, '.reports .time')).slice(1), [
      'Sat 10 Jan 2026 07:00 New York (UTC−5), zone stated', 'Fri 10 Jul 2026 08:00 New York (UTC−4), zone stated', 'Sat 24 Oct 2026 19:30 New York (UTC−4), zone stated',
    ]);
  });
}
