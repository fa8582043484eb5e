/** Rows come in pages of so many. */
export const rowsPerPage = 100
/** And so many columns at a time. */
export const columnsPerPage = 50

/** Pages that hold these rows, each once. */
export const pagesOf = (rows: readonly number[]): readonly number[] => [
  ...new Set(rows.map((row) => Math.floor(row / rowsPerPage))),
]

/** Rows as they are pasted into a spreadsheet. */
export function toClipboardText(names: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const toCell = (cell: unknown) => (cell === null ? '' : String(cell).replaceAll(/[\t\r\n]+/g, ' '))
  return [names, ...rows].map((row) => row.map(toCell).join('\t')).join('\n')
}
