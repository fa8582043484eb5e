import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { policyCatalogue } from '@sluice/gateway'

const folder = join(import.meta.dirname, '..', '..', '..', 'policies')

/** Documents of the golden files, and the snippet of every policy in its section. */
export const seedDocuments: readonly string[] = [
  ...readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.golden'))
    .map((path) => readFileSync(join(folder, path), 'utf8').split(/^--- /m, 1)[0] ?? ''),
  ...Object.values(policyCatalogue).map(
    ({ snippet, sections: [section = 'inbound'] }) => `<policies><${section}>${snippet}</${section}></policies>`,
  ),
]

/** What policies are written with. */
export const policyWords: readonly string[] = [
  ...new Set(seedDocuments.flatMap((text) => text.match(/<\/?[a-z-]+|[a-z-]+="|\/>|"[^"<]*"|@[({]/g) ?? [])),
]

/** The expressions in them. */
export const seedExpressions: readonly string[] = seedDocuments.flatMap(
  (text) => text.match(/@\([^<]*?\)(?=["<])/g) ?? [],
)
