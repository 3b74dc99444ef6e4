// The bar: the whole page, its map included, in 300 kB as it goes over the wire.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const DIST = fileURLToPath(new URL('../../web/dist', import.meta.url));
const MOST = 300_000;

export function size({ check }) {
  const files = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter((f) => f.isFile() && f.name !== '.built');
  const packed = files.map((f) => [f.name, gzipSync(readFileSync(join(f.parentPath ?? f.path, f.name)), { level: 9 }).length]);
  const whole = packed.reduce((sum, [, n]) => sum + n, 0);
  console.log(`web: ${whole} bytes packed, ${packed.map(([name, n]) => `${name} ${n}`).join(', ')}`);
  check('size: at most 300 kB', whole <= MOST, true);
  const page = readFileSync(join(DIST, 'index.html'), 'utf8');
  check('size: no script or style in the page itself', /<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=/.test(page), false);
}
