// types.mjs: the interface's schemas (docs/openapi.json) as TypeScript, so that the page cannot expect what the server does
// not promise. usage: node api/types.mjs; writes src/api/schema.ts, which is not kept in git.
import { readFileSync, writeFileSync } from 'node:fs';

const file = (path) => new URL(path, import.meta.url);
const { schemas } = JSON.parse(readFileSync(file('../../docs/openapi.json'), 'utf8')).components;
const SIMPLE = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' };

function reference(path) {
  const [name, ...inside] = path.replace('#/components/schemas/', '').split('/');
  return name + inside.filter((part) => part !== 'properties').map((part) => `['${part}']`).join('');
}

function object({ properties = {}, required = [] }) {
  const members = Object.entries(properties).map(([name, schema]) => {
    const words = schema.description ? `/** ${schema.description} */ ` : '';
    return `${words}${name}${required.includes(name) ? '' : '?'}: ${type(schema)};`;
  });
  return `{\n${members.join('\n')}\n}`;
}

function type(schema) {
  if (schema.$ref) return reference(schema.$ref);
  if (schema.anyOf) return schema.anyOf.map(type).join(' | ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const one = (name) => {
    if (name === 'object') return object(schema);
    if (name !== 'array') return SIMPLE[name];
    if (schema.prefixItems) return `[${schema.prefixItems.map(type).join(', ')}]`;
    const item = `(${type(schema.items)})`;
    return schema.minItems === 2 && schema.maxItems === 2 ? `[${item}, ${item}]` : `${item}[]`;
  };
  const types = [schema.type].flat().map(one);
  if (types.includes(undefined)) throw new Error(`api/types.mjs: no type for ${JSON.stringify(schema)}`);
  return types.join(' | ');
}

const lines = Object.entries(schemas).map(([name, schema]) => `export type ${name} = ${type(schema)};\n`);
writeFileSync(file('../src/api/schema.ts'), `// made by web/api/types.mjs of docs/openapi.json\n\n${lines.join('\n')}`);
