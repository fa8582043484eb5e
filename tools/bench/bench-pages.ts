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
const categories = ['performance', 'accessibility', 'best-practices'] as const

/** Lighthouse on the pages of the developer portal that strangers see first, as on a slow telephone. */
export async function benchPages(): Promise<readonly string[]> {
  const reason = whyNoBrowser()
  if (reason !== undefined) return ['## Pages of the developer portal', '', `Not measured: ${reason}.`]
  const port = 9_222 + Math.floor(Math.random() * 10_000)
  const sluice = await startSluice()
  const browser = await launch(`--remote-debugging-port=${port}`)
  try {
    const lighthouse = (await importLighthouse()) as (url: string, flags: object) => Promise<Result | undefined>
    const rows: string[] = []
    for (const [name, path] of pages) {
      const result = await lighthouse(`${sluice.addresses.management}${path}`, {
        port,
        logLevel: 'error',
        onlyCategories: [...categories],
      })
      if (result === undefined) throw new Error(`Lighthouse said nothing of ${path}.`)
      const { categories: found, audits } = result.lhr
      const score = (category: string) => Math.round(100 * (found[category]?.score ?? 0))
      const paint = ((audits['largest-contentful-paint']?.numericValue ?? 0) / 1000).toFixed(1)
      rows.push(`| ${name} | ${categories.map(score).join(' | ')} | ${paint} |`)
      console.log(rows.at(-1))
    }
    return [
      '## Pages of the developer portal',
      '',
      'Scores of Lighthouse (100 is the best) as on a slow telephone: a mobile network and a processor slowed down fourfold,',
      'both simulated. Aims: performance 90, accessibility 100, best practices 95.',
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

/** By address: its types need those of the browser, which tools are compiled without. */
async function importLighthouse(): Promise<unknown> {
  const file = join(import.meta.dirname, '..', '..', 'node_modules', 'lighthouse', 'core', 'index.js')
  return ((await import(pathToFileURL(file).href)) as { default: unknown }).default
}
