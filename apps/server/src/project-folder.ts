import { dirname } from 'node:path'

/** The clone: where `package.json`, `node_modules` and, unless it is set otherwise, the data folder are. */
export const projectFolder = dirname(dirname(dirname(import.meta.dirname)))
