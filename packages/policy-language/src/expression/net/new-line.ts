/** `Environment.NewLine`: the managed gateway of the compatible service runs on Windows, and its documents show it. */
export const newLine = '\r\n'
