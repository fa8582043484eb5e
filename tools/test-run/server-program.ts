import { buildServer, builtServer } from '../server-program.mjs'
import type { Step } from './step.ts'

/** The program in few files, built once before the tests that start it: each start finds it up to date then. */
export const serverProgram = (): Step => ({
  name: 'server program',
  async run() {
    const isBuilt = (builtServer() ?? buildServer(process.execPath)) !== undefined
    return isBuilt ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  },
})
