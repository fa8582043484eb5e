import { expect, it } from 'vitest'
import { withoutImportsOfNode } from './node-imports.ts'

it.each([
  [
    'import { Agent, request as send } from "node:http";',
    'const { Agent, request: send } = process.getBuiltinModule("node:http");',
  ],
  ['import http from "node:http";', 'const http = process.getBuiltinModule("node:http");'],
  ['import * as http from "node:http";', 'const http = process.getBuiltinModule("node:http");'],
  [
    'import fs, { readFileSync } from "node:fs";',
    'const { readFileSync } = process.getBuiltinModule("node:fs"), fs = process.getBuiltinModule("node:fs");',
  ],
  ['import "node:http";', 'process.getBuiltinModule("node:http");'],
])('takes what is imported of Node without reading the rest: %s', (line, expected) => {
  expect(withoutImportsOfNode(`import { a } from "./a.js";\n${line}\nuse();\n`)).toBe(
    `import { a } from "./a.js";\n${expected}\nuse();\n`,
  )
})

it('leaves alone what is imported from elsewhere, and what only looks like an import', () => {
  const code = 'import pg from "pg";\nconst text = `\n  import { request } from "node:http";`;\n'
  expect(withoutImportsOfNode(code)).toBe(code)
})

it('refuses an import that it cannot change', () => {
  expect(() => withoutImportsOfNode('export { join } from "node:path";\n')).toThrow(
    'The build does not know this import: export { join } from "node:path";',
  )
})
