// browser.mjs: what the tests of pages in a browser share. Chromium is the system's; CHROMIUM names another.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

export function launch() {
  const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    console.log(`page: no browser at ${executablePath}; 'tools/needs page' installs it`);
    process.exit(1);
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
}

/** Counts what holds; prints what doesn't, with both values, and in the end "NAME: N passed, N failed". */
export function counter(name) {
  let passed = 0, failed = 0;
  const check = (what, got, want) => {
    if (JSON.stringify(got) === JSON.stringify(want)) { passed++; return; }
    failed++;
    console.log(`${what}:\n    got  ${JSON.stringify(got)}\n    want ${JSON.stringify(want)}`);
  };
  const total = () => {
    console.log(`${name}: ${passed} passed, ${failed} failed`);
    process.exit(failed ? 1 : 0);
  };
  return { check, total };
}

// WCAG 2.2: relative luminance and contrast of each text with what lies behind it
export function badContrast() {
  const channel = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const numbers = (c) => c.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = numbers(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const bad = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || e.closest('.vh, script, style, svg')) continue;
    const style = getComputedStyle(e), a = luminance(numbers(style.color)), b = luminance(behind(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && +style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) bad.push(`${ratio.toFixed(2)} ${e.className || e.localName}: ${walk.currentNode.data.trim().slice(0, 30)}`);
  }
  return bad;
}

export function badStructure() {
  const bad = [];
  let last = 0;
  for (const h of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const level = +h.localName[1];
    if (level > last + 1) bad.push(`h${level} after h${last}: ${h.textContent}`);
    last = level;
  }
  if (document.querySelectorAll('h1').length !== 1) bad.push('not one h1');
  if (document.querySelectorAll('main').length !== 1) bad.push('not one main');
  for (const e of document.querySelectorAll('a, button, summary')) if (!e.textContent.trim()) bad.push('no name: ' + e.outerHTML);
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  for (const id of ids) if (ids.filter((x) => x === id).length > 1) bad.push('twice: ' + id);
  for (const a of document.querySelectorAll('a[href^="#"]')) if (!document.getElementById(a.hash.slice(1))) bad.push('nowhere: ' + a.hash);
  return bad;
}
