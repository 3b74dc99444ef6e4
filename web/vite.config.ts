// The page's build. What it shares with the report that `sitrep --format html` writes is taken from there: the style sheet
// (src/main.tsx imports it), the words of the tables in data/en, and the marks of the kinds of speakers, put in here.
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { worldMap } from './map/make.ts';

const marks = (): Plugin => ({
  name: 'marks',
  transformIndexHtml: (html) =>
    html.replace('<!-- marks -->', readFileSync(new URL('../src/report/html.svg', import.meta.url), 'utf8').trim()),
});

/** `import url from 'virtual:world'`: the base map as a file of its own, fetched when a map is first shown. */
const world = (): Plugin => ({
  name: 'world',
  resolveId: (id) => (id === 'virtual:world' ? '\0world' : null),
  load(id) {
    if (id !== '\0world') return null;
    const file = this.emitFile({ type: 'asset', name: 'world.json', source: worldMap() });
    return `export default import.meta.ROLLUP_FILE_URL_${file};`;
  },
});

export default defineConfig({
  base: './',
  plugins: [marks(), world()],
  esbuild: { jsx: 'automatic', jsxImportSource: 'preact' },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // nothing in data: URLs, which the page's policy refuses
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
