/** Files of the built program by the sources that they were made of, put in by tools/server-program.mjs. */
declare const builtEntryFiles: Readonly<Record<string, string>> | undefined

/**
 * The file that a process or thread of its own begins with: `source`, or what was made of it where the program that
 * runs is a built one.
 * @param source absolute path of a TypeScript file that the build knows as an entry
 */
export function entryFile(source: string): string {
  if (typeof builtEntryFiles === 'undefined') return source
  const built = builtEntryFiles[source]
  if (built === undefined) throw new Error(`The program was built without '${source}': add it to its entries.`)
  return built
}
