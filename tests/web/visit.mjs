// visit.mjs: opens the page, looks on, and tells what is common to all: no error, nothing asked of another host.
import { join } from 'node:path';
import { startMock } from '../../web/mock/server.mjs';

const DESKTOP = { width: 1360, height: 900 };

/** The function visit(hash, what to do with the page, options). A mock desk is started for each visit but where one is given. */
export function visitor(browser, check, part) {
  return async (hash, look, { desk = null, quiet = true, list, viewport = DESKTOP, ...options } = {}) => {
    const mock = desk ?? (await startMock({ list }));
    const context = await browser.newContext({ viewport, timezoneId: 'Asia/Tokyo', locale: 'en-GB', ...options });
    const page = await context.newPage();
    const faults = [], strangers = [];
    page.on('pageerror', (e) => faults.push(String(e)));
    page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') faults.push(m.text()); });
    page.on('request', (r) => { if (!r.url().startsWith(mock.url)) strangers.push(r.url()); });
    await page.goto(mock.url + hash);
    await page.locator('h1').first().waitFor();
    try {
      await look(page, mock);
    } finally {
      if (quiet) check(`${part} ${hash}: no fault in the console`, faults, []);
      check(`${part} ${hash}: asks no other host`, strangers, []);
      await context.close();
      if (!desk) mock.stop();
    }
  };
}

/** Keep a picture, where they are wanted. */
export async function picture(page, name, options = {}) {
  if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `${name}.png`), ...options });
}

/** The texts of all that a selector finds, white space as one blank. */
export const texts = (page, selector) =>
  page.locator(selector).evaluateAll((all) => all.map((e) => e.textContent.replace(/\s+/g, ' ').trim()));

/** Wait until a function holds in the page. The page's policy forbids what playwright's own waitForFunction does. */
export async function until(page, holds) {
  for (const end = Date.now() + 30_000; Date.now() < end; await page.waitForTimeout(50)) if (await page.evaluate(holds)) return;
  throw new Error(`it never came: ${holds}`);
}

export async function signIn(page, name = 'Ann') {
  await page.getByRole('button', { name: 'Sign in to edit' }).click();
  await page.getByLabel('Your name').fill(name);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}
