// The feeds' status, the audit log, the desk's hours.
import { picture, signIn, texts } from './visit.mjs';

export async function pages({ check, visit }) {
  await visit('#/feeds', async (page, mock) => {
    await page.locator('.feed').first().waitFor();
    check('feeds and how they do', await texts(page, '.feed .tag'), ['waiting for its next turn', 'failing', 'paused']);
    check('a fault in words', await texts(page, '.feed p.alarm'), ['the server answered 503 (4 times in a row)']);
    await signIn(page);
    await page.getByRole('button', { name: 'Pause Sahel Wire' }).click();
    await page.getByRole('button', { name: 'Go on Sahel Wire' }).waitFor();
    check('a feed is paused', mock.desk.feeds[0].state, 'paused');
    mock.desk.feed({ ...mock.desk.feeds[1], state: 'waiting', error: null });
    await page.locator('.feeds p.alarm').waitFor({ state: 'detached' });
    await picture(page, 'feeds');
  });
  await visit('#/audit', async (page, mock) => {
    await page.getByText('Nobody has edited anything yet.').waitFor();
    mock.desk.edit('Ann', { kind: 'reject', claim: '19:c2', reason: 'a cordon, not a toll' });
    mock.desk.edit('Ben', { kind: 'undo', edit: 1 });
    await page.locator('.audit tbody tr').nth(1).waitFor();
    check('edits, the newest first', await texts(page, '.audit tbody td:nth-child(4)'), ['undid edit 1', 'rejectedundone by 2']);
    await page.getByRole('link', { name: 'I12' }).first().click();
    await page.getByRole('heading', { level: 1, name: /Zinder/ }).waitFor();
  });
  await visit('#/hours', async (page, mock) => {
    await page.locator('.windows').waitFor();
    check('until when, and by which rule', [await page.locator('.says').textContent(), (await texts(page, '.windows tbody tr:nth-child(2) td'))[1]], ['We keep you updated until the start of Shabbat in New York, Friday 18:45 (UTC-4).', 'Fri 20 Mar 18:45 New Yorkcandle lighting, New York: sunset less 18 minutes']);
    await picture(page, 'hours', { fullPage: true });
    await signIn(page);
    await page.getByLabel('Time zone').fill('Asia/Jerusalem');
    await page.getByLabel('Hours, a line a rule').fill('Sun 07:00 - 23:00');
    await page.getByLabel('Alerts of these countries alone').fill('ne, td');
    await page.getByRole('button', { name: 'Set', exact: true }).click();
    await page.getByText('all kinds; Niger, Chad').waitFor();
    check('the desk is set, for all', [mock.desk.desk().zone, mock.desk.desk().filter.countries, mock.desk.hours().rule], ['Asia/Jerusalem', ['NE', 'TD'], 'Sun 07:00 - 23:00']);
  });
}
