import type { Trial, TrialOutcome } from './trial.ts'

/** A trial's last run. */
export interface ReportRow {
  readonly name: string
  readonly figures: string
  /** Of the code that was tried. */
  readonly commit: string
  /** ISO 8601. */
  readonly date: string
  readonly seed: number
}

const head = ['| trial | what | figures | commit | date | seed |', '| --- | --- | --- | --- | --- | ---: |']
const rowForm = /^\| ([a-z-]+) \| .* \| (.*) \| ([0-9a-f]+(?: with changes)?) \| (\d{4}-\d\d-\d\d) \| (\d+) \|$/

/** The rows of an earlier report; none where there is nothing of this form. */
export function readRows(report: string): ReportRow[] {
  return report.split('\n').flatMap((line): ReportRow[] => {
    const match = rowForm.exec(line)
    if (match === null) return []
    const [, name = '', figures = '', commit = '', date = '', seed = ''] = match
    return [{ name, figures, commit, date, seed: Number(seed) }]
  })
}

/** The report, a row for each trial that was ever run, in the order of the trials. */
export function writeReport(trials: readonly Trial[], rows: readonly ReportRow[]): string {
  const lines = trials.flatMap(({ name, title }) => {
    const row = rows.findLast((each) => each.name === name)
    if (row === undefined) return []
    return [`| ${name} | ${title} | ${row.figures} | ${row.commit} | ${row.date} | ${row.seed} |`]
  })
  return [
    '# Torture',
    '',
    'Written by `npm run torture`. Each row tells of the last full run of its trial, and of the commit that was tried.',
    '',
    ...head,
    ...lines,
    '',
  ].join('\n')
}

/** What a row says of a trial: its figures, and each fault. Cells of a table cannot hold bars or line ends. */
export const toFigures = ({ figures, faults }: TrialOutcome): string =>
  [figures, ...faults.slice(0, 20).map((fault) => `FAULT: ${fault}`)].join('; ').replaceAll(/[|\r\n]+/g, ' ')
