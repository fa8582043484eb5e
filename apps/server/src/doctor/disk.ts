import { statfs } from 'node:fs/promises'
import type { Check } from './check.ts'
import { nearestExisting } from './data-folder.ts'

const megabyte = 1_000_000
const failBelowBytes = 100 * megabyte
const warnBelowBytes = 1_000 * megabyte

/** Space where the data folder is. */
export const checkDisk: Check = async ({ config }) => {
  const { bavail, bsize } = await statfs(nearestExisting(config.dataFolder))
  const freeBytes = bavail * bsize
  const text = `${Math.floor(freeBytes / megabyte).toLocaleString('en')} MB free`
  if (freeBytes >= warnBelowBytes) return [{ state: 'ok', text }]
  return [
    {
      state: freeBytes < failBelowBytes ? 'fail' : 'warn',
      text,
      remedy:
        'Free space there, or move the data folder and name it with SLUICE_DATA: without space no change can be kept.',
    },
  ]
}
