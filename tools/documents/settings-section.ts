import { settingsTable } from '../../apps/server/src/settings/settings-text.ts'

const startMark = '<!-- settings:start -->'
const endMark = '<!-- settings:end -->'

/** The README with its table of settings made anew. */
export function withSettingsTable(readme: string): string {
  const start = readme.indexOf(startMark)
  const end = readme.indexOf(endMark)
  if (start < 0 || end < start) throw new Error(`README.md needs the lines ${startMark} and ${endMark}.`)
  return `${readme.slice(0, start + startMark.length)}\n\n${settingsTable()}\n\n${readme.slice(end)}`
}
