import { buildWebApp, isWebAppBuilt } from '../web-app.mjs'
import type { Step } from './step.ts'

/** The pages, built once before the tests that open them; each start of the program finds them up to date then. */
export const webApp = (): Step => ({
  name: 'web app',
  async run() {
    if (isWebAppBuilt()) return { passed: 1, failed: 0, note: 'up to date' }
    return buildWebApp(process.execPath) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  },
})
