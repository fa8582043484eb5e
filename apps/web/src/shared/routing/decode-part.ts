/** A part of a path or query as it was before it was encoded; one with a percent sign of its own stays as it is. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // The sign stands for itself.
    return part
  }
}
