// Holds sitrep's article finder against Mozilla's Readability on the pages of tests/corpus/pages: word F1 of the body.
// usage: node compare.mjs [SITREP]      README.md says what is counted
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { Readability } from "@mozilla/readability";
import { JSDOM } from "jsdom";

const sitrep = process.argv[2] ?? "../../build/sitrep";
const folder = new URL("../../tests/corpus/pages/", import.meta.url).pathname;

const words = (text) => text.normalize("NFC").toLowerCase().match(/[\p{L}\p{M}\p{Nd}]+/gu) ?? [];

function f1(got, want) {
  const left = new Map();
  for (const w of want) left.set(w, (left.get(w) ?? 0) + 1);
  let same = 0;
  for (const w of got) {
    const n = left.get(w) ?? 0;
    if (n > 0) { same++; left.set(w, n - 1); }
  }
  return got.length + want.length ? (2 * same) / (got.length + want.length) : 1;
}

// jsdom decodes bytes as a browser does; captions go, for our rule leaves them out; blocks are parted by spaces
function readability(bytes, strip) {
  const { document } = new JSDOM(bytes, { contentType: "text/html" }).window;
  const article = new Readability(document).parse();
  if (!article) return "";
  const body = new JSDOM(article.content).window.document.body;
  if (strip) for (const e of body.querySelectorAll("figcaption")) e.remove();
  for (const e of body.querySelectorAll("p,div,li,td,th,tr,h1,h2,h3,h4,br,section,time")) e.append(" ");
  return body.textContent;
}

function ours(path) {
  try {
    const out = execFileSync(sitrep, ["read", "--until", "input", "--input", "html", path], { stdio: ["ignore", "pipe", "ignore"] });
    const { text, title } = JSON.parse(out).document;
    return title && text.startsWith(title) ? text.slice(title.length) : text;
  } catch { return ""; }
}

const rows = [];
for (const name of readdirSync(folder).filter((n) => n.endsWith(".html")).sort()) {
  const bytes = readFileSync(folder + name), want = words(readFileSync(folder + name.replace(/html$/, "txt"), "utf8"));
  rows.push([name.slice(0, -5), f1(words(ours(folder + name)), want), f1(words(readability(bytes, false)), want), f1(words(readability(bytes, true)), want)]);
}
const mean = (k) => rows.reduce((s, r) => s + r[k], 0) / rows.length;
console.log("page".padEnd(28) + "sitrep  readability  without captions");
for (const [n, a, b, c] of rows) console.log(n.padEnd(28) + a.toFixed(3).padStart(6) + b.toFixed(3).padStart(13) + c.toFixed(3).padStart(18));
console.log(`mean of ${rows.length}`.padEnd(28) + mean(1).toFixed(3).padStart(6) + mean(2).toFixed(3).padStart(13) + mean(3).toFixed(3).padStart(18));
