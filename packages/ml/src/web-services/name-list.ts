/** So many names of a list are shown; who sends more of them knows what was sent. */
const shownNames = 20

/** Names as an error message shows them, after one another. */
export function toNameList(names: readonly string[], write: (name: string) => string = (name) => name): string {
  const shown = names.slice(0, shownNames).map(write).join(', ')
  return names.length > shownNames ? `${shown} and ${names.length - shownNames} more` : shown
}
