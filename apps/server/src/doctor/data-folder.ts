import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Check } from './check.ts'

/** Whether the data folder, or the place where it would be made, can be written. */
export const checkDataFolder: Check = async ({ config: { dataFolder } }) => {
  const place = nearestExisting(dataFolder)
  const remedy = 'Give this account the right to write there, or choose another folder with SLUICE_DATA.'
  if (!statSync(place).isDirectory()) {
    return [{ state: 'fail', text: `${place} is not a folder`, remedy: 'Choose another folder with SLUICE_DATA.' }]
  }
  try {
    accessSync(place, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    return [{ state: 'fail', text: `${place} cannot be written (${(error as NodeJS.ErrnoException).code})`, remedy }]
  }
  if (place !== dataFolder) return [{ state: 'ok', text: `${dataFolder} will be made at the first start` }]
  // On Windows the mode says nothing about other accounts.
  const isOpen = process.platform !== 'win32' && (statSync(dataFolder).mode & 0o007) !== 0
  return isOpen
    ? [
        {
          state: 'warn',
          text: `${dataFolder} is open to every account of this machine`,
          remedy: `Run chmod 700 ${dataFolder}.`,
        },
      ]
    : [{ state: 'ok', text: dataFolder }]
}

/** The folder itself, or the closest of those above it that is there. */
export function nearestExisting(path: string): string {
  let place = path
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place)
  return place
}
