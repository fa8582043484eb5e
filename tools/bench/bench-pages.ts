import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launch, whyNoBrowser } from '../../tests/support/browser.ts'
import { startSluice } from '../../tests/support/start-sluice.ts'

/** What Lighthouse finds, as far as it is read here; scores from 0 to 1. */
interface Result {
  readonly lhr: {
    readonly categories: Readonly<Record<string, { readonly score: number | null }>>
    readonly audits: Readonly<Record<string, { readonly numericValue?: number }>>
  }
}

const pages = [
  ['front page', '/developer/sluice'],
  ['API page', '/developer/sluice/apis/echo-api'],
  ['operation page', '/developer/sluice/apis/echo-api/operations/modify-resource'],
] as const
type Lighthouse = (url: string, flags: object, config: unknown) => Promise<Result | undefined>

/** Scores from 0 to 100 in the order of `categories`, and when the largest part was painted, in seconds. */
interface Found {
  readonly scores: readonly number[]
  readonly paint: number
}

const rounds = 3
const categories = ['performance', 'accessibility', 'best-practices'] as const

/** Lighthouse on the pages of the developer portal that strangers see first. */
export async function benchPages(): Promise<readonly string[]> {
  const reason = whyNoBrowser()
  if (reason !== undefined) return ['## Pages of the developer portal', '', `Not measured: ${reason}.`]
  const port = 9_222 + Math.floor(Math.random() * 10_000)
  const sluice = await startSluice()
  const browser = await launch(`--remote-debugging-port=${port}`)
  try {
    const lighthouse = (await importFrom('core/index.js')) as Lighthouse
    const desktop = await importFrom('core/config/desktop-config.js')
    const rows: string[] = []
    for (const [name, path] of pages) {
      for (const [device, config] of [['desktop', desktop] as const, ['telephone', undefined] as const]) {
        const found: Found[] = []
        for (let round = 0; round < rounds; round++) {
          const flags = { port, logLevel: 'error', onlyCategories: [...categories] }
          const result = await lighthouse(`${sluice.addresses.management}${path}`, flags, config)
          if (result === undefined) throw new Error(`Lighthouse said nothing of ${path}.`)
          found.push(readResult(result))
        }
        const { scores, paint } = middleOf(found)
        rows.push(`| ${name}, ${device} | ${scores.join(' | ')} | ${paint.toFixed(1)} |`)
        console.log(rows.at(-1))
      }
    }
    return [
      '## Pages of the developer portal',
      '',
      `Scores of Lighthouse (100 is the best), the round of ${rounds} with the middle performance: as on a desktop computer, and`,
      'as on a slow telephone with a mobile network and a processor slowed down fourfold, both simulated. Aims: performance',
      '90, accessibility 100, best practices 95. The browser shares its two cores with Lighthouse and the program.',
      '',
      '| page | performance | accessibility | best practices | largest paint, s |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
    ]
  } finally {
    await browser.close()
    await sluice.remove()
  }
}

function readResult({ lhr: { categories: found, audits } }: Result): Found {
  const scores = categories.map((category) => Math.round(100 * (found[category]?.score ?? 0)))
  return { scores, paint: (audits['largest-contentful-paint']?.numericValue ?? 0) / 1000 }
}

function middleOf(found: readonly Found[]): Found {
  const sorted = found.toSorted((one, other) => (one.scores[0] ?? 0) - (other.scores[0] ?? 0))
  return sorted[Math.floor(sorted.length / 2)] ?? { scores: [], paint: 0 }
}

/** By address: its types need those of the browser, which tools are compiled without. */
async function importFrom(path: string): Promise<unknown> {
  const file = join(import.meta.dirname, '..', '..', 'node_modules', 'lighthouse', path)
  return ((await import(pathToFileURL(file).href)) as { default: unknown }).default
}
