/**
 * Lower case for comparing parts of URLs without regard to case. Texts whose lower case has another length stay as
 * they are, so that positions in the folded text are positions in the text.
 */
export function foldCase(text: string): string {
  const folded = text.toLowerCase()
  return folded.length === text.length ? folded : text
}

/** Percent-decoded; a text that is not proper percent-encoded UTF-8 stays as it is. */
export function decodeUrlText(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    // The backend may know what its clients mean by it; for comparing, the text stands for itself.
    return text
  }
}
