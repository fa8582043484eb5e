import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compatibilityPage } from './compatibility-page.ts'
import { errorsPage } from './errors-page.ts'
import { metricsPage } from './metrics-page.ts'
import { modulePages } from './module-pages.ts'
import { withSettingsTable } from './settings-section.ts'

/** Every generated document: its path below the clone, and how its text is made. */
export const documents: Readonly<Record<string, (folder: string) => string>> = {
  'docs/compatibility.md': compatibilityPage,
  'docs/errors.md': () => errorsPage(),
  'docs/operations/metrics.md': () => metricsPage(),
  ...modulePages,
  'README.md': (folder) => withSettingsTable(readFileSync(join(folder, 'README.md'), 'utf8')),
}
