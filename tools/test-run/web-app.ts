import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildWebApp, isWebAppBuilt } from '../web-app.mjs'
import type { Step } from './step.ts'

/** What the browser may have to load before it draws the first page, in bytes as they are sent (gzip). */
const mostOfFirstLoad = 330_000

/** The pages, built once before the tests that open them; each start of the program finds them up to date then. */
export const webApp = (): Step => ({
  name: 'web app',
  async run() {
    if (!isWebAppBuilt() && !buildWebApp(process.execPath)) return { passed: 0, failed: 1 }
    const size = sizeOfFirstLoad(join(import.meta.dirname, '..', '..', 'apps', 'web', 'dist'))
    const note = `the first page loads ${Math.round(size / 1000)} kB, of at most ${mostOfFirstLoad / 1000} kB`
    return size > mostOfFirstLoad ? { passed: 1, failed: 1, note } : { passed: 2, failed: 0, note }
  },
})

/** Scripts and styles that the page names itself; pages load theirs after them. */
function sizeOfFirstLoad(folder: string): number {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const files = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path ?? '')
  if (files.length === 0) throw new Error('The built page names no scripts.')
  return files.reduce((sum, path) => sum + readFileSync(join(folder, `${path}.gz`)).length, 0)
}
