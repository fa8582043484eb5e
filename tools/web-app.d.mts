/** Whether a build is there that is newer than everything it was made of. */
export function isWebAppBuilt(): boolean
/** @returns whether it worked; what went wrong is on the screen then */
export function buildWebApp(node: string): boolean
