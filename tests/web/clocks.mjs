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
  await visit('', async (page) => {
    await page.getByLabel('Times').selectOption({ label: 'of the desk' });
    await page.locator('.row-when').first().waitFor();
    check('winter stays winter in summer', await page.evaluate(() => {
      const format = (at) => new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', hour: '2-digit', hourCycle: 'h23' }).format(new Date(at));
      return [format('2026-01-10T12:00Z'), format('2026-07-10T12:00Z')];
    }), ['07', '08']);
  });
}
