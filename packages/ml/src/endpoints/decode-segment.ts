/** A part of a path as it was meant. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    // Not an encoding: such a name exists nowhere, and its own text says best what was asked for.
    return segment
  }
}
