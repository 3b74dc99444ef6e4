// The list: order, filter, search, keys, and that nothing moves while it is read.
import { late } from '../../web/mock/texts.mjs';
import { picture, texts, until } from './visit.mjs';

const titles = (page) => texts(page, '.incident-row h2');

export async function incidents({ check, visit }) {
  await visit('', async (page, mock) => {
    await page.locator('.incident-row').first().waitFor();
    check('the last changed first', await titles(page), ['Storm, the eastern islands', 'Transport accident, Bol, Chad', 'Bombing, Zinder, Niger']);
    check('figures in brief', await texts(page, '.incident-row:has-text("Zinder") .brief'), ['17+ killed', '40+ injured', '2 killed, attackers']);
    check('a dispute is told in words', (await texts(page, '.incident-row:has-text("Bol") .brief'))[0], '27 (24–27) missing disputed');
    await picture(page, 'list');

    await page.getByLabel('Country').selectOption('TD');
    check('by country', await titles(page), ['Transport accident, Bol, Chad']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('Disputed only').check();
    check('disputed only', await titles(page), ['Transport accident, Bol, Chad']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByLabel('Began on or after').fill('2026-03-14');
    check('by day', await titles(page), ['Bombing, Zinder, Niger']);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('coast guard');
    await page.locator('.incident-row').nth(1).waitFor({ state: 'detached' });
    check('by words in the reports', await titles(page), ['Transport accident, Bol, Chad']);
    await page.getByLabel('Words in the reports').fill('no such words');
    await page.getByText('No incident fits.').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();

    await page.locator('.incident-row a').first().focus();
    await page.keyboard.press('j');
    await until(page, () => document.activeElement.textContent.includes('Bol'));
    mock.desk.arrive(late.incident, late.document);
    await page.getByRole('button', { name: 'Put in order: 1 changed' }).waitFor();
    check('a figure changes where it stands', (await texts(page, '.incident-row:has-text("Zinder") .brief'))[0], '19 (19–21) killed disputed');
    check('and the order waits', (await titles(page))[2], 'Bombing, Zinder, Niger');
    await page.getByRole('button', { name: 'Put in order' }).click();
    check('until the reader wants it', (await titles(page))[0], 'Bombing, Zinder, Niger');
    check('and the focus is kept', await page.evaluate(() => document.activeElement.textContent.trim()), 'In order');
    await page.locator('.incident-row a').first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Bombing, Zinder/ }).waitFor();
    await page.goBack();
    await page.locator('.incident-row').first().waitFor();
  });
}
