/** @returns the main file of a build that is newer than everything it was made of; undefined when there is none */
export function builtServer(): string | undefined
/** @returns what processes and threads of such a build begin with, by their sources; undefined when there is none */
export function builtEntries(): Readonly<Record<string, string>> | undefined
/** @returns its main file; undefined when it could not be built, and what went wrong is on the screen then */
export function buildServer(node: string): string | undefined
