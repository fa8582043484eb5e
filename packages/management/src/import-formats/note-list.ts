/** What an import leaves out, each kind once with its first place and how often. */
export interface NoteList {
  add(text: string, place: string): void
  /** Sentences in the order of their first occurrence. */
  toTexts(): readonly string[]
}

export function createNoteList(): NoteList {
  const places = new Map<string, string[]>()
  return {
    add(text, place) {
      const known = places.get(text)
      if (known === undefined) places.set(text, [place])
      else if (!known.includes(place)) known.push(place)
    },
    toTexts: () =>
      [...places].map(
        ([text, [first, ...more]]) => `${text}: ${first}${more.length > 0 ? ` and ${more.length} more` : ''}.`,
      ),
  }
}
