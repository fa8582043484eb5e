/** Where the answers about a dataset are, below the workspace. */
export const datasetPath = (id: string): string => `/datasets/${encodeURIComponent(id)}`
