export function newestIn(path: string, isLeftOut?: (name: string) => boolean): number
